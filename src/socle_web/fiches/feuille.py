"""A fiche as a sheet to read: its lines under their keys, its fields as a person reads them."""

from __future__ import annotations

from typing import NamedTuple

from socle.referentiel import (
    CHAMPS,
    RUBRIQUES_LISTE,
    TITRES_RUBRIQUES,
    FicheDePoste,
    LigneFiche,
    RubriqueListe,
)
from socle.referentiel.champs import valeur_affichee
from socle_web.fiches.atelier import AVANT_MISSION


class Groupe(NamedTuple):
    """The fields of a group that are filled in: label and value."""

    titre: str
    champs: tuple[tuple[str, str], ...]


class Feuille(NamedTuple):
    """The blocks of the sheet, in the order of the paper."""

    avant: tuple[Groupe, ...]
    rubriques: tuple[tuple[RubriqueListe, str, tuple[LigneFiche, ...]], ...]
    apres: tuple[Groupe, ...]


def monter(document: FicheDePoste) -> Feuille:
    """What the sheet of a document shows."""
    groupes = [
        (
            groupe.cle,
            Groupe(
                groupe.titre,
                tuple(
                    (champ.libelle, valeur)
                    for champ in groupe.champs
                    if champ.nom not in ("intitule", "sous_titre")
                    and (valeur := valeur_affichee(document, champ.nom))
                ),
            ),
        )
        for groupe in CHAMPS
    ]
    remplis = [(cle, groupe) for cle, groupe in groupes if groupe.champs]
    return Feuille(
        avant=tuple(groupe for cle, groupe in remplis if cle in AVANT_MISSION),
        rubriques=tuple(
            (nom, TITRES_RUBRIQUES[nom], lignes)
            for nom in RUBRIQUES_LISTE
            if (lignes := document.lignes(nom))
        ),
        apres=tuple(groupe for cle, groupe in remplis if cle not in AVANT_MISSION),
    )
