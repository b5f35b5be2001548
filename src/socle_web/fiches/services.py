"""Writing fiches: every change is one immutable revision, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from socle.erreurs import DocumentFige, ErreurSocle
from socle.fiche.vie import vie
from socle.referentiel import FicheDePoste
from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Service
from socle_web.comptes.possession import champs
from socle_web.fiches.colonnes import colonnes
from socle_web.fiches.models import NOM_MAXIMUM, Fiche, Revision
from socle_web.fiches.querysets import ECRIVENT, FicheQuerySet

Operation = Callable[[FicheDePoste], FicheDePoste]

REVISIONS_GARDEES = 400
BROUILLONS_MAXIMUM = 200
# Typing in one field is one gesture as long as it does not stop this long.
FRAPPE = timedelta(minutes=2)


class Historique(NamedTuple):
    """What can be undone and done again: the gestures, empty when there is none.

    ``par`` names the other person who made the last gesture, when it was another one.
    """

    annulable: str
    retablissable: str
    par: str = ""


def nom_de(user: User | None) -> str:
    """A person's name, copied beside what they do so that it still reads once they are gone."""
    return (user.get_full_name() or user.get_username())[:NOM_MAXIMUM] if user else ""


@transaction.atomic
def creer(*, espace: Espace, fiche: FicheDePoste, geste: str) -> Fiche:
    """A new draft of a person, in the service where they write, or of a browser.

    :raises ErreurSocle: a browser has too many drafts already.
    """
    if not espace.est_membre and Fiche.objects.miens(espace).presents().count() >= BROUILLONS_MAXIMUM:
        raise ErreurSocle(
            f"Vous avez déjà {BROUILLONS_MAXIMUM} fiches en cours.",
            remede="Supprimez celles dont vous n’avez plus besoin, puis recommencez.",
            code="trop-de-fiches",
        )
    document = fiche.model_dump(mode="json")
    brouillon = Fiche.objects.create(
        **champs(espace), **colonnes(fiche), service=service_d_ecriture(espace), document=document
    )
    Revision.objects.create(
        fiche=brouillon,
        numero=1,
        document=document,
        geste=geste[:200],
        auteur=espace.user,
        auteur_nom=nom_de(espace.user),
    )
    journal.noter(espace, geste="fiche.creee", objet=brouillon)
    return brouillon


def service_d_ecriture(espace: Espace) -> Service | None:
    """The service that a person writes for, when their role is held in one."""
    return next((t.service for t in espace.appartenances if t.role in ECRIVENT and t.service), None)


@transaction.atomic
def modifier(
    *, espace: Espace, brouillon_id: UUID, operation: Operation, geste: str, sujet: str = ""
) -> Fiche:
    """Apply an operation to the current state of a draft.

    :param geste: what is done, in French, as « ligne retirée ».
    :param sujet: names what is being typed; the same one soon after joins the same gesture.
    :raises DocumentFige: the fiche is no longer a draft.
    """
    brouillon, auteur = _verrouiller(brouillon_id), espace.user
    fiche = operation(brouillon.contenu)
    document = fiche.model_dump(mode="json")
    if document == brouillon.document:
        return brouillon
    derniere = brouillon.revisions.order_by("-numero").first()
    courante = brouillon.revisions.filter(numero=brouillon.numero).first()
    suite = courante is not None and bool(sujet) and _continue_la_frappe(courante, derniere, sujet, auteur)
    revision = Revision.objects.create(
        fiche=brouillon,
        numero=(derniere.numero if derniere else brouillon.numero) + 1,
        parent=courante.parent if suite and courante else brouillon.numero,
        document=document,
        geste=geste[:200],
        sujet=sujet[:100],
        auteur=auteur,
        auteur_nom=nom_de(auteur),
    )
    _elaguer(brouillon, revision.numero)
    return _placer(espace, brouillon, revision)


@transaction.atomic
def annuler(*, espace: Espace, brouillon_id: UUID) -> str:
    """Go back to the state before the last gesture; the gesture undone, empty when there is none.

    A person undoes what they did, never what another one did after them.
    """
    brouillon = _verrouiller(brouillon_id)
    courante = brouillon.revisions.filter(numero=brouillon.numero, auteur=espace.user).first()
    parent = (
        brouillon.revisions.filter(numero=courante.parent).first() if courante and courante.parent else None
    )
    if courante is None or parent is None:
        return ""
    _placer(espace, brouillon, parent)
    return courante.geste


@transaction.atomic
def refaire(*, espace: Espace, brouillon_id: UUID) -> str:
    """Do again the gesture that this person last undid; empty when there is none."""
    brouillon = _verrouiller(brouillon_id)
    suivante = _suivante(brouillon, espace.user)
    if suivante is None:
        return ""
    _placer(espace, brouillon, suivante)
    return suivante.geste


def historique(brouillon: Fiche, auteur: User | None = None) -> Historique:
    """What a person can undo and do again from the current state."""
    courante = brouillon.revisions.filter(numero=brouillon.numero).defer("document").first()
    mienne = courante is not None and courante.auteur_id == (auteur.pk if auteur else None)
    annulable = (
        courante is not None
        and mienne
        and courante.parent is not None
        and brouillon.revisions.filter(numero=courante.parent).exists()
    )
    suivante = _suivante(brouillon, auteur)
    return Historique(
        annulable=courante.geste if annulable and courante else "",
        retablissable=suivante.geste if suivante else "",
        par=courante.auteur_nom if courante and not mienne else "",
    )


def etat(brouillon: Fiche, numero: int) -> FicheDePoste | None:
    """The fiche as it stood at a revision; ``None`` when it is no longer kept."""
    if numero == brouillon.numero:
        return brouillon.contenu
    revision = brouillon.revisions.filter(numero=numero).first()
    return revision.contenu if revision else None


def dernier_autre(brouillon: Fiche, auteur: User | None, *, depuis: int) -> str:
    """Who else has written since a revision; empty when nobody has, or nobody has a name."""
    autres = brouillon.revisions.filter(numero__gt=depuis).exclude(auteur=None).exclude(auteur=auteur)
    return str(autres.order_by("-numero").values_list("auteur_nom", flat=True).first() or "")


@transaction.atomic
def dupliquer(*, brouillon: Fiche, espace: Espace) -> Fiche:
    """A copy of a draft, without its history."""
    fiche = brouillon.contenu
    copie = fiche.model_copy(update={"intitule": f"{fiche.intitule} (copie)"})
    return creer(espace=espace, fiche=copie, geste="fiche dupliquée")


@transaction.atomic
def supprimer(*, espace: Espace, brouillon: Fiche) -> None:
    """Put a draft aside; it can be brought back until it is purged."""
    brouillon.supprime_le = timezone.now()
    brouillon.save(update_fields=["supprime_le"])
    journal.noter(espace, geste="fiche.supprimee", objet=brouillon)


@transaction.atomic
def restaurer(*, espace: Espace, brouillon: Fiche) -> None:
    """Bring back a draft that was deleted."""
    brouillon.supprime_le = None
    brouillon.save(update_fields=["supprime_le"])
    journal.noter(espace, geste="fiche.retablie", objet=brouillon)


@transaction.atomic
def preparer_publication(*, espace: Espace, brouillon: Fiche, publication: bool) -> None:
    """Check the mandatory notice too, or no longer."""
    brouillon.publication = publication
    brouillon.save(update_fields=["publication"])
    journal.noter_une_fois(espace, geste="fiche.ecrite", objet=brouillon)


@transaction.atomic
def purger(*, jours: int) -> int:
    """Remove for good the visitors' drafts left alone; how many there were."""
    return _retirer(Fiche.objects.abandonnees(jours=jours))


@transaction.atomic
def purger_supprimees(*, jours: int) -> int:
    """Remove for good the fiches deleted long ago; how many there were."""
    return _retirer(Fiche.objects.supprimees(jours=jours))


def _retirer(fiches: FicheQuerySet) -> int:
    nombre: int = fiches.count()
    fiches.delete()
    return nombre


def _verrouiller(brouillon_id: UUID) -> Fiche:
    verrouille: Fiche = Fiche.objects.select_for_update().get(pk=brouillon_id)
    exiger_ecriture(verrouille)
    return verrouille


def exiger_ecriture(fiche: Fiche) -> None:
    """Only a draft is written.

    :raises DocumentFige: the fiche is being read, or is in force.
    """
    if fiche.etat != "brouillon":
        raise DocumentFige(
            f"Cette fiche est « {vie().etat(fiche.etat).libelle.lower()} » : elle ne change plus.",
            cause="Elle a été soumise ou validée, peut-être pendant que vous écriviez.",
            remede="Ouvrez son suivi pour reprendre l’écriture ou préparer une nouvelle version.",
        )


def _placer(espace: Espace, brouillon: Fiche, revision: Revision) -> Fiche:
    brouillon.numero = revision.numero
    brouillon.document = revision.document
    brouillon.modifie_le = timezone.now()
    valeurs = colonnes(revision.contenu)
    for nom, valeur in valeurs.items():
        setattr(brouillon, nom, valeur)
    brouillon.save(update_fields=["numero", "document", "modifie_le", *valeurs])
    # What was written, gesture by gesture, is in the revisions.
    journal.noter_une_fois(espace, geste="fiche.ecrite", objet=brouillon)
    return brouillon


def _continue_la_frappe(
    courante: Revision, derniere: Revision | None, sujet: str, auteur: User | None
) -> bool:
    return (
        derniere is not None
        and courante.numero == derniere.numero
        and courante.sujet == sujet
        and courante.auteur_id == (auteur.pk if auteur else None)
        and courante.parent is not None
        and timezone.now() - courante.cree_le < FRAPPE
    )


def _suivante(brouillon: Fiche, auteur: User | None) -> Revision | None:
    suivante: Revision | None = (
        brouillon.revisions.filter(parent=brouillon.numero, auteur=auteur).order_by("-numero").first()
    )
    return suivante


def _elaguer(brouillon: Fiche, numero: int) -> None:
    brouillon.revisions.filter(numero__lte=numero - REVISIONS_GARDEES).delete()
