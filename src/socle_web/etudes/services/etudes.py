"""Writing the document of a study: every state is kept, and says what made it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from socle.erreurs import ErreurSocle
from socle.synthese import Etude
from socle_web.comptes import journal, possession
from socle_web.comptes.espaces import Espace
from socle_web.etudes.assemblage import assembler
from socle_web.etudes.models import EtudeEnregistree, VersionEtude
from socle_web.etudes.models.etude import INTITULE_MAXIMUM

EN_LIGNES = {"codages", "arbitrages", "consultations"}
"""Parts of the document that are rows of the database, for many people write them at once."""

Operation = Callable[[Etude], Etude]


@transaction.atomic
def creer(*, espace: Espace, etude: Etude, geste: str, exemple: bool = False) -> EtudeEnregistree:
    """A study from its document; what is kept as rows is left to :mod:`.importation`."""
    document = _document(etude)
    creee = EtudeEnregistree.objects.create(
        titre=etude.titre[:INTITULE_MAXIMUM],
        document=document,
        exemple=exemple,
        **possession.champs(espace),
    )
    _verser(creee, geste, espace)
    journal.noter(espace, geste="etude.creee", objet=creee)
    return creee


@transaction.atomic
def modifier(*, etude: EtudeEnregistree, operation: Operation, geste: str, espace: Espace) -> Etude:
    """Apply an operation to the document as it stands now, and keep the new state.

    :raises ErreurSocle: what the operation or the document refuses; nothing is written then.
    """
    actuelle = EtudeEnregistree.objects.select_for_update().get(pk=etude.pk)
    avant = assembler(actuelle, reponses=False)
    apres = operation(avant)
    etude.refresh_from_db()
    if apres == avant:
        return avant
    etude.titre = apres.titre[:INTITULE_MAXIMUM]
    etude.document = _document(apres)
    etude.numero = actuelle.numero + 1
    etude.save(update_fields=["titre", "document", "numero", "modifiee_le"])
    _verser(etude, geste, espace)
    journal.noter(espace, geste="etude.modifiee", objet=etude, details={"geste": geste})
    return apres


@transaction.atomic
def supprimer(*, etude: EtudeEnregistree, espace: Espace) -> None:
    """Put a study aside; it can be brought back.

    :raises ErreurSocle: a round is open: people are answering.
    """
    if etude.consultations.filter(tours__ouvert_le__isnull=False, tours__clos_le=None).exists():
        raise ErreurSocle(
            "Un tour de consultation est ouvert\u00a0: des personnes sont en train de répondre.",
            remede="Fermez le tour, puis supprimez l’étude.",
            code="tour-ouvert",
        )
    etude.supprimee_le = timezone.now()
    etude.save(update_fields=["supprimee_le"])
    journal.noter(espace, geste="etude.supprimee", objet=etude)


@transaction.atomic
def publier(*, etude: EtudeEnregistree, publique: bool, espace: Espace) -> None:
    """Let anybody read the study as its livret, or nobody but the établissement any more.

    :raises ErreurSocle: it proposes nothing yet.
    """
    if publique and not etude.document["propositions"]:
        raise ErreurSocle(
            "Cette étude ne propose encore aucun emploi-type.",
            remede="Composez une première version, puis publiez.",
            code="rien-a-publier",
        )
    etude.publiee_le = timezone.now() if publique else None
    etude.save(update_fields=["publiee_le"])
    geste = "etude.publiee" if publique else "etude.depubliee"
    journal.noter(espace, geste=geste, objet=etude)


@transaction.atomic
def retablir(*, etude: EtudeEnregistree, espace: Espace) -> None:
    """Bring a deleted study back."""
    etude.supprimee_le = None
    etude.save(update_fields=["supprimee_le"])
    journal.noter(espace, geste="etude.retablie", objet=etude)


def _document(etude: Etude) -> dict[str, Any]:
    document = etude.model_dump(mode="json", exclude=EN_LIGNES)
    for proposition in document["propositions"]:
        proposition["remarques"] = []
    return document


def _verser(etude: EtudeEnregistree, geste: str, espace: Espace) -> None:
    VersionEtude.objects.create(
        etude=etude, numero=etude.numero, document=etude.document, geste=geste[:200], auteur=espace.user
    )
