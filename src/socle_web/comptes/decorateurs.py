"""Guarding a view with a permission of :mod:`socle_web.comptes.perms`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from socle_web.comptes.perms import peut_administrer

P = ParamSpec("P")
Vue = Callable[Concatenate[HttpRequest, P], HttpResponse]


def administration(vue: Vue[P]) -> Vue[P]:
    """Only for who may administer: others sign in first, or are told that they may not."""

    @wraps(vue)
    def gardee(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if peut_administrer(request):
            return vue(request, *args, **kwargs)
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())

    return gardee
