"""A small référentiel whose IE have a norm, and fiches to check against it."""

from __future__ import annotations

from typing import Any

from exemples.referens import JARDINIERE, PATISSIER, ecrire_csv, rangee
from socle import FicheDePoste, Referentiel, decliner, verifier
from socle.fiche import (
    Constat,
    adapter_mission,
)
from socle.referentiel import LigneFiche
from socle.referentiel.libelles import lire_ligne

ACTIVITES = ("Peser", "Mélanger", "Cuire", "Goûter", "Servir", "Ranger")


def voisin(rang: int) -> dict[str, str]:
    """One more IE, so that the corps has a norm: 1 to 5 activités, 2 most often."""
    return rangee(
        f"F2Z5{rang}",
        f"Voisin {rang}",
        mission="M",
        activites_principales=ACTIVITES[: (1, 2, 2, 5)[rang]],
        connaissances=("Cuisson (vapeur, four)@9010", "Chimie des sucres lents@9011")[: 1 + rang % 2],
        competences_operationnelles=("Encadrer une brigade@9104",),
        competences_comportementales=("Rigueur@9202",),
        cs="IE",
        bap_id="F",
    )


REF = Referentiel.from_csv(
    ecrire_csv([PATISSIER, JARDINIERE, *(voisin(rang) for rang in range(4))]), edition="essai"
)
EMPLOI = REF["F2Z41"]
FICHE = adapter_mission(decliner(EMPLOI), "Concevoir des gâteaux pour l’École.")


def avec(rubrique: str, *textes: str, **champs: Any) -> FicheDePoste:
    """A fiche with some lines in one rubrique, and an activité and a mission unless told otherwise."""
    lignes = tuple(
        LigneFiche(**lire_ligne(texte, rubrique).model_dump(), cle=f"x{rang}")  # type: ignore[arg-type]
        for rang, texte in enumerate(textes, start=1)
    )
    socle = {"mission": "M", "activites": (LigneFiche(libelle="Peser", cle="a1"),)}
    return FicheDePoste.model_validate({"intitule": "Poste", **socle, rubrique: lignes, **champs})


def codes(document: Any, **options: Any) -> list[str]:
    return [constat.code for constat in verifier(document, REF, **options).constats]


def seul(document: Any, code: str, **options: Any) -> Constat:
    constats = verifier(document, REF, **options).constats
    assert [constat.code for constat in constats] == [code]
    return constats[0]
