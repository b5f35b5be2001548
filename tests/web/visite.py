"""What the tests of the site share: a visitor that inspects every page, and the list of all addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

# What the Content-Security-Policy forbids: a script or a style written in the page itself.
_INTERDITS = {
    # A block of data is no script: the browser never runs it.
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)(?! type=\"application/ld\+json\">)[^>]*>", re.I),
    "inline style": re.compile(r"<style\b|\sstyle=", re.I),
    "inline handler": re.compile(r"<[^>]+\son[a-z]+=", re.I),
    "javascript address": re.compile(r"(href|src)=[\"']javascript:", re.I),
}


class Visiteur(Client):
    """A browser without JavaScript; each page that it gets must hold to the rules of every page."""

    def login(self, **credentials: Any) -> bool:
        """Sign in without the page; what counts failures asks for a request."""
        return super().login(request=RequestFactory().post("/"), **credentials)

    def request(self, **request: Any) -> HttpResponse:
        response: HttpResponse = super().request(**request)
        examiner(response)
        return response


def examiner(response: HttpResponse) -> None:
    """The rules of every answer: security headers; in a page, no inline code, a title and one heading."""
    politique = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in politique or "default-src 'none'" in politique
    assert "unsafe-eval" not in politique
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    if "attachment" in response.headers.get("Content-Disposition", "") or not response.content:
        return
    html = response.content.decode()
    for name, pattern in _INTERDITS.items():
        assert not pattern.search(html), f"{name}: {pattern.search(html)}"
    if "<!DOCTYPE html>" in html:
        assert '<html lang="fr">' in html
        assert len(re.findall(r"<h1[ >]", html)) == 1
        assert re.search(r"<title>\s*\S.*· Socle</title>", html, re.S)
        assert 'id="contenu"' in html


def titre(response: HttpResponse) -> str:
    """The heading of a page, without its tags."""
    trouve = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.S)
    assert trouve is not None
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", "", trouve[1])).strip()


def vues() -> Iterator[str]:
    """The full name of every address of the site."""
    yield from _vues(get_resolver(), "")


def quelconque(vue: str) -> str:
    """An address of that name, of nothing that exists."""
    ou, _, nom = vue.rpartition(":")
    resolveur = get_resolver().namespace_dict[ou][1] if ou else get_resolver()
    convertisseurs = resolveur.reverse_dict[nom][3]
    valeurs = {"UUIDConverter": UUID(int=0), "IntConverter": 0}
    return reverse(vue, kwargs={n: valeurs.get(type(c).__name__, "x") for n, c in convertisseurs.items()})


def _vues(resolver: URLResolver, prefixe: str) -> Iterator[str]:
    for motif in resolver.url_patterns:
        if isinstance(motif, URLResolver):
            yield from _vues(motif, f"{prefixe}{motif.namespace}:" if motif.namespace else prefixe)
        elif isinstance(motif, URLPattern):
            assert motif.name, f"An address without a name: {motif}"
            yield f"{prefixe}{motif.name}"
