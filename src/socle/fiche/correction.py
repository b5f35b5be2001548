"""Applying a finding's correction, or setting the finding aside with a reason."""

from __future__ import annotations

from socle.erreurs import ErreurSocle
from socle.fiche.constats import Constat
from socle.fiche.operations import adapter, changer_rubrique, renseigner, retirer
from socle.referentiel import ConstatEcarte, FicheDePoste


def corriger(fiche: FicheDePoste, constat: Constat) -> FicheDePoste:
    """The fiche mended as the finding proposes.

    :raises ErreurSocle: the finding proposes nothing that can be applied.
    :raises Introuvable: the line is gone.
    """
    correction = constat.correction
    if correction is None:
        raise ErreurSocle(
            "Ce constat ne se corrige pas d’un clic.", remede=constat.remede, code="sans-correction"
        )
    if correction.genre == "renseigner":
        return renseigner(fiche, {correction.champ: correction.valeur})
    if correction.genre == "retirer":
        return retirer(fiche, constat.cle_ligne)
    if correction.genre == "deplacer" and correction.rubrique is not None:
        fiche = changer_rubrique(fiche, constat.cle_ligne, rubrique=correction.rubrique)
    return adapter(fiche, constat.cle_ligne, libelle=correction.valeur, identifiant=correction.identifiant)


def ecarter(fiche: FicheDePoste, constat: Constat, *, motif: str) -> FicheDePoste:
    """The fiche with a finding set aside, and why."""
    autres = tuple(ecarte for ecarte in fiche.constats_ecartes if ecarte.cle != constat.cle)
    ecarte = ConstatEcarte(cle=constat.cle, motif=motif.strip())
    return fiche.model_copy(update={"constats_ecartes": (*autres, ecarte)})


def retablir(fiche: FicheDePoste, cle: str) -> FicheDePoste:
    """The fiche with a finding that was set aside shown again."""
    gardes = tuple(ecarte for ecarte in fiche.constats_ecartes if ecarte.cle != cle)
    return fiche.model_copy(update={"constats_ecartes": gardes})
