"""Writing offers: prepared from a fiche, changed whole or not at all, published in rows that stay."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from socle.annonce import Annonce, annoncer, dater, verifier_annonce
from socle.erreurs import ErreurSocle
from socle.fiche import FicheDePoste, Rapport
from socle_web.annonces.models import AnnonceEnregistree, Publication, Retrait, aujourd_hui
from socle_web.annonces.recherche import mots_cherches
from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace
from socle_web.comptes.possession import champs
from socle_web.fiches.models import INTITULE_MAXIMUM, Fiche
from socle_web.fiches.services import nom_de

Operation = Callable[[Annonce], Annonce]

ANNONCES_MAXIMUM = 100


class PublicationRefusee(ErreurSocle):
    """The offer lacks something that the law or a search engine asks for."""

    code = "publication-refusee"

    def __init__(self, rapport: Rapport) -> None:
        super().__init__(
            "L’offre ne peut pas encore être publiée.",
            cause=rapport.resume(),
            remede="Corrigez les erreurs relevées.",
        )
        self.rapport = rapport


@transaction.atomic
def preparer(*, espace: Espace, fiche: Fiche) -> AnnonceEnregistree:
    """The offer being prepared from a fiche: the one already begun, or a new one.

    :raises ErreurSocle: a browser has too many offers already.
    """
    commencees = AnnonceEnregistree.objects.de(espace).de_la_fiche(fiche.pk).filter(publications=None)
    commencee: AnnonceEnregistree | None = commencees.first()
    if commencee is not None:
        return commencee
    if not espace.est_membre and AnnonceEnregistree.objects.de(espace).count() >= ANNONCES_MAXIMUM:
        raise ErreurSocle(
            f"Vous avez déjà {ANNONCES_MAXIMUM} offres en préparation.",
            remede="Supprimez celles dont vous n’avez plus besoin, puis recommencez.",
            code="trop-d-offres",
        )
    annonce = annoncer(fiche.contenu, presentation=presentation_habituelle(espace))
    enregistree = AnnonceEnregistree.objects.create(
        **champs(espace),
        fiche_id=fiche.pk,
        service=fiche.service,
        intitule=annonce.intitule[:INTITULE_MAXIMUM],
        document=annonce.model_dump(mode="json"),
        recherche=mots_cherches(annonce),
    )
    journal.noter(espace, geste="offre.preparee", objet=enregistree)
    return enregistree


def presentation_habituelle(espace: Espace) -> str:
    """How the employer last presented itself, so that it is written once."""
    dernieres = AnnonceEnregistree.objects.de(espace)[:5]
    textes = (enregistree.annonce.section("presentation").texte for enregistree in dernieres)
    return next((texte for texte in textes if texte.strip()), "")


@transaction.atomic
def modifier(*, espace: Espace, annonce_id: UUID, operation: Operation, geste: str) -> AnnonceEnregistree:
    """Apply an operation to an offer being prepared.

    :param geste: a code of the trail, as ``offre.modifiee``.
    """
    enregistree = _verrouiller(annonce_id)
    annonce = operation(enregistree.annonce)
    document = annonce.model_dump(mode="json")
    if document == enregistree.document:
        return enregistree
    enregistree.document = document
    enregistree.intitule = annonce.intitule[:INTITULE_MAXIMUM]
    enregistree.recherche = mots_cherches(annonce)
    enregistree.numero += 1
    enregistree.modifie_le = timezone.now()
    enregistree.save(update_fields=["document", "intitule", "recherche", "numero", "modifie_le"])
    journal.noter_une_fois(espace, geste=geste, objet=enregistree)
    return enregistree


def a_publier(enregistree: AnnonceEnregistree) -> Annonce:
    """The offer as it would be published today: a correction keeps the day of the first publication."""
    derniere = enregistree.derniere
    parue = derniere.contenu.date_publication if derniere and derniere.etat == "publiee" else None
    return dater(enregistree.annonce, parue or aujourd_hui())


def verifier(enregistree: AnnonceEnregistree, *, fiche: FicheDePoste | None = None) -> Rapport:
    """What the offer lacks, were it published today."""
    return verifier_annonce(a_publier(enregistree), jour=aujourd_hui(), fiche=fiche)


@transaction.atomic
def publier(*, espace: Espace, annonce_id: UUID) -> Publication:
    """Publish an offer as it stands.

    :raises PublicationRefusee: an error is left.
    """
    enregistree = _verrouiller(annonce_id)
    rapport = verifier(enregistree)
    annonce = a_publier(enregistree)
    if rapport.nombre("erreur") or annonce.date_limite is None:
        raise PublicationRefusee(rapport)
    derniere = enregistree.derniere
    publication = Publication.objects.create(
        annonce=enregistree,
        numero=derniere.numero + 1 if derniere else 1,
        document=annonce.model_dump(mode="json"),
        recherche=mots_cherches(annonce),
        date_limite=annonce.date_limite,
        auteur=espace.user,
        auteur_nom=nom_de(espace.user),
    )
    journal.noter(espace, geste="offre.publiee", objet=enregistree, details={"numero": publication.numero})
    return publication


@transaction.atomic
def retirer(*, espace: Espace, annonce_id: UUID, motif: str) -> Retrait:
    """Withdraw what is published; it stays, with the day and the reason.

    :raises ErreurSocle: nothing is published, or no reason is given.
    """
    enregistree = _verrouiller(annonce_id)
    derniere = enregistree.derniere
    if derniere is None or derniere.retiree is not None:
        raise ErreurSocle(
            "Cette offre n’est pas publiée.", remede="Rechargez la page.", code="offre-non-publiee"
        )
    if not motif.strip():
        raise ErreurSocle(
            "Le motif du retrait est nécessaire.",
            remede="Dites en une phrase pourquoi l’offre est retirée.",
            code="motif-absent",
        )
    retrait = Retrait.objects.create(
        publication=derniere, motif=motif.strip()[:500], auteur=espace.user, auteur_nom=nom_de(espace.user)
    )
    journal.noter(espace, geste="offre.retiree", objet=enregistree, details={"numero": derniere.numero})
    return retrait


@transaction.atomic
def supprimer(*, espace: Espace, annonce_id: UUID) -> None:
    """Remove an offer for good.

    :raises ErreurSocle: it was published: what was published stays.
    """
    enregistree = _verrouiller(annonce_id)
    if enregistree.derniere is not None:
        raise ErreurSocle(
            "Cette offre a été publiée : elle ne se supprime pas.",
            remede="Retirez-la ; la trace de sa publication reste.",
            code="offre-publiee",
        )
    journal.noter(espace, geste="offre.supprimee", objet=enregistree)
    enregistree.delete()


@transaction.atomic
def purger(*, jours: int) -> int:
    """Remove the offers that browsers have left; how many there were."""
    abandonnees = AnnonceEnregistree.objects.abandonnees(jours=jours)
    nombre: int = abandonnees.count()
    abandonnees.delete()
    return nombre


def _verrouiller(annonce_id: UUID) -> AnnonceEnregistree:
    verrouillee: AnnonceEnregistree = AnnonceEnregistree.objects.select_for_update().get(pk=annonce_id)
    return verrouillee
