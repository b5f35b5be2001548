"""Fiches de poste.

``decliner`` receives by POST either ``source`` (``edition:code``, once or several times) or ``modele``
(the key of one of the booklet's fiches).
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe


@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    return render(request, "fiches/liste.html")


@require_safe
def nouvelle(request: HttpRequest) -> HttpResponse:
    return redirect("fiches:liste")


@require_POST
def decliner(request: HttpRequest) -> HttpResponse:
    return redirect("fiches:liste")
