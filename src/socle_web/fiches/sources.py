"""What a fiche draws on in the référentiel: its emplois-types, and the wordings to suggest."""

from __future__ import annotations

from collections import Counter
from threading import Lock
from typing import NamedTuple

from socle.erreurs import Introuvable
from socle.referentiel import EmploiType, FicheDePoste, Referentiel, RubriqueListe
from socle.referentiel.texte import cle, plier
from socle_web.referentiels import services as referentiels

SUGGESTIONS = 8


class Suggestion(NamedTuple):
    """An exact wording; ``usages`` counts the emplois-types that use it."""

    libelle: str
    definition: str
    usages: int


class _Entree(NamedTuple):
    recherche: str
    suggestion: Suggestion


def referentiel(fiche: FicheDePoste | None = None) -> Referentiel:
    """What a fiche is checked against: the booklet and the édition that it comes from, else the latest."""
    editions = [decline.edition for decline in fiche.emplois_types] if fiche is not None else []
    return referentiels.consultation_avec_livret(editions=editions)


def emplois(fiche: FicheDePoste) -> tuple[EmploiType, ...]:
    """The emplois-types of a fiche, each from its own édition, or else from the latest one that has it."""
    trouves = (_emploi(decline.edition, decline.code) for decline in fiche.emplois_types)
    return tuple(emploi for emploi in trouves if emploi is not None)


def _emploi(edition: str, code: str) -> EmploiType | None:
    try:
        return referentiels.emploi_type(edition=edition, code=code)
    except Introuvable:
        return referentiel().get(code)


def suggerer(rubrique: RubriqueListe, saisie: str, *, limite: int = SUGGESTIONS) -> list[Suggestion]:
    """Wordings of a rubrique that hold every word begun in ``saisie``, the most used first."""
    ref = referentiel()
    debuts = [f" {mot.rstrip('s') or mot}" for mot in cle(saisie).split()]
    if not debuts:
        return []
    entrees = [e for e in _index(ref)[rubrique] if all(debut in e.recherche for debut in debuts)]
    debut = f" {cle(saisie)}"
    entrees.sort(
        key=lambda e: (not e.recherche.startswith(debut), -e.suggestion.usages, plier(e.suggestion.libelle))
    )
    if entrees or rubrique == "activites":
        return [entree.suggestion for entree in entrees[:limite]]
    voisines = ref.dictionnaire.proches(saisie, rubrique=rubrique, limite=limite)
    return [
        Suggestion(" ".join(v.entree.libelle.split()), v.entree.definition, len(v.entree.emplois_types))
        for v in voisines
    ]


_lock = Lock()
_memoire: dict[tuple[str, ...], dict[str, list[_Entree]]] = {}


def _index(ref: Referentiel) -> dict[str, list[_Entree]]:
    """The wordings of a référentiel by rubrique; the last référentiel's are kept in memory."""
    signature = tuple(f"{edition.nom} {edition.empreinte}" for edition in ref.editions)
    with _lock:
        if signature not in _memoire:
            _memoire.clear()
            _memoire[signature] = _indexer(ref)
        return _memoire[signature]


def _indexer(ref: Referentiel) -> dict[str, list[_Entree]]:
    index: dict[str, list[_Entree]] = {"activites": _activites(ref)}
    for entree in ref.dictionnaire.toutes:
        libelle = " ".join(entree.libelle.split())
        index.setdefault(entree.rubrique, []).append(
            _Entree(f" {cle(libelle)}", Suggestion(libelle, entree.definition, len(entree.emplois_types)))
        )
    for rubrique in ("connaissances", "competences_operationnelles", "competences_comportementales"):
        index.setdefault(rubrique, [])
    return index


def _activites(ref: Referentiel) -> list[_Entree]:
    libelles: dict[str, str] = {}
    usages: Counter[str] = Counter()
    for emploi in ref.emplois_types:
        for ligne in emploi.activites:
            clef = cle(ligne.libelle)
            libelles.setdefault(clef, " ".join(ligne.libelle.split()))
            usages[clef] += 1
    return [_Entree(f" {clef}", Suggestion(libelle, "", usages[clef])) for clef, libelle in libelles.items()]
