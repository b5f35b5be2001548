"""Times of the core on the full RéFérens III: import, reload, search, décliner, vérifier, comparer.

Baselines are what a plain script would do with the same libraries on the same data: read the CSV with
the standard library, parse the JSON, look for the words in every text, compare each line with every
dictionary entry with rapidfuzz.
"""

from __future__ import annotations

import csv
import io
import json
from itertools import cycle

from rapidfuzz import fuzz, process

from bench.commun import DONNEES, Mesure, afficher, chronometrer
from socle import Referentiel, comparer, decliner, verifier
from socle.referentiel.texte import cle, plier

FICHIER = DONNEES / "referens" / "referens3_noms_techniques.csv"
REQUETES = (
    "pédagogie",
    "ingénieur pédagogique",
    "enseignemant numerique",
    "gestion des ressources humaines",
    "chargée de communication",
    "laboratoire de chimie",
    "F2D57",
    "restauration",
)


def mesurer() -> list[Mesure]:
    """Every measurement of the core."""
    contenu = FICHIER.read_bytes()
    ref = Referentiel.from_csv(contenu, edition="referens-3")
    enregistre = ref.model_dump_json()
    tout = Referentiel.livret() | ref
    fiche = decliner(tout["F2D57"])
    lignes = [ligne.libelle for _, ligne in fiche.toutes_les_lignes()]
    libelles = [cle(entree.libelle) for entree in ref.dictionnaire.toutes]
    textes = [plier(emploi.model_dump_json(exclude={"colonnes"})) for emploi in ref.emplois_types]
    requetes, naives = cycle(REQUETES), cycle(REQUETES)

    def lire_naif() -> object:
        return list(csv.DictReader(io.StringIO(contenu.decode("utf-8-sig")), delimiter=";"))

    def chercher_naif() -> object:
        mots = plier(next(naives)).split()
        return [texte for texte in textes if all(mot in texte for mot in mots)]

    def verifier_naif() -> object:
        return [process.extract(cle(ligne), libelles, scorer=fuzz.ratio, limit=3) for ligne in lignes]

    lecture = chronometrer(lire_naif)
    return [
        Mesure(
            "importer RéFérens III",
            chronometrer(lambda: Referentiel.from_csv(contenu, edition="x")),
            "csv.DictReader seul",
            lecture,
            1.0,
        ),
        Mesure(
            "recharger une édition",
            chronometrer(lambda: Referentiel.from_json(enregistre)),
            "json.loads seul",
            chronometrer(lambda: json.loads(enregistre)),
            0.1,
        ),
        Mesure(
            "chercher",
            chronometrer(lambda: ref.chercher(next(requetes)), repetitions=40),
            "parcours de tous les textes",
            chronometrer(chercher_naif, repetitions=40),
            0.02,
        ),
        Mesure(
            "décliner",
            chronometrer(lambda: decliner(tout["F2D57"]), repetitions=40),
            "recopier la fiche par JSON",
            chronometrer(lambda: type(fiche).from_json(fiche.to_json()), repetitions=40),
        ),
        Mesure(
            "vérifier une fiche",
            chronometrer(lambda: verifier(fiche, tout), repetitions=40),
            "rapidfuzz sur tout le dictionnaire",
            chronometrer(verifier_naif),
            0.05,
        ),
        Mesure(
            "comparer deux emplois-types",
            chronometrer(lambda: comparer(ref["F2D57"], ref["J2A41"]), repetitions=20),
            "vérifier une fiche",
            chronometrer(lambda: verifier(fiche, tout), repetitions=20),
        ),
    ]


def main() -> None:
    """Print the measurements."""
    afficher(
        "Cœur", f"Données : {FICHIER.name}, 242 emplois-types ; médiane, après une exécution.", mesurer()
    )
