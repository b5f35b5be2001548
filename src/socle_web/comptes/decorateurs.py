"""Guarding a view with a permission of :mod:`socle_web.comptes.perms`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import rules
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from socle_web.comptes.espaces import espace
from socle_web.comptes.perms import est_membre, peut_administrer

P = ParamSpec("P")
Vue = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def _garder(vue: Vue[P], permis: Callable[[HttpRequest], bool]) -> Vue[P]:
    @wraps(vue)
    def gardee(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if permis(request):
            return vue(request, *args, **kwargs)
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())

    return gardee


def administration(vue: Vue[P]) -> Vue[P]:
    """Only for who may administer the site: others sign in first, or are told that they may not."""
    return _garder(vue, peut_administrer)


def permis(predicat: rules.Predicate) -> Callable[[Vue[P]], Vue[P]]:
    """Only for whom the predicate lets pass in their espace: others sign in first, or are refused."""
    return lambda vue: _garder(vue, lambda request: predicat.test(espace(request)))


def membres(vue: Vue[P]) -> Vue[P]:
    """Only for an établissement's members; on one machine, for the person in front of it."""
    return permis(est_membre)(vue)


def connexion_requise(vue: Vue[P]) -> Vue[P]:
    """Only for somebody signed in, whoever it is."""
    return _garder(vue, lambda request: request.user.is_authenticated)
