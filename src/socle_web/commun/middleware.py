"""Security headers, a size limit that answers in French, and the translation of the core's errors."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from socle.erreurs import ErreurSocle
from socle_web.commun.debits import Limite, TropDeDemandes, compter
from socle_web.commun.erreurs import reponse
from socle_web.commun.views import trop_grand

Suite = Callable[[HttpRequest], HttpResponseBase]

POLITIQUE = (
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
# A body refused is still read to its end, up to this many times the limit: a browser shows the answer
# only once it has sent everything, and reports a broken connection otherwise.
PATIENCE = 20
MORCEAU = 1024 * 1024


class EntetesMiddleware:
    """Content-Security-Policy without any inline script or style, and Permissions-Policy."""

    def __init__(self, get_response: Suite) -> None:
        self.get_response = get_response
        formulaires = " ".join(["form-action 'self'", *settings.ORIGINES_DES_FORMULAIRES])
        self.politique = "; ".join([*POLITIQUE, formulaires])

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.politique)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class TailleMaximaleMiddleware:
    """Refuses a request over the limit before anything parses it or writes it to disk."""

    def __init__(self, get_response: Suite) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        longueur = request.headers.get("Content-Length", "")
        announced = int(longueur) if longueur.isdigit() else 0
        maximum = taille_maximale(request.path)
        if announced <= maximum + MORCEAU:
            return self.get_response(request)
        vider(request, announced)
        return trop_grand(request, maximum=maximum)


def taille_maximale(path: str) -> int:
    """The most bytes that an address receives at once."""
    sizes = (size for start, size in settings.TAILLES_MAXIMALES.items() if path.startswith(start))
    return next(sizes, settings.TAILLE_MAXIMALE)


def vider(request: HttpRequest, announced: int) -> None:
    """Read a body that nobody wants, so that the browser shows the answer."""
    left = min(announced, settings.TAILLE_MAXIMALE * PATIENCE)
    while left > 0 and (lu := request.read(min(MORCEAU, left))):
        left -= len(lu)


class DebitMiddleware:
    """Limits what costs: sending files, whatever the page, and the pages of ``DEBITS``. Not on one machine.

    It stands before anything reads the body.
    """

    def __init__(self, get_response: Suite) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, vue: object, args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponse | None:
        if settings.MODE_LOCAL or request.method != "POST":
            return None
        match = request.resolver_match
        quoi = match.view_name if match is not None else ""
        if quoi not in settings.DEBITS:
            quoi = "depot" if request.content_type == "multipart/form-data" else ""
        if not quoi:
            return None
        try:
            compter(request, quoi=quoi, limite=Limite(*settings.DEBITS[quoi]))
        except TropDeDemandes as erreur:
            longueur = request.headers.get("Content-Length", "")
            vider(request, int(longueur) if longueur.isdigit() else 0)
            answer = reponse(request, erreur)
            answer["Retry-After"] = str(erreur.attente)
            return answer
        return None


class ErreurSocleMiddleware:
    """Turns an :class:`ErreurSocle` that no view has caught into a page that helps."""

    def __init__(self, get_response: Suite) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return reponse(request, exception) if isinstance(exception, ErreurSocle) else None
