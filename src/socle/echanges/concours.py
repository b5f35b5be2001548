"""ITRF competitions: the posts opened each year, by emploi-type.

Read from the ministry's open data (« Postes ouverts aux concours ITRF »): one row per emploi-type, corps,
nature of the competition and year. The rows name the emploi-type in words, without its code: it is found
by its title, within its BAP and its corps. Years before 2017 name the emplois-types of an earlier édition
of RéFérens: those whose title did not change are found, the others are counted as such.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from socle.alignement.normalise import cle
from socle.echanges.tables import Chemin, Ligne, lire_table
from socle.erreurs import DocumentIllisible
from socle.referentiel import CORPS, EmploiType, Referentiel
from socle.referentiel.corps import CodeCorps
from socle.referentiel.texte import racines

_OBLIGATOIRES = {
    "annee": "année",
    "bap": "BAP",
    "corps": "corps normalisé",
    "intitule": "EMPLOIS TYPES",
    "nombre": "NOMBRE d'emplois",
}
_ANNEE, _NOMBRE = re.compile("(19|20)[0-9]{2}"), re.compile("[0-9]{1,6}")
_CORPS: dict[str, CodeCorps] = {
    **{cle(corps.libelle): corps.code for corps in CORPS.values()},
    "adjoint technique": "ATRF",
    "adjoint technique principal": "ATRF",
}


@dataclass(frozen=True)
class Concours:
    """Posts opened by code of emploi-type, then by year.

    ``sans_code`` counts, by year, the posts of the emplois-types that the référentiel does not name so.
    """

    postes: dict[str, dict[int, int]] = field(default_factory=dict)
    sans_code: dict[int, int] = field(default_factory=dict)

    @classmethod
    def from_csv(cls, source: Chemin | bytes, referentiel: Referentiel) -> Concours:
        """The posts of a file, by its path or its content, under the codes of a référentiel.

        :raises DocumentIllisible: the file cannot be opened, is not this table, or none of its rows says a
            year, a corps and a number of posts.
        """
        lues = list(_lues(_lire(source)))
        if not lues:
            raise DocumentIllisible(
                "Ce tableau ne dit aucun poste ouvert.",
                cause="Aucune de ses rangées n’a à la fois une année, un corps connu et un nombre de postes.",
                remede="Choisissez l’export CSV du ministère, sans le modifier.",
                code="concours-vide",
            )
        connus = {_marque(emploi): emploi.code for emploi in referentiel.emplois_types}
        postes: dict[str, Counter[int]] = {}
        sans_code: Counter[int] = Counter()
        for annee, marque, nombre in lues:
            code = connus.get(marque)
            if code is None:
                sans_code[annee] += nombre
            else:
                postes.setdefault(code, Counter())[annee] += nombre
        return cls(
            {code: dict(sorted(annees.items())) for code, annees in sorted(postes.items())}, dict(sans_code)
        )


Marque = tuple[str, str, tuple[str, ...]]


def _lire(source: Chemin | bytes) -> list[Ligne]:
    try:
        contenu = source if isinstance(source, bytes) else Path(source).read_bytes()
    except OSError as erreur:
        raise DocumentIllisible(
            f"Le fichier « {erreur.filename} » ne peut pas être ouvert.",
            remede="Vérifiez le chemin du fichier.",
        ) from erreur
    return lire_table(
        contenu,
        source="le tableau des postes ouverts aux concours",
        obligatoires=_OBLIGATOIRES,
        facultatives={},
    )


def _lues(lignes: list[Ligne]) -> Iterator[tuple[int, Marque, int]]:
    """The rows that say a year, a corps and a number; a row that misses one is an incomplete total."""
    for ligne in lignes:
        corps = _CORPS.get(cle(ligne["corps"]))
        if corps is not None and _ANNEE.fullmatch(ligne["annee"]) and _NOMBRE.fullmatch(ligne["nombre"]):
            yield (
                int(ligne["annee"]),
                (ligne["bap"], corps, tuple(sorted(racines(ligne["intitule"])))),
                int(ligne["nombre"]),
            )


def _marque(emploi: EmploiType) -> Marque:
    return emploi.bap[:1] or emploi.code[:1], emploi.corps, tuple(sorted(racines(emploi.intitule)))
