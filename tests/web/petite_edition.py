"""A small édition in RéFérens's format, written for the tests: eight invented emplois-types.

Technical headers; items separated by ``|``; each connaissance or compétence marked ``*`` below has a
definition tooltip, and its id at its rank in ``competences_id``.
"""

from __future__ import annotations

import csv
import io
from typing import NamedTuple

NOM = "referens-essai"

_DEFINIES = {
    "Ingénierie de la pomme": ("0901", "connaissances"),
    "Sciences du verger": ("0902", "connaissances"),
    "Pédagogie du jardin": ("0903", "connaissances"),
    "Droit des haies": ("0904", "connaissances"),
    "Méthodologie de conduite de projet": ("0905", "connaissances"),
    "Langue anglaise": ("0906", "connaissances"),
    "Piloter un projet de verger": ("0911", "competences_operationnelles"),
    "Animer une cueillette": ("0912", "competences_operationnelles"),
    "Conduire un atelier de greffe": ("0913", "competences_operationnelles"),
    "Accompagner les jardiniers": ("0914", "competences_operationnelles"),
    "Sens de la saison": ("0921", "competences_comportementales"),
    "Capacité d’écoute": ("0922", "competences_comportementales"),
}
_CECRL = " : B1 à B2 (cadre européen commun de référence pour les langues)"


class Emploi(NamedTuple):
    """A row, before it is spread over the columns."""

    code: str
    corps: str
    intitule: str
    mission: str
    activites: tuple[str, ...]
    connaissances: tuple[str, ...]
    operationnelles: tuple[str, ...]
    comportementales: tuple[str, ...]


_ACTIVITES = (
    "Concevoir des parcours de découverte du verger",
    "Accompagner les équipes dans la taille des arbres",
    "Animer des ateliers de greffe pour les publics",
    "Assurer le suivi des récoltes et en rendre compte",
    "Conduire un projet de plantation",
    "Conseiller les services sur le choix des variétés",
    "Évaluer les dispositifs de cueillette",
)
_CONNAISSANCES = (
    "Ingénierie de la pomme (connaissance approfondie)",
    "Sciences du verger",
    "Pédagogie du jardin (connaissance générale)",
    "Méthodologie de conduite de projet",
    f"Langue anglaise{_CECRL}",
)
_OPERATIONNELLES = (
    "Piloter un projet de verger (maîtrise)",
    "Animer une cueillette",
    "Conduire un atelier de greffe",
    "Accompagner les jardiniers",
)
_COMPORTEMENTALES = ("Sens de la saison", "Capacité d’écoute")

EMPLOIS = (
    Emploi(
        "F2Z01", "IE", "Ingénieur-e en pédagogie du verger",
        "Accompagner les établissements dans la pédagogie du verger et la mise en œuvre de leurs récoltes.",
        _ACTIVITES, _CONNAISSANCES, _OPERATIONNELLES, _COMPORTEMENTALES,
    ),
    Emploi(
        "F2Z02", "IE", "Chargé-e de médiation des jardins",
        "Faire connaître les jardins de l’établissement.",
        (*_ACTIVITES[3:], "Organiser les visites guidées des jardins", "Tenir le calendrier des floraisons"),
        (*_CONNAISSANCES[1:], "Droit des haies (notion de base)"), _OPERATIONNELLES[:3], _COMPORTEMENTALES,
    ),
    *(
        Emploi(
            f"F2Z{numero:02d}", "IE", f"Responsable de parcelle {nom}",
            f"Tenir la parcelle {nom}.",
            _ACTIVITES[: 5 + rang % 3], _CONNAISSANCES[:4], _OPERATIONNELLES, _COMPORTEMENTALES,
        )
        for rang, (numero, nom) in enumerate(((3, "du nord"), (4, "du sud"), (5, "de l’étang")))
    ),
    Emploi(
        "F1Z11", "IR", "Directeur-trice des vergers",
        "Définir la politique des vergers.",
        ("Définir la stratégie des vergers", "Encadrer les équipes du verger", *_ACTIVITES[3:]),
        _CONNAISSANCES, _OPERATIONNELLES, _COMPORTEMENTALES,
    ),
    Emploi(
        "F3Z21", "AI", "Assistant-e de taille",
        "Tailler les arbres selon la saison.",
        ("Tailler les arbres fruitiers", "Entretenir les outils de taille"),
        ("Sciences du verger",), ("Animer une cueillette",), ("Sens de la saison",),
    ),
    Emploi(
        "F4Z31", "TECH", "Technicien-ne de cueillette",
        "Cueillir et peser.",
        ("Cueillir les fruits mûrs", "Peser et étiqueter les récoltes"),
        ("Sciences du verger",), ("Animer une cueillette",), ("Sens de la saison",),
    ),
)  # fmt: skip


def ecrire() -> bytes:
    """The édition as the ministry exports it, with ``;`` and a byte order mark."""
    rangees = [_rangee(emploi) for emploi in EMPLOIS]
    sortie = io.StringIO()
    ecrivain = csv.DictWriter(sortie, fieldnames=list(rangees[0]), delimiter=";")
    ecrivain.writeheader()
    ecrivain.writerows(rangees)
    return sortie.getvalue().encode("utf-8-sig")


def _rangee(emploi: Emploi) -> dict[str, str]:
    listes = {
        "connaissances": emploi.connaissances,
        "competences_operationnelles": emploi.operationnelles,
        "competences_comportementales": emploi.comportementales,
    }
    identifiants = [
        _DEFINIES[nom][0] for items in listes.values() for item in items if (nom := _nom(item)) in _DEFINIES
    ]
    return {
        "referens_bap_id": "F",
        "referens_bap": "Culture, Communication, Vergers",
        "referens_fap": "Vergers et jardins",
        "referens_fap_id": "FZ",
        "referens_cs": emploi.corps,
        "referens_id": emploi.code,
        "referens_intitule": emploi.intitule,
        "referens_mission": emploi.mission,
        "referens_activites_principales": "|".join(emploi.activites),
        **{f"referens_{nom}": "|".join(items) for nom, items in listes.items()},
        **{f"referens_{nom}_definitions": _infobulles(items) for nom, items in listes.items()},
        "competences_id": "|".join(identifiants),
    }


def _nom(item: str) -> str:
    return item.split(" (")[0].split(" : ")[0]


def _infobulles(items: tuple[str, ...]) -> str:
    puces = (
        f'<li>{item} <span class="tooltip no-print"><i></i><span class="tooltiptext">'
        f"Définition de « {_nom(item)} » (source : essai)</span></span></li>"
        if _nom(item) in _DEFINIES
        else f"<li>{item}</li>"
        for item in items
    )
    return f"<ul>{''.join(puces)}</ul>"
