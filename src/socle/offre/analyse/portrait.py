"""The portrait of a post: digital or not, level of action, posture, category of each activité.

Every rule is a row of ``donnees/analyse/portrait.csv``: an expression whose words, stemmed, are looked
for side by side in a line, and the contexts (``sauf``) in which it does not count. The dimensions are
those of ANSTIA's booklet: with or without digital tools; a course, a programme, the institution
(Ardouin, 2013); accompanying a project, a person, or acting on tools (Lebrun, 2021; Rémy, 2021), which
is how it tells ingénieur pédagogique, conseiller pédagogique and ingénieur TICE apart.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

from socle.referentiel.documents import Objet
from socle.referentiel.texte import places, racines, racines_ecrites

Dimension = Literal["numerique", "niveau", "posture", "categorie"]

LIBELLES: dict[str, str] = {
    "numerique": "Numérique",
    "niveau": "Niveau d’action",
    "posture": "Posture",
    "categorie": "Catégories d’activités",
    "avec": "avec le numérique",
    "sans": "sans mention du numérique",
    "mixte": "avec ou sans numérique",
    "cours": "cours",
    "formation": "formation",
    "etablissement": "établissement",
    "pedagogique": "accompagner un projet",
    "conseil": "accompagner une personne",
    "technique": "agir sur les outils",
    "conception": "conception",
    "gestion-de-projet": "gestion de projet",
    "accompagnement": "accompagnement",
    "recherche": "recherche",
    "veille": "veille",
    "evaluation": "évaluation",
}

VALEURS: tuple[tuple[Dimension, str], ...] = (
    ("numerique", "avec"),
    ("numerique", "mixte"),
    ("numerique", "sans"),
    ("niveau", "cours"),
    ("niveau", "formation"),
    ("niveau", "etablissement"),
    ("posture", "pedagogique"),
    ("posture", "conseil"),
    ("posture", "technique"),
    ("categorie", "conception"),
    ("categorie", "gestion-de-projet"),
    ("categorie", "formation"),
    ("categorie", "accompagnement"),
    ("categorie", "recherche"),
    ("categorie", "veille"),
    ("categorie", "evaluation"),
)
"""Every value of every dimension, in the order in which they are told."""

#: Under this many lines that say something, a dimension is told as thin evidence.
PREUVES_MINIMALES = 3
#: Two values within this ratio of each other are told together.
_VOISINES = 0.75


class Regle(NamedTuple):
    """A row of the table."""

    dimension: str
    valeur: str
    expression: str
    sauf: tuple[str, ...]


class Preuve(Objet):
    """A line that speaks for a value: its rank among the lines read, and the words, by their places."""

    ligne: int
    valeur: str
    marques: tuple[tuple[int, int], ...]


class Trait(Objet):
    """What one dimension says: lines by value, the values that come first, and how sure it is."""

    dimension: Dimension
    nombres: dict[str, int]
    dominantes: tuple[str, ...]
    lignes: int
    mince: bool
    preuves: tuple[Preuve, ...]

    def phrase(self) -> str:
        """The dimension in one French sentence."""
        titre = LIBELLES[self.dimension]
        if not self.dominantes:
            return f"{titre}\u00a0: rien dans le texte ne permet de le dire."
        dits = " et ".join(LIBELLES[valeur] for valeur in self.dominantes)
        comptes = ", ".join(f"{LIBELLES[v]}\u00a0: {n}" for v, n in self.nombres.items() if n)
        reserve = " Peu de lignes le disent\u00a0: à lire avec prudence." if self.mince else ""
        return f"{titre}\u00a0: {dits} ({comptes}, sur {self.lignes} lignes).{reserve}"


class Portrait(Objet):
    """The four dimensions, each with its evidence."""

    traits: tuple[Trait, ...]

    def trait(self, dimension: Dimension) -> Trait:
        """One dimension."""
        return next(trait for trait in self.traits if trait.dimension == dimension)


@cache
def regles() -> tuple[Regle, ...]:
    """The table of rules, as shown to the reader."""
    brut = resources.files("socle.donnees.analyse").joinpath("portrait.csv").read_text("utf-8")
    return tuple(
        Regle(
            rangee["dimension"],
            rangee["valeur"],
            rangee["expression"],
            tuple(sauf for sauf in rangee["sauf"].split("|") if sauf),
        )
        for rangee in csv.DictReader(brut.splitlines(), delimiter=";")
    )


class _Motif(NamedTuple):
    regle: Regle
    suite: tuple[str, ...]
    sauf: tuple[tuple[str, ...], ...]


@cache
def _motifs() -> dict[str, tuple[_Motif, ...]]:
    """Rules by the first stem of their expression."""
    par_racine: dict[str, list[_Motif]] = defaultdict(list)
    for regle in regles():
        suite = racines(regle.expression)
        motif = _Motif(regle, suite, tuple(racines(contexte) for contexte in regle.sauf))
        par_racine[suite[0]].append(motif)
    return {forme: tuple(motifs) for forme, motifs in par_racine.items()}


def reconnaitre(texte: str) -> dict[tuple[str, str], tuple[tuple[int, int], ...]]:
    """The (dimension, value) pairs that a line speaks for, with the places of the words.

    >>> sorted(reconnaitre("Administrer la plateforme Moodle"))
    [('numerique', 'avec'), ('posture', 'technique')]
    """
    mots = places(texte)
    trouves: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for clef, rang, fin in _relever(tuple(forme for _, _, forme in mots), _motifs()):
        trouves[clef].append((mots[rang][0], mots[fin - 1][1]))
    return {clef: tuple(dict.fromkeys(marques)) for clef, marques in trouves.items()}


def valeurs_dites(texte: str) -> frozenset[tuple[str, str]]:
    """The (dimension, value) pairs that a line speaks for, as :func:`reconnaitre`, the places left out."""
    formes = racines_ecrites(texte)
    seules, autres = _motifs_d_un_mot()
    dites = [clef for forme in formes if forme in seules for clef in seules[forme]]
    if not autres.keys().isdisjoint(formes):
        dites += [clef for clef, _, _ in _relever(formes, autres)]
    return frozenset(dites)


@cache
def _motifs_d_un_mot() -> tuple[dict[str, tuple[tuple[str, str], ...]], dict[str, tuple[_Motif, ...]]]:
    """The pairs that a stem speaks for by itself, whatever stands around it; and the other rules."""
    seules: dict[str, tuple[tuple[str, str], ...]] = {}
    autres: dict[str, tuple[_Motif, ...]] = {}
    for forme, motifs in _motifs().items():
        seuls = [motif for motif in motifs if len(motif.suite) == 1 and not motif.sauf]
        if seuls:
            seules[forme] = tuple((motif.regle.dimension, motif.regle.valeur) for motif in seuls)
        if reste := tuple(motif for motif in motifs if motif not in seuls):
            autres[forme] = reste
    return seules, autres


def _relever(
    formes: tuple[str, ...], motifs: Mapping[str, tuple[_Motif, ...]]
) -> Iterator[tuple[tuple[str, str], int, int]]:
    """The pairs that stems speak for, with the ranks of the first and of the one after the last."""
    for rang, forme in enumerate(formes):
        for motif in motifs.get(forme, ()):
            fin = rang + len(motif.suite)
            if formes[rang:fin] == motif.suite and not _dans_un_contexte(formes, rang, fin, motif.sauf):
                yield (motif.regle.dimension, motif.regle.valeur), rang, fin


def _dans_un_contexte(
    formes: tuple[str, ...], rang: int, fin: int, contextes: tuple[tuple[str, ...], ...]
) -> bool:
    for contexte in contextes:
        for debut in range(max(0, fin - len(contexte)), rang + 1):
            if formes[debut : debut + len(contexte)] == contexte:
                return True
    return False


def tracer(lignes: Iterable[tuple[str, bool]]) -> Portrait:
    """The portrait that some lines draw.

    :param lignes: each line's text, and whether it is an activité (only these have a category).
    """
    textes = list(lignes)
    reconnus = [reconnaitre(texte) for texte, _ in textes]
    activites = [rang for rang, (_, activite) in enumerate(textes) if activite]
    return Portrait(
        traits=(
            _numerique(reconnus),
            _trait("niveau", reconnus, range(len(textes))),
            _trait("posture", reconnus, range(len(textes))),
            _trait("categorie", reconnus, activites),
        )
    )


_Reconnus = list[dict[tuple[str, str], tuple[tuple[int, int], ...]]]


def valeurs_de(dimension: Dimension) -> tuple[str, ...]:
    """The values of one dimension, in their order.

    >>> valeurs_de("niveau")
    ('cours', 'formation', 'etablissement')
    """
    return tuple(valeur for autre, valeur in VALEURS if autre == dimension)


def _trait(dimension: Dimension, reconnus: _Reconnus, rangs: Iterable[int]) -> Trait:
    valeurs = valeurs_de(dimension)
    rangs = list(rangs)
    preuves = [
        Preuve(ligne=rang, valeur=valeur, marques=reconnus[rang][dimension, valeur])
        for rang in rangs
        for valeur in valeurs
        if (dimension, valeur) in reconnus[rang]
    ]
    nombres = Counter(preuve.valeur for preuve in preuves)
    return Trait(
        dimension=dimension,
        nombres={valeur: nombres[valeur] for valeur in valeurs},
        dominantes=dominantes(nombres, valeurs),
        lignes=len(rangs),
        mince=len({preuve.ligne for preuve in preuves}) < PREUVES_MINIMALES,
        preuves=tuple(preuves),
    )


def _numerique(reconnus: _Reconnus) -> Trait:
    """With, without or both: a line that names neither digital tools nor their absence counts as without."""
    preuves = []
    nombres: Counter[str] = Counter()
    for rang, trouves in enumerate(reconnus):
        valeur = next((v for v in ("mixte", "avec") if ("numerique", v) in trouves), "sans")
        nombres[valeur] += 1
        preuves.append(Preuve(ligne=rang, valeur=valeur, marques=trouves.get(("numerique", valeur), ())))
    return Trait(
        dimension="numerique",
        nombres={valeur: nombres[valeur] for valeur in ("avec", "mixte", "sans")},
        dominantes=dominante_numerique(nombres, len(reconnus)),
        lignes=len(reconnus),
        mince=len(reconnus) < PREUVES_MINIMALES,
        preuves=tuple(preuves),
    )


def dominante_numerique(nombres: Mapping[str, int], lignes: int) -> tuple[str, ...]:
    """With, without or both, from how many lines say each."""
    if not lignes:
        return ()
    dites = nombres["avec"] + nombres["mixte"]
    if nombres["mixte"] or 0.2 <= dites / lignes <= 0.8:
        return ("mixte",)
    return ("avec",) if dites > nombres["sans"] else ("sans",)


def dominantes(nombres: Mapping[str, int], valeurs: tuple[str, ...]) -> tuple[str, ...]:
    """The values that come first, from how many lines say each; three at most."""
    plus_haut = max(nombres.values(), default=0)
    return tuple(
        valeur
        for valeur in sorted(valeurs, key=lambda valeur: -nombres[valeur])
        if plus_haut and nombres[valeur] >= _VOISINES * plus_haut
    )[:3]
