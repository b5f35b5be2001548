"""The rubriques of an emploi-type and of a fiche de poste: field name, title on paper."""

from __future__ import annotations

from typing import Literal, get_args

RubriqueListe = Literal[
    "activites", "connaissances", "competences_operationnelles", "competences_comportementales"
]
RubriqueDictionnaire = Literal["connaissances", "competences_operationnelles", "competences_comportementales"]

RUBRIQUES_LISTE: tuple[RubriqueListe, ...] = get_args(RubriqueListe)
RUBRIQUES_DICTIONNAIRE: tuple[RubriqueDictionnaire, ...] = get_args(RubriqueDictionnaire)

TITRES_RUBRIQUES: dict[str, str] = {
    "mission": "Mission",
    "activites": "Activités principales",
    "connaissances": "Connaissances",
    "competences_operationnelles": "Compétences opérationnelles",
    "competences_comportementales": "Compétences comportementales",
}

NOMS_LIGNES: dict[str, str] = {
    "activites": "activité",
    "connaissances": "connaissance",
    "competences_operationnelles": "compétence opérationnelle",
    "competences_comportementales": "compétence comportementale",
}
