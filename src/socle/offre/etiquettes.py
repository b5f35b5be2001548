"""A text looked through for the facts that stand beside a label, or in words that say them.

What costs is looking for an expression in a whole text. Each line is read once, and kept: which labels it
has, whether it may hold a code; most lines have none, and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import Literal, NamedTuple

from socle.offre.blocs import LIGNES_LUES_EN_MEMOIRE
from socle.offre.decoupage.tables import etiquettes, plier
from socle.offre.documents import Indication

Origine = Literal["ecrit", "mention", "deduit"]
_RANG: dict[str, int] = {"ecrit": 0, "mention": 1, "deduit": 2}


class Trouve:
    """The indications of one field, without repetition, the surest first."""

    def __init__(self, texte: str) -> None:
        self.texte = texte
        self.found: dict[str, Indication] = {}

    def add(self, valeur: str, debut: int, fin: int, origine: Origine = "ecrit") -> None:
        while fin > debut and (self.texte[fin - 1].isspace() or self.texte[fin - 1] in ",;:."):
            fin -= 1
        known = self.found.get(valeur)
        if fin > debut and valeur and (known is None or _RANG[origine] < _RANG[known.origine]):
            self.found[valeur] = Indication(
                valeur=valeur, texte=self.texte[debut:fin], debut=debut, fin=fin, origine=origine
            )

    def result(self) -> tuple[Indication, ...]:
        return tuple(sorted(self.found.values(), key=lambda one: (_RANG[one.origine], one.debut)))


_BULLET = r"\s*(?:[-•]\s*|\d\)\s*)?"


@cache
def _motifs(champ: str) -> str:
    return "|".join(one.motif for one in etiquettes() if one.champ == champ)


@cache
def _label(champ: str) -> re.Pattern[str]:
    """The labels of a field at the start of a line, or after what separates two pairs on one line."""
    motifs = _motifs(champ)
    # Alone on its line, a label may do without a colon; after another pair it may not.
    return re.compile(
        rf"(?:(?:^|\n){_BULLET}(?:{motifs})\s*(?::|=|\n(?=\S))|(?:[|;,–]\s|\(){_BULLET}(?:{motifs})\s*[:=])"
        rf"\s*(?P<valeur>[^\n]{{1,200}})"
    )


@cache
def _label_en_tete(champ: str) -> re.Pattern[str]:
    """The labels of a field at the start of one line."""
    return re.compile(rf"{_BULLET}(?:{_motifs(champ)})\s*(?:[:=]|$)")


@cache
def _label_en_suite(champ: str) -> re.Pattern[str]:
    """The labels of a field after another pair on its line."""
    return re.compile(rf"(?:[|;,–]\s|\(){_BULLET}(?:{_motifs(champ)})\s*[:=]")


@cache
def _champs() -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.champ for one in etiquettes()))


@cache
def _seule() -> re.Pattern[str]:
    """A line that is a label and nothing else, whatever the field."""
    motifs = "|".join(_motifs(champ) for champ in _champs())
    return re.compile(rf"{_BULLET}(?:{motifs})\s*")


@cache
def _partager(groupe: str) -> tuple[str, ...]:
    return tuple(groupe.split("|"))


def _places(texte: str, mot: str) -> Iterator[int]:
    at = texte.find(mot)
    while at >= 0:
        yield at
        at = texte.find(mot, at + 1)


class _Ligne(NamedTuple):
    """What a folded line may hold: the fields whose label it has, the code of an emploi-type, the short name
    of a corps; and whether it opens with the colon of the line before."""

    champs: frozenset[str]
    code: bool
    sigle: bool
    reprise: bool


_AUCUN: frozenset[str] = frozenset()
_CODE_PLIE = re.compile(r"[1-5][a-z][\dp]\d")
_SIGLE_PLIE = re.compile(r"[ia](?<![\w-].)(?:(?<=i)g[re]|(?<=a)(?:si|trf))(?![\w-])")
_SIGLES_PLIES = ("igr", "ige", "asi", "atrf")


@lru_cache(maxsize=LIGNES_LUES_EN_MEMOIRE)
def _lire_ligne(ligne: str) -> _Ligne | None:
    """What a folded line may hold; None for nothing, as most lines."""
    if ligne[:2] in ("- ", "• "):
        ligne = ligne[2:]
    champs = _champs_de(ligne)
    code = _CODE_PLIE.search(ligne) is not None
    sigle = any(un in ligne for un in _SIGLES_PLIES) and _SIGLE_PLIE.search(ligne) is not None
    reprise = ligne.lstrip()[:1] in (":", "=")
    return _Ligne(champs, code, sigle, reprise) if champs or code or sigle or reprise else None


def _champs_de(ligne: str) -> frozenset[str]:
    """The fields whose label stands in a folded line."""
    if ":" not in ligne and "=" not in ligne and _seule().fullmatch(ligne) is None:
        return frozenset()
    suites = any(signe in ligne for signe in "|;,–(")
    return frozenset(
        champ
        for champ in _champs()
        if _label_en_tete(champ).match(ligne) or (suites and _label_en_suite(champ).search(ligne))
    )


class TexteLu:
    """A text ready to be looked through: its folding, and for each field the stretch where its labels are.

    :param pliees: its lines, folded, where that was done already.
    """

    def __init__(self, texte: str, pliees: Sequence[str] = ()) -> None:
        self.texte = texte
        lignes = pliees or plier(texte).split("\n")
        self.plie = "\n".join(lignes)
        self.etendues: dict[str, tuple[int, int]] = {}
        self.a_un_code = self.a_un_sigle = False
        self._departs_de: dict[tuple[str, ...], list[int]] = {}
        self._suivre(lignes)

    def _suivre(self, lignes: Sequence[str]) -> None:
        lues = [_lire_ligne(ligne) for ligne in lignes]
        longueurs = [*accumulate(map(len, lignes), initial=0)]
        reprise = False
        suivantes: frozenset[str] = frozenset()
        for tete in (rang for rang, lue in enumerate(lues) if lue is not None):
            rang = tete
            # The value of a label alone on its line is on the next line that is not blank.
            while rang < len(lues) and (rang == tete or (suivantes and lues[rang] is None)):
                lue, at = lues[rang], longueurs[rang] + rang
                champs = lue.champs if lue else _AUCUN
                if lue:
                    self.a_un_code |= lue.code
                    self.a_un_sigle |= lue.sigle
                    reprise |= lue.reprise and at > 0
                for champ in suivantes | champs:
                    depart = self.etendues.get(champ, (max(0, at - 1), 0))[0]
                    self.etendues[champ] = (depart, at + len(lignes[rang]))
                suivantes = champs if lignes[rang].strip() else suivantes
                rang += 1
        if reprise:
            self.etendues = dict.fromkeys(_champs(), (0, len(self.texte)))

    def free(self, motif: re.Pattern[str], *exiges: str) -> Iterator[re.Match[str]]:
        """The matches of an expression anywhere in the text.

        :param exiges: words, folded, without which it cannot match: one at least of each group, parted by
            bars. Looking for them costs far less than the expression.
        """
        if self._tient(exiges):
            yield from motif.finditer(self.texte)

    def nommes(self, motif: re.Pattern[str], tetes: Sequence[str], *exiges: str) -> Iterator[re.Match[str]]:
        """The matches of an expression that can only start with one of these words, folded.

        :param exiges: as for :meth:`free`.
        """
        if not self._tient(exiges):
            return
        fin = 0
        for at in self._departs(tuple(tetes)):
            if at >= fin and (found := motif.match(self.texte, at)) is not None:
                yield found
                fin = found.end()

    def _tient(self, exiges: Iterable[str]) -> bool:
        for groupe in exiges:
            for mot in _partager(groupe):
                if mot in self.plie:
                    break
            else:
                return False
        return True

    def _departs(self, mots: tuple[str, ...]) -> list[int]:
        """Where one of these words stands, in order."""
        if mots not in self._departs_de:
            self._departs_de[mots] = sorted([place for mot in mots for place in _places(self.plie, mot)])
        return self._departs_de[mots]

    def labelled(self, champ: str) -> Iterator[tuple[str, int]]:
        """The values that stand beside a label, with their place."""
        if champ not in self.etendues:
            return
        for found in _label(champ).finditer(self.plie, *self.etendues[champ]):
            start, end = found.span("valeur")
            yield self.texte[start:end], start
