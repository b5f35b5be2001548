"""A small référentiel in the ministry's format, written for the tests: no row of it is real.

``EMPLOIS`` are rows by technical column name, ``ecrire_csv`` makes a file of them under either header.
An item written ``Libellé@0001`` carries the dictionary id 0001, and therefore a definition.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from socle.referentiel.referens import noms_des_colonnes

Rangee = Mapping[str, str]

_AVEC_DEFINITION = ("connaissances", "competences_operationnelles", "competences_comportementales")
LIBELLES = {nom: libelle for libelle, nom in noms_des_colonnes().items()}


def rangee(code: str, intitule: str, **valeurs: str | Sequence[str]) -> dict[str, str]:
    """One row: lists are joined with ``|``, ids and definition tooltips written as the ministry does."""
    colonnes = dict.fromkeys(LIBELLES, "")
    colonnes |= {"referens_id": code, "referens_intitule": intitule}
    identifiants: list[str] = []
    for nom in ("mission", "activites_principales", *_AVEC_DEFINITION):
        valeur = valeurs.pop(nom, "")
        items = [valeur] if isinstance(valeur, str) else list(valeur)
        if nom in _AVEC_DEFINITION and any(items):
            colonnes[f"referens_{nom}_definitions"] = _liste_html(items)
            identifiants += [item.partition("@")[2] for item in items if "@" in item]
        colonnes[f"referens_{nom}"] = "|".join(item.partition("@")[0] for item in items)
    colonnes["competences_id"] = "|".join(identifiants)
    for nom, valeur in valeurs.items():
        if nom not in colonnes and f"referens_{nom}" not in colonnes:
            raise KeyError(nom)
        colonnes[f"referens_{nom}" if f"referens_{nom}" in colonnes else nom] = (
            valeur if isinstance(valeur, str) else "|".join(valeur)
        )
    return colonnes


def _liste_html(items: Iterable[str]) -> str:
    puces = []
    for item in items:
        texte, _, identifiant = item.partition("@")
        puce = escape(texte, quote=False)
        if identifiant:
            puce += (
                ' <span class="tooltip no-print"><i class="fa"></i>'
                f'<span class="tooltiptext">Définition de {puce}</span></span>'
            )
        puces.append(f"<li>{puce}</li>")
    return f"<ul>{''.join(puces)}</ul>"


PATISSIER = rangee(
    "F2Z41",
    "Ingénieur-e en pâtisserie pédagogique",
    mission="Concevoir des gâteaux qui font apprendre.",
    activites_principales=(
        "Concevoir des recettes avec les enseignants",
        "Animer des ateliers de pâtisserie",
        "Évaluer le goût des gâteaux",
    ),
    connaissances=(
        "Sciences du sucre (connaissance approfondie)@9001",
        "Droit de la confiserie (connaissance générale)@9002",
        "Histoire des desserts",
        "Langue anglaise : B1 à B2 (cadre européen commun de référence pour les langues)@9003",
    ),
    competences_operationnelles=("Monter des blancs en neige@9101", "Animer un atelier (maîtrise)@9102"),
    competences_comportementales=("Sens de l’écoute@9201", "Rigueur@9202"),
    cs="IE",
    bap_id="F",
    bap="Culture et pâtisserie",
    fap="Desserts et apprentissages",
    fap_id="FZ",
    metiers=("Concepteur de desserts", "Conseillère en goûters"),
    id_precedent="F2Z21|F2Z22",
    intitule_precedent=("Chargé de goûters", "Chargée de desserts"),
    type_precedent="Fusion",
    conditions="Horaires du matin|Port de charges",
    prerequis="Licence",
)
JARDINIERE = rangee(
    "A4Y43",
    "Technicien-ne des jardins botaniques",
    mission="Entretenir les collections végétales vivantes.",
    activites_principales=("Arroser les serres", "Tailler les arbustes"),
    connaissances=("Biologie végétale (notion de base)@9004", "Histoire des desserts"),
    competences_operationnelles=("Utiliser un sécateur@9103", "Animer un atelier (application)@9102"),
    competences_comportementales=("Rigueur@9202",),
    cs="TECH",
    bap_id="A",
    bap="Sciences du vivant",
    fap="Jardins",
    id_precedent="Création",
)
RECHERCHE = rangee(
    "F1Z42",
    "Ingénieur-e de recherche en apprentissages sucrés",
    mission="Conduire des recherches sur le sucre et la mémoire.",
    activites_principales=("Piloter un laboratoire de dégustation",),
    connaissances=("Sciences du sucre (connaissance approfondie)@9001",),
    competences_operationnelles=("Monter des blancs en neige@9101",),
    competences_comportementales=("Sens de l’écoute@9201",),
    cs="IR",
    bap_id="F",
    bap="Culture et pâtisserie",
    fap="Desserts et apprentissages",
    id_precedent="F1Z22",
    intitule_precedent="Chercheuse en desserts",
)
EMPLOIS: tuple[dict[str, str], ...] = (PATISSIER, JARDINIERE, RECHERCHE)


def ecrire_csv(
    emplois: Sequence[Rangee] = EMPLOIS,
    *,
    entete: str = "technique",
    encodage: str = "utf-8",
    separateur: str = ";",
) -> bytes:
    """The file of some rows; ``entete`` is ``technique`` or ``libelles``."""
    noms = list(dict.fromkeys((*LIBELLES, *(nom for emploi in emplois for nom in emploi))))
    sortie = io.StringIO(newline="")
    ecrivain = csv.writer(sortie, delimiter=separateur)
    ecrivain.writerow(noms if entete == "technique" else [LIBELLES.get(nom, nom) for nom in noms])
    ecrivain.writerows([emploi.get(nom, "") for nom in noms] for emploi in emplois)
    return sortie.getvalue().encode(encodage)
