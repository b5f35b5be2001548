"""Which study a request may open, and which voice a browser holds."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from rules import Predicate

from socle_web.comptes.espaces import espace
from socle_web.etudes import perms
from socle_web.etudes.models import Consultation, EtudeEnregistree, Participant, Tour
from socle_web.etudes.services import participation
from socle_web.etudes.services.participation import Porte

_VOIX, _CODES, _CODEUR = "voix", "codes", "codeur"


def etude(
    request: HttpRequest, pk: UUID, *, permis: Predicate = perms.peut_lire, supprimee: bool = False
) -> EtudeEnregistree:
    """A study of the request's espace.

    :raises Http404: there is none there.
    :raises PermissionDenied: the person may not do that with it.
    """
    ici = espace(request)
    siennes = EtudeEnregistree.objects.de(ici).filter(supprimee_le__isnull=not supprimee)
    trouvee: EtudeEnregistree | None = siennes.filter(pk=pk).first()
    if trouvee is None:
        raise Http404("Cette étude n’existe pas ici.")
    if not permis.test(ici, trouvee):
        raise PermissionDenied
    return trouvee


def consultation(request: HttpRequest, pk: UUID, *, permis: Predicate = perms.peut_lire) -> Consultation:
    """A consultation of a study of the request's espace."""
    trouvee = Consultation.objects.select_related("etude").filter(pk=pk).first()
    if trouvee is None:
        raise Http404("Cette consultation n’existe pas ici.")
    trouvee.etude = etude(request, trouvee.etude_id, permis=permis)
    return trouvee


def tour(request: HttpRequest, pk: UUID, numero: int, *, permis: Predicate = perms.peut_lire) -> Tour:
    """A round of such a consultation."""
    de = consultation(request, pk, permis=permis)
    trouve: Tour | None = de.tours.filter(numero=numero).first()
    if trouve is None:
        raise Http404("Ce tour n’existe pas.")
    trouve.consultation = de
    return trouve


def porte(jeton: str) -> Porte:
    """What a participant's link opens.

    :raises Http404: nothing.
    """
    trouvee = participation.trouver(jeton=jeton)
    if trouvee is None or trouvee.consultation.etude.supprimee_le is not None:
        raise Http404("Ce lien n’ouvre aucune consultation.")
    return trouvee


def voix(request: HttpRequest, de: Porte) -> Participant | None:
    """The voice that this browser drew with a link, if any."""
    pk = request.session.get(_VOIX, {}).get(de.jeton)
    return de.consultation.participants.filter(pk=pk).first() if pk else None


def garder_voix(request: HttpRequest, de: Porte, *, participant: Participant, code: str = "") -> None:
    """Remember a voice in this browser; its code too, to be shown to the person until noted."""
    request.session[_VOIX] = {**request.session.get(_VOIX, {}), de.jeton: str(participant.pk)}
    if code:
        request.session[_CODES] = {**request.session.get(_CODES, {}), de.jeton: code}


def code(request: HttpRequest, de: Porte) -> str:
    """The code of this browser's voice, in two halves that are easy to copy; empty when resumed elsewhere."""
    brut = str(request.session.get(_CODES, {}).get(de.jeton, ""))
    return f"{brut[:4]}-{brut[4:]}" if brut else ""


def nom(request: HttpRequest) -> str:
    """How the person signs what they write in a study."""
    user = espace(request).user
    if user is None:
        return "Animation"
    return str(user.get_full_name() or user.get_username())


def codeur(request: HttpRequest) -> str:
    """Under which name the person codes: their own; on one machine, the one that they chose."""
    if espace(request).local:
        return str(request.session.get(_CODEUR, "Codage 1"))
    return nom(request)


def choisir_codeur(request: HttpRequest, choisi: str) -> str:
    """Code under that name from now on, in this browser."""
    request.session[_CODEUR] = choisi.strip() or codeur(request)
    return str(request.session[_CODEUR])
