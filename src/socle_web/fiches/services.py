"""Writing drafts: every change is one immutable revision, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from socle.erreurs import ErreurSocle
from socle.referentiel import FicheDePoste
from socle_web.comptes.espaces import Espace
from socle_web.comptes.possession import champs
from socle_web.fiches.models import INTITULE_MAXIMUM, Brouillon, Revision

Operation = Callable[[FicheDePoste], FicheDePoste]

REVISIONS_GARDEES = 400
BROUILLONS_MAXIMUM = 200
# Typing in one field is one gesture as long as it does not stop this long.
FRAPPE = timedelta(minutes=2)


class Historique(NamedTuple):
    """What can be undone and done again: the gestures, empty when there is none."""

    annulable: str
    retablissable: str


@transaction.atomic
def creer(*, espace: Espace, fiche: FicheDePoste, geste: str) -> Brouillon:
    """A new draft of a person or of a browser.

    :raises ErreurSocle: they have too many drafts already.
    """
    if Brouillon.objects.miens(espace).presents().count() >= BROUILLONS_MAXIMUM:
        raise ErreurSocle(
            f"Vous avez déjà {BROUILLONS_MAXIMUM} fiches en cours.",
            remede="Supprimez celles dont vous n’avez plus besoin, puis recommencez.",
            code="trop-de-fiches",
        )
    document = fiche.model_dump(mode="json")
    brouillon = Brouillon.objects.create(
        **champs(espace), intitule=fiche.intitule[:INTITULE_MAXIMUM], document=document
    )
    Revision.objects.create(brouillon=brouillon, numero=1, document=document, geste=geste[:200])
    return brouillon


@transaction.atomic
def modifier(*, brouillon_id: UUID, operation: Operation, geste: str, sujet: str = "") -> Brouillon:
    """Apply an operation to the current state of a draft.

    :param geste: what is done, in French, as « ligne retirée ».
    :param sujet: names what is being typed; the same one soon after joins the same gesture.
    """
    brouillon = _verrouiller(brouillon_id)
    fiche = operation(brouillon.fiche)
    document = fiche.model_dump(mode="json")
    if document == brouillon.document:
        return brouillon
    derniere = brouillon.revisions.order_by("-numero").first()
    courante = brouillon.revisions.filter(numero=brouillon.numero).first()
    suite = courante is not None and bool(sujet) and _continue_la_frappe(courante, derniere, sujet)
    revision = Revision.objects.create(
        brouillon=brouillon,
        numero=(derniere.numero if derniere else brouillon.numero) + 1,
        parent=courante.parent if suite and courante else brouillon.numero,
        document=document,
        geste=geste[:200],
        sujet=sujet[:100],
    )
    _elaguer(brouillon, revision.numero)
    return _placer(brouillon, revision)


@transaction.atomic
def annuler(*, brouillon_id: UUID) -> str:
    """Go back to the state before the last gesture; the gesture undone, empty when there is none."""
    brouillon = _verrouiller(brouillon_id)
    courante = brouillon.revisions.filter(numero=brouillon.numero).first()
    parent = (
        brouillon.revisions.filter(numero=courante.parent).first() if courante and courante.parent else None
    )
    if courante is None or parent is None:
        return ""
    _placer(brouillon, parent)
    return courante.geste


@transaction.atomic
def refaire(*, brouillon_id: UUID) -> str:
    """Do again the gesture last undone; empty when there is none."""
    brouillon = _verrouiller(brouillon_id)
    suivante = _suivante(brouillon)
    if suivante is None:
        return ""
    _placer(brouillon, suivante)
    return suivante.geste


def historique(brouillon: Brouillon) -> Historique:
    """What can be undone and done again from the current state."""
    courante = brouillon.revisions.filter(numero=brouillon.numero).defer("document").first()
    annulable = (
        courante is not None
        and courante.parent is not None
        and brouillon.revisions.filter(numero=courante.parent).exists()
    )
    suivante = _suivante(brouillon)
    return Historique(
        annulable=courante.geste if annulable and courante else "",
        retablissable=suivante.geste if suivante else "",
    )


def etat(brouillon: Brouillon, numero: int) -> FicheDePoste | None:
    """The fiche as it stood at a revision; ``None`` when it is no longer kept."""
    if numero == brouillon.numero:
        return brouillon.fiche
    revision = brouillon.revisions.filter(numero=numero).first()
    return revision.fiche if revision else None


@transaction.atomic
def dupliquer(*, brouillon: Brouillon, espace: Espace) -> Brouillon:
    """A copy of a draft, without its history."""
    fiche = brouillon.fiche
    copie = fiche.model_copy(update={"intitule": f"{fiche.intitule} (copie)"})
    return creer(espace=espace, fiche=copie, geste="fiche dupliquée")


@transaction.atomic
def supprimer(*, brouillon: Brouillon) -> None:
    """Put a draft aside; it can be brought back until it is purged."""
    brouillon.supprime_le = timezone.now()
    brouillon.save(update_fields=["supprime_le"])


@transaction.atomic
def restaurer(*, brouillon: Brouillon) -> None:
    """Bring back a draft that was deleted."""
    brouillon.supprime_le = None
    brouillon.save(update_fields=["supprime_le"])


@transaction.atomic
def preparer_publication(*, brouillon: Brouillon, publication: bool) -> None:
    """Check the mandatory notice too, or no longer."""
    brouillon.publication = publication
    brouillon.save(update_fields=["publication"])


@transaction.atomic
def purger(*, jours: int, jours_supprimes: int) -> int:
    """Remove for good the drafts left alone or deleted long ago; how many there were."""
    perimes = Brouillon.objects.a_purger(jours=jours, jours_supprimes=jours_supprimes)
    nombre: int = perimes.count()
    perimes.delete()
    return nombre


def _verrouiller(brouillon_id: UUID) -> Brouillon:
    verrouille: Brouillon = Brouillon.objects.select_for_update().get(pk=brouillon_id)
    return verrouille


def _placer(brouillon: Brouillon, revision: Revision) -> Brouillon:
    brouillon.numero = revision.numero
    brouillon.document = revision.document
    brouillon.intitule = revision.document["intitule"][:INTITULE_MAXIMUM]
    brouillon.modifie_le = timezone.now()
    brouillon.save(update_fields=["numero", "document", "intitule", "modifie_le"])
    return brouillon


def _continue_la_frappe(courante: Revision, derniere: Revision | None, sujet: str) -> bool:
    return (
        derniere is not None
        and courante.numero == derniere.numero
        and courante.sujet == sujet
        and courante.parent is not None
        and timezone.now() - courante.cree_le < FRAPPE
    )


def _suivante(brouillon: Brouillon) -> Revision | None:
    suivante: Revision | None = (
        brouillon.revisions.filter(parent=brouillon.numero).order_by("-numero").first()
    )
    return suivante


def _elaguer(brouillon: Brouillon, numero: int) -> None:
    brouillon.revisions.filter(numero__lte=numero - REVISIONS_GARDEES).delete()
