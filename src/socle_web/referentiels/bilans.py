"""An édition in numbers, and the kinds of its anomalies."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from socle.referentiel import Referentiel

TITRES_ANOMALIES = {
    "espaces-doubles": "Espaces doubles",
    "graphies-multiples": "Plusieurs graphies pour une même entrée du dictionnaire",
    "precedent-sans-code": "Emploi-type précédent sans code",
    "precedent-autre-bap": "Emploi-type précédent d’une autre BAP",
    "parentheses": "Parenthèses mal fermées",
    "signe-parasite": "Signe parasite",
    "ligne-repetee": "Ligne répétée",
    "cecrl-inverse": "Niveaux de langue inversés",
    "faute-probable": "Faute de frappe probable",
    "apostrophes-melees": "Apostrophes de plusieurs formes",
    "encodage": "Encodage inattendu",
    "nombre-de-colonnes": "Nombre de colonnes inattendu",
    "ligne-sans-code": "Ligne sans code",
    "code-double": "Code en double",
    "code-inattendu": "Code d’une forme inattendue",
    "corps-inconnu": "Corps inconnu",
    "corps-different": "Corps différent de celui du code",
    "bap-differente": "BAP différente de celle du code",
    "mission-vide": "Mission vide",
    "rubrique-vide": "Rubrique vide",
    "identifiants-sans-ligne": "Identifiants sans ligne",
    "definitions-et-identifiants": "Définitions et identifiants en nombre différent",
}


class Bilan(NamedTuple):
    """What an édition holds, in numbers, and the kinds of its anomalies: code, title, number."""

    emplois_types: int
    entrees: int
    modeles: int
    anomalies: int
    genres: tuple[tuple[str, str, int], ...]


def bilan(ref: Referentiel) -> Bilan:
    """The summary of an édition, its most frequent anomalies first."""
    nombres = Counter(anomalie.code for anomalie in ref.anomalies)
    messages = {anomalie.code: anomalie.message for anomalie in reversed(ref.anomalies)}
    return Bilan(
        emplois_types=len(ref),
        entrees=len(ref.dictionnaire),
        modeles=len(ref.fiches),
        anomalies=len(ref.anomalies),
        genres=tuple(
            (code, TITRES_ANOMALIES.get(code, messages[code].rstrip(".")), nombre)
            for code, nombre in nombres.most_common()
        ),
    )
