"""From printed lines to paragraphs: characters, bullets, hyphenation, wrapped lines, running headers."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from socle.offre.blocs import LIGNES_LUES_EN_MEMOIRE, Bloc
from socle.offre.decoupage.tables import mots, plier
from socle.offre.decoupage.titres import is_titre_connu, lire_titre
from socle.pliage import Pliage

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_INVISIBLES = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufffc"
_TABLE = str.maketrans(
    _LIGATURES | dict.fromkeys(_INVISIBLES) | {"\u2011": "-", "\u2010": "-", "\uf0b7": "•", "\uf0a7": "▪"}
)
_SUIVI_DE = re.compile(r"(?<=[^\W\d_])¿(?=[^\W\d_])")  # an apostrophe lost between two code pages
_BLANCS = re.compile(r"[^\S\n]+")
_CESURE_DOUCE = re.compile("\u00ad(?!\\s*$)")

_SYMBOLES = "•●○◦▪▫■□◆◇►▶▸▹➢➤➔→⇒✓✔☑❖✦✧★☆‣⁃∙·◼◾⬥⦿⮚❑❒✗➜➡¤♦"
_PUCE = re.compile(
    rf"^\s*(?P<marque>[{_SYMBOLES}\ue000-\uf8ff]+|[-–—*+>](?=[\s\u00a0])|[-–—](?=[A-ZÀ-Ý])"
    r"|o(?=[\t\u00a0 ]+\S)"
    r"|(?:\d{1,2}|[ivx]{1,4})\s?[).°/](?=\s+[^\W\d_]|\s*$)|\d{1,2}\s?[-–—](?=\s+[A-ZÀ-Ý])"
    r"|\d{1,2}(?:\.\d{1,2})+\.?(?=\s+[A-ZÀ-Ý])"
    r"|\(?[a-z\d]{1,2}\)(?=\s+\S)|[a-z][./](?=\s+[^\W\d_])|[A-Z]\)(?=\s+[^\W\d_]))\s*"
)
_PUCES_COURANTES = "-•–*"
_PUCES_RARES = "–•●▪➢✓"
_PUCE_RARE = re.compile(f"[{_PUCES_RARES}]")
_PUCE_EN_LIGNE = re.compile(r"(?:(?<=\s)|^)(?:[-–](?=\s[A-ZÀ-Ý])|[•●▪➢✓](?=\s?\S))")
_NUMEROTEE = re.compile(r"[\w(]")

_OUVRE = re.compile(
    r"(?:[«(\[“/–]|\b(?:de|du|des|d['’]|l['’]|le|la|les|un|une|et|ou|à|au|aux|en|par|pour|avec|sur|dans|"
    r"qu['’]|sans|sous|dont|que|qui|ce|ces|cette|son|sa|ses|leurs?))$",
    re.IGNORECASE,
)
_LONGUEUR_OUVRE = 8  # more than its longest word: looking for it from the start of a line costs far more
_FIN = re.compile(r"[.!?:;…]['’»\]\"”]*$")


class Paragraphe(NamedTuple):
    """A paragraph placed in the text: ``debut`` to ``fin``, its words (those of ``bloc``) from ``corps``."""

    debut: int
    corps: int
    fin: int
    bloc: Bloc

    def page(self, place: int) -> int:
        """The page on which a place of the text is printed."""
        if not self.bloc.sauts:
            return self.bloc.page
        turned = (page for at, page in self.bloc.sauts if self.corps + at <= place)
        return max(turned, default=self.bloc.page)


@dataclass(frozen=True, slots=True)
class Brouillon:
    """The cleaned text and its paragraphs; ``pliees`` are the printed lines of the text, folded."""

    texte: str
    paragraphes: tuple[Paragraphe, ...]
    pliees: tuple[str, ...]


class _Visibles(dict[int, str]):
    """Each character as it is kept: blanks as plain spaces, control characters as nothing."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        blank = category == "Zs" or char in "\t\n\r"
        self[code] = " " if blank else "" if category in ("Cc", "Cs", "Cn") else char
        return self[code]


_VISIBLES = _Visibles()


def _rendre_visible(texte: str) -> str:
    return unicodedata.normalize("NFC", texte.translate(_TABLE)).translate(_VISIBLES)


_visible = Pliage(_rendre_visible, entier=_rendre_visible)


def nettoyer(texte: str) -> str:
    """One line of text with plain spaces, whole letters, and nothing invisible.

    >>> nettoyer("l¿oﬃce\\u00a0:  « for\\u00admer »")
    'l’office : « former »'
    """
    if "\u00ad" in texte:
        texte = _CESURE_DOUCE.sub("", texte.translate(_TABLE))
    if "¿" in texte:
        texte = _SUIVI_DE.sub("’", texte.translate(_TABLE))
    visible = _visible(texte)
    if "  " in visible or not visible.isprintable():
        visible = _BLANCS.sub(" ", visible)
    return visible.strip()


def separer_puce(texte: str) -> tuple[str, str]:
    """The bullet or number that opens a line (empty when none) and the rest.

    >>> separer_puce("➢ Former"), separer_puce("1) Former"), separer_puce("-omiques")
    (('-', 'Former'), ('1)', 'Former'), ('', '-omiques'))
    """
    if texte[1:2] == " " and texte[0] in _PUCES_COURANTES:
        return "-", texte[2:].lstrip()
    found = _PUCE.match(texte)
    if found is None:
        return "", texte
    rest = texte[found.end() :]
    mark = found["marque"].strip()
    return (mark if _NUMEROTEE.match(mark) and mark != "o" and mark.isascii() else "-"), rest


class _Lue(NamedTuple):
    """What a printed line says by itself: cleaned, the bullet or number that opens it, what follows, whether
    that holds a letter or a figure, where the bullets of a list whose line ends were lost stand, and whether
    it is to be parted or mended.

    ``bloc`` is the paragraph that it makes in a plain text, ``pliee`` the line of that text, folded.
    """

    texte: str
    marque: str
    corps: str
    plein: bool
    puces: tuple[int, ...]
    retouchee: bool
    bloc: Bloc
    pliee: str


@lru_cache(maxsize=LIGNES_LUES_EN_MEMOIRE)
def _lire_ligne(brut: str) -> _Lue:
    texte = nettoyer(brut)
    if texte == brut:
        texte = brut  # one copy is kept
    marque, reste = separer_puce(texte)
    corps = reste.strip()
    puces = _inline_marks(texte) if texte else ()
    return _Lue(
        texte,
        marque,
        corps,
        any(map(str.isalnum, corps)),
        puces,
        bool(puces) or "\u00ad" in texte,
        Bloc(corps, genre="puce" if marque else "texte"),
        plier(f"{marque} {corps}" if marque else corps),
    )


_A_RELIRE = _lire_ligne("")
"""What stands for a paragraph made of several lines, until it is read."""


def _width(lengths: list[int]) -> int:
    """The column at which a plain text was wrapped, from the lengths of its lines; 0 when it was not."""
    lengths.sort()
    if len(lengths) < 3 or lengths[-1] > 140 or lengths[-1] < 40:
        return 0
    full = len(lengths) - bisect_right(lengths, lengths[-1] - 16)
    return lengths[-1] if full * 5 >= len(lengths) else 0


def _is_suite(previous: Bloc, bloc: Bloc) -> bool:
    """Whether what the page showed of two printed lines lets them be of one sentence."""
    return bloc.genre == "texte" and previous.genre != "titre" and previous.gras == bloc.gras


def _continues(text: str, after: str, *, brut: str, width: int) -> bool:
    """Whether a printed line that opens with no bullet goes on with the sentence of what was joined so far,
    told by the words.

    :param brut: the previous printed line alone, whose length tells whether it was full.
    """
    before = text[-120:]  # only its end speaks; it may have grown long
    if reste_ouvert(before, after):
        return True  # even "laboratoire :", which alone would be a heading
    if is_titre_connu(after):
        return False
    if before.endswith(":"):
        return bool(width) and after[:1].islower() and len(brut) + 1 + len(after.split(" ")[0]) > width
    if len(text) <= len(before) and is_titre_connu(before):
        return False
    first = after[:1]
    if first in ")»],;:.!?%" or _OUVRE.search(before[-_LONGUEUR_OUVRE:]) or before.endswith("\u00ad"):
        return True
    full = bool(width) and len(brut) + 1 + len(after.split(" ")[0]) > width
    if first.islower() or first == "(":
        if _FIN.search(before):
            return full and not before.endswith((";", ":"))
        return full or len(brut) >= 40 or (bool(width) and before.endswith(("-", ",")))
    titled = lire_titre(after)
    return (full and not _FIN.search(before) and titled is None and not before.endswith(",")) or (
        full and before.endswith(",") and titled is None
    )


def reste_ouvert(before: str, after: str) -> bool:
    """Whether a line stops in the middle of a phrase that the next one takes up, blank or no blank.

    >>> reste_ouvert("S’inscrire dans une démarche de", "développement professionnel")
    True
    """
    return after.strip()[:1].islower() and _OUVRE.search(before[-16:].rstrip()) is not None


def _join(before: str, after: str, words: Counter[str]) -> str:
    """Two printed lines as one, a word cut between them made whole again."""
    if before.endswith("\u00ad"):
        return before[:-1] + after
    cut = re.search(r"([^\W\d_]+)-$", before[-60:])
    rest = re.match(r"[^\W\d_]+", after)
    if cut is None or rest is None:
        return f"{before}{after}" if before.endswith(("’", "'", "-", "/")) else f"{before} {after}"
    left, right = cut[1].casefold(), rest[0].casefold()
    if not after[:1].islower() or words[f"{left}-{right}"]:
        return before + after
    if words[left + right]:
        return before[:-1] + after
    keeps = left in mots("gardent_le_trait") or (
        len(left) > 2 and left not in mots("mots_outils") and words[left] > 0
    )
    return before + after if keeps else before[:-1] + after


_COUPE = re.compile(r"([^\W\d_]+)-$")
_MOT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!-$)", re.MULTILINE)


def _joined(before: Bloc, after: Bloc, words: Counter[str]) -> Bloc:
    text = _join(before.texte, after.texte, words)
    last = before.sauts[-1][1] if before.sauts else before.page
    turned = ((len(text) - len(after.texte), after.page),) if after.page != last else ()
    return before._replace(texte=text, sauts=(*before.sauts, *turned))


def _words(textes: Sequence[str]) -> Counter[str]:
    """The words of a document, which tell how to make a cut one whole; none when no line ends in a cut."""
    cuts = [cut for texte in textes if texte.endswith("-") and (cut := _COUPE.search(texte)) is not None]
    if not cuts:
        return Counter()
    words = Counter(word.casefold() for texte in textes for word in _MOT.findall(texte.rstrip("-")))
    # The half left at the line's end is no evidence of a word.
    words.subtract(cut[1].casefold() for cut in cuts)
    return words


def rejoindre(blocs: Sequence[Bloc]) -> list[Bloc]:
    """Printed lines as whole paragraphs, cleaned; empty ones are dropped."""
    return [
        bloc if lue.texte == bloc.texte else bloc._replace(texte=lue.texte) for bloc, lue in _rejoindre(blocs)
    ]


def _rejoindre(blocs: Sequence[Bloc]) -> list[tuple[Bloc, _Lue]]:
    """The paragraphs that printed lines make, each with what it says by itself: its text is that, cleaned."""
    lues = [(bloc, lue) for bloc in blocs if (lue := _lire_ligne(bloc.texte)).texte]
    width = _width([len(lue.texte) for bloc, lue in lues if bloc.suite is None])
    words: Counter[str] | None = None
    joined: list[tuple[Bloc, _Lue]] = []
    entier = True
    text = brut = ""
    for bloc, lue in lues:
        entier = entier and not lue.retouchee
        goes_on = bloc.suite
        if goes_on is None and joined and not lue.marque:
            previous = joined[-1][0]
            goes_on = _is_suite(previous, bloc) and _continues(text, lue.texte, brut=brut, width=width)
        brut = lue.texte
        if goes_on and joined:
            words = _words([une.texte for _, une in lues]) if words is None else words
            whole = _joined(joined[-1][0]._replace(texte=text), bloc._replace(texte=brut), words)
            joined[-1], text = (whole, _A_RELIRE), whole.texte
            entier = False
        else:
            joined.append((bloc, lue))
            text = brut
    return joined if entier else _retoucher(joined)


def _retoucher(joined: Sequence[tuple[Bloc, _Lue]]) -> list[tuple[Bloc, _Lue]]:
    """Paragraphs read again where lines were joined, without soft hyphens, and parted at inner bullets."""
    parts: list[tuple[Bloc, _Lue]] = []
    for bloc, known in joined:
        lue = _lire_ligne(bloc.texte) if known is _A_RELIRE else known
        if lue.retouchee:
            whole = bloc._replace(texte=lue.texte.replace("\u00ad", ""))
            marks = _lire_ligne(whole.texte).puces
            items = _inline_items(whole, marks) if marks else [whole]
            parts += [(item, _lire_ligne(item.texte)) for item in items]
        else:
            parts.append((bloc, lue))
    return parts


def _inline_marks(texte: str) -> tuple[int, ...]:
    """Where bullets stand inside a line that is not empty; none when there are too few for a list."""
    if texte.count("-") + (texte[0] in _PUCES_RARES) < 3 and _PUCE_RARE.search(texte, 1) is None:
        return ()
    marks = tuple(mark.start() for mark in _PUCE_EN_LIGNE.finditer(texte))
    return marks if len(marks) >= 3 else ()


def _inline_items(bloc: Bloc, marks: Sequence[int]) -> list[Bloc]:
    """A list whose line ends were lost ("- Former - Évaluer - Conseiller"), one item a block."""
    bounds = [0, *marks, len(bloc.texte)]
    parts: list[Bloc] = []
    for start, end in pairwise(bounds):
        item = bloc.texte[start:end].strip()
        # The heading of the next list may close an item: "… règles. Compétences :"
        sentence = item.rfind(". ")
        if sentence > 0 and item.endswith(":") and is_titre_connu(item[sentence + 2 :]):
            parts += [bloc._replace(texte=item[: sentence + 1]), bloc._replace(texte=item[sentence + 2 :])]
        elif item:
            parts.append(bloc._replace(texte=item))
    return parts


_ORDINAIRE = Bloc("")[1:5]
"""The page, the genre, the level and the weight of nearly all that is read of a plain text."""


def composer(blocs: Sequence[Bloc]) -> Brouillon:
    """The cleaned text of some blocks, with its paragraphs in place."""
    parts: list[str] = []
    paragraphs: list[Paragraphe] = []
    pliees: list[str] = []
    at = 0
    for bloc, lue in _rejoindre(blocs):
        if not lue.plein:
            continue
        mark, body = lue.marque, lue.corps
        if bloc[1:5] == _ORDINAIRE and not bloc.sauts:
            corps = at
            if mark:
                parts += (mark, " ")
                corps += len(mark) + 1
            parts += (body, "\n")
            pliees.append(lue.pliee)
            fin = corps + len(body)
            paragraphs.append(Paragraphe(at, corps, fin, lue.bloc))
            at = fin + 1
            continue
        genre, page, niveau = bloc.genre, bloc.page, bloc.niveau
        if genre == "puce" and not mark:
            mark = "-"
        lead = "\n" if genre == "titre" and parts else ""
        prefix = ""
        if mark:
            lead += "  " * min(niveau, 6)
            prefix = f"{mark} "
        start = at + len(lead)
        corps = start + len(prefix)
        fin = corps + len(body)
        parts.append(f"{lead}{prefix}{body}\n")
        pliees += plier(f"{lead}{prefix}{body}").split("\n")
        if mark and genre == "texte":
            genre = "puce"
        cut = len(lue.texte) - len(body)
        sauts = tuple((at - cut, page) for at, page in bloc.sauts) if bloc.sauts else ()
        paragraphs.append(
            Paragraphe(start, corps, fin, Bloc(body, page, genre, niveau, bloc.gras, False, sauts))
        )
        at = fin + 1
    return Brouillon("".join(parts).rstrip("\n"), tuple(paragraphs), tuple(pliees))


_FOLIO = re.compile(
    r"^\W*(?:page|p\.?|folio)?\s*\d{1,3}\s*(?:(?:sur|/|de|of|-)\s*\d{1,3})?\W*$", re.IGNORECASE
)
_CHIFFRES = re.compile(r"\d+")


def is_folio(texte: str) -> bool:
    """Whether a line holds a page number and nothing else.

    >>> is_folio("Page 2 sur 3"), is_folio("- 2 -"), is_folio("2 postes")
    (True, True, False)
    """
    return bool(texte.strip()) and _FOLIO.match(texte.strip()) is not None


def en_tetes_repetes(
    pages: Sequence[Sequence[str]], *, zone: int = 3, titres: bool = False
) -> set[tuple[int, int]]:
    """The (page, line) places of running headers and footers and of page numbers.

    A line is one when it stands among the first or last ``zone`` written lines of half of the pages or
    more (two at least), digits set aside.

    :param titres: known headings count too; only where the layout shows that they are in the margin.
    """
    if len(pages) < 2:
        return set()
    places: dict[str, list[tuple[int, int]]] = {}
    removed: set[tuple[int, int]] = set()
    for number, lines in enumerate(pages):
        written = [index for index, line in enumerate(lines) if line.strip()]
        edge = dict.fromkeys(written[:zone] + written[-zone:])
        for index in edge:
            if is_folio(lines[index]) and index in (written[0], written[-1]):
                removed.add((number, index))
            if (not titres and is_titre_connu(lines[index])) or separer_puce(lines[index])[0]:
                continue  # "Compétences" may well open several pages, and so may an item
            places.setdefault(_CHIFFRES.sub("#", " ".join(lines[index].split())), []).append((number, index))
    for found in places.values():
        if len({page for page, _ in found}) >= max(2, (len(pages) + 1) // 2):
            removed.update(found)
    return removed
