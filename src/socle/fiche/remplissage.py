"""Filling the fields of a document from what a person typed, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from socle.erreurs import SaisieInvalide
from socle.referentiel.champs import Champ
from socle.referentiel.documents import Document

D = TypeVar("D", bound=Document)

_ATTENDUS = {
    "entier": "un nombre entier positif",
    "pourcent": "un nombre de 0 à 100",
    "date": "une date, par exemple 2026-09-01",
    "choix": "l’un des choix proposés",
}


def remplir(document: D, valeurs: Mapping[str, Any], *, champs: Mapping[str, Champ]) -> D:
    """The document with fields of a table filled in; an empty text clears a field.

    :raises SaisieInvalide: a value does not fit; nothing is changed.
    """
    brut = document.model_dump()
    for nom, valeur in valeurs.items():
        champ = champs[nom]
        if isinstance(valeur, str):
            valeur = valeur.strip().replace("\r\n", "\n")
        *parents, dernier = nom.split(".")
        cible: dict[str, Any] = brut
        modele: BaseModel = document
        for parent in parents:
            cible, modele = cible[parent], getattr(modele, parent)
        vide = valeur == "" and champ.genre not in ("texte", "long")
        cible[dernier] = type(modele).model_fields[dernier].default if vide else valeur
    try:
        return type(document).model_validate(brut)
    except ValidationError as erreur:
        refuses = {".".join(str(partie) for partie in e["loc"]) for e in erreur.errors()}
        raise SaisieInvalide({nom: _message(nom, champs) for nom in refuses if nom}) from erreur


def _message(nom: str, champs: Mapping[str, Champ]) -> str:
    if nom == "intitule":
        return "L’intitulé du poste est nécessaire."
    champ = champs.get(nom)
    attendu = _ATTENDUS.get(champ.genre if champ else "", "un texte")
    return f"« {champ.libelle if champ else nom} » attend {attendu}."
