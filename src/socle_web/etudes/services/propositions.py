"""The proposed emploi-type: versions, discussion, adoption."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from socle import synthese
from socle.referentiel import EmploiType
from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace
from socle_web.etudes.models import EtudeEnregistree, Remarque
from socle_web.etudes.services import etudes


def proposer(
    *, etude: EtudeEnregistree, gabarit: EmploiType, motif: str, auteur: str, remplace: str, espace: Espace
) -> synthese.Proposition:
    """A new version of the proposal, drawn from the verdicts as they stand.

    :raises ErreurSocle: no candidate is in consensus.
    """
    from socle_web.etudes.assemblage import assembler

    complete = assembler(etude)
    proposee = synthese.proposer(
        complete, gabarit, le=timezone.now(), auteur=auteur, motif=motif, remplace=remplace
    )
    nouvelle = proposee.propositions[-1]
    etudes.modifier(
        etude=etude,
        operation=lambda avant: avant.model_copy(update={"propositions": (*avant.propositions, nouvelle)}),
        geste=f"proposition {nouvelle.numero}",
        espace=espace,
    )
    return nouvelle


@transaction.atomic
def remarquer(
    *,
    etude: EtudeEnregistree,
    proposition: int,
    texte: str,
    auteur: str,
    rubrique: str,
    rang: int | None,
    espace: Espace,
) -> Remarque:
    """A comment on a line of a version, or on the whole of it."""
    remarque = Remarque.objects.create(
        etude=etude, proposition=proposition, texte=texte, auteur_nom=auteur, rubrique=rubrique, rang=rang
    )
    journal.noter(espace, geste="proposition.commentee", objet=etude, details={"proposition": proposition})
    return remarque


def adopter(*, etude: EtudeEnregistree, proposition: int, par: str, mention: str, espace: Espace) -> None:
    """Say that a version is adopted, by whom and with what words."""
    adoption = synthese.Adoption(proposition=proposition, par=par, mention=mention, le=timezone.now())
    etudes.modifier(
        etude=etude,
        operation=lambda avant: synthese.adopter(avant, adoption),
        geste=f"proposition {proposition} adoptée",
        espace=espace,
    )
