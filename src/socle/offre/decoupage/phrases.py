"""Sentences, and the several activities or qualities that one sentence may hold.

Every piece is a stretch of the sentence as written: nothing is rephrased. Only whole words between
spaces are ever taken for a conjunction, so that no verb is cut in its middle.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

from socle.offre.decoupage.tables import cle
from socle.offre.documents import Rubrique

Etendue = tuple[int, int]

_FIN_DE_PHRASE = re.compile(r"[.!?…](?:\s?[\"»”)\]])*\s+(?=[\"«“(\[]?\s?[A-ZÀ-Ý])")
_ABREVIATION = re.compile(
    r"(?:^|[\s(’'])(?:M|MM|Mme|Mlle|Dr|Pr|art|cf|ex|env|n|no|p|pp|vol|tél|tel|av|bd|St|Ste|i\.e|e\.g|al|fig|chap|"
    r"réf|ref|max|min|resp|hab|univ|dir|sup|dép|[A-ZÀ-Ý])$",
    re.IGNORECASE,
)
_POINT_VIRGULE = re.compile(r"\s*;\s*")
_LIAISON = re.compile(
    r"\s*;\s*|\s*,\s+(?:et\s+|puis\s+|enfin\s+|ainsi\s+que\s+)?|\s+(?:et|puis|ainsi\s+que)\s+(?:enfin\s+)?"
)
_LIENS = (",", ";", " et ", " puis ", " ainsi ")
"""One of these stands in whatever :data:`_LIAISON` matches in a cleaned text; looking for them costs far
less."""
_PREPOSITION = re.compile(r"(?:de\s+|d['’]\s?|à\s+|aussi\s+)", re.IGNORECASE)
_LONGUE = 1_500  # a stretch without a full stop that no one wrote as a sentence: left whole
_MOT = re.compile(r"(?:s['’]|se\s+)?(?P<verbe>[^\W\d_]+(?:-[^\W\d_]+)*)", re.IGNORECASE)
_SUJET = re.compile(
    r"(?:il/elle|elle/il|il|elle|iel|vous|ils|elles|l['’]agent(?:·?-?e)?|la personne|le titulaire|le ou la|"
    r"nous)\b",
    re.IGNORECASE,
)
_INTRODUCTEUR = re.compile(
    r"\b(?:charg[ée]\S*|missions?(?: principales?)?|responsabilités?|rôles?|objectifs?|fonctions?|tâches?|"
    r"amen[ée]\S*|s['’]agi(?:t|ra)|consist\w+|devr\w+|aur\w+|assure\w*|participe\w*|conduit\S*|responsable|"
    r"activités?|attributions?|pour)\s+"
    r"(?:(?:est|sont|seront|sera|notamment|principalement|plus|particulièrement|en|particulier|suivantes?|"
    r"également|entre|autres|ponctuellement|essentiellement|ainsi|donc|pour|mission|but|objectif|tâche|rôle|"
    r"charge|d['’]une part|"
    r"principales?|les|la|responsabilités?)\s*,?\s+)*(?=(?:de\s|d['’]|à\s|:\s)|[^\W\d_]+(?:er|ir|re)\b)",
    re.IGNORECASE,
)
_ARTICLE = r"(?:de\s+la\s+|de\s+l['’]|du\s+|des\s+|d['’]|de\s+)"
_INTRODUCTEUR_NOM = re.compile(
    r"\b(?:charg[ée]\S*|responsable|missions?|s['’]occupe\w*|aura \w+ charge|en charge)\s+(?:notamment\s+)?"
    + _ARTICLE,
    re.IGNORECASE,
)
_LIAISON_NOM = re.compile(
    r"(?:\s*[,;]\s+(?:et\s+|ainsi\s+que\s+)?|\s+(?:et|ainsi\s+que)\s+)" + _ARTICLE, re.IGNORECASE
)
_BUT = re.compile(
    r"\b(?:pour(?=\s+(?:l['’]|les?\s|la\s|s['’])?[^\W\d_]+(?:er|ir|re)\b)|"
    r"afin|en vue|permettant|permettre|visant|vis[ée]\S*|capables?|but|manière|façon|destin[ée]\S*|"
    r"aid(?:er|ant|e)|possibilité|capacité|invit\w+|qui|dont|où|laquelle|lequel)\b",
    re.IGNORECASE,
)
_VOUS = re.compile(r"(?:^|\s)vous\s+(?=[^\W\d_]+ez\b)", re.IGNORECASE)
_EZ = re.compile(r"(?:vous\s+)?(?:(?:y|en|les|la|le)\s+)?[^\W\d_]+ez\b", re.IGNORECASE)


@cache
def _verbes() -> dict[str, frozenset[str]]:
    text = resources.files("socle.donnees").joinpath("offre", "verbes.json").read_text(encoding="utf-8")
    raw: dict[str, list[str]] = json.loads(text)
    words = {name: frozenset(" ".join(lines).split()) for name, lines in raw.items() if name != "suites"}
    return words | {"suites": frozenset(raw["suites"])}


@lru_cache(maxsize=1 << 14)
def is_infinitif(mot: str) -> bool:
    """Whether a word is a verb in the infinitive.

    >>> [is_infinitif(mot) for mot in ("Concevoir", "Co-animer", "Formaliser", "Atelier", "Cadre")]
    [True, True, True, False, False]
    """
    key = cle(mot).split(" ")[-1]
    table = _verbes()
    if key.endswith("er"):
        return len(key) > 3 and key not in table["noms_en_er"]
    return key in table["infinitifs"] or (key[:2] in ("re", "co") and key[2:] in table["infinitifs"])


@lru_cache(maxsize=8_192)
def is_action(texte: str) -> bool:
    """Whether a text opens with the name of an action ("Animation d’ateliers", "La mise en place…")."""
    words = re.sub(r"^(?:le |la |l |les |une? )", "", cle(texte)).split(" ")
    word = words[0]
    return word in _verbes()["actions"] or (
        len(word) > 7 and word.endswith(("tion", "tions", "sion", "ment"))
    )


@lru_cache(maxsize=8_192)
def starts_with_verb(texte: str) -> bool:
    """Whether a text opens with an infinitive ("Assurer…", "S’inscrire…")."""
    word = _MOT.match(texte)
    return word is not None and is_infinitif(word["verbe"])


def is_acte(texte: str) -> bool:
    """Whether a text says something to do: an infinitive, the name of an action, "vous animez"."""
    return starts_with_verb(texte) or is_action(texte) or _EZ.match(texte) is not None


def _mask(texte: str) -> str:
    """The text with what stands between brackets blanked, unmatched brackets left alone."""
    if "(" not in texte and "[" not in texte:
        return texte
    stack: list[int] = []
    chars = list(texte)
    for index, char in enumerate(texte):
        if char in "([":
            stack.append(index)
        elif char in ")]" and stack:
            start = stack.pop()
            if not stack:
                chars[start : index + 1] = "x" * (index + 1 - start)
    return "".join(chars)


def _trim(texte: str, debut: int, fin: int) -> Etendue | None:
    if debut < fin and texte[debut].isalnum() and texte[fin - 1].isalnum():
        return (debut, fin)
    while debut < fin and (texte[debut].isspace() or texte[debut] in ",;:.•–—"):
        debut += 1
    while fin > debut and (texte[fin - 1].isspace() or texte[fin - 1] in ",;:"):
        fin -= 1
    if texte[debut:fin].endswith(".") and not re.search(r"(?:\betc|\.\.|…)\.?$", texte[debut:fin]):
        fin -= 1
    while fin > debut and texte[fin - 1].isspace():
        fin -= 1
    return (debut, fin) if any(char.isalnum() for char in texte[debut:fin]) else None


def _cut(texte: str, bounds: list[int], fin: int) -> list[Etendue]:
    return [
        piece for start, end in pairwise([*bounds, fin]) if (piece := _trim(texte, start, end)) is not None
    ]


def phrases(texte: str) -> list[Etendue]:
    """The sentences of a paragraph, as positions."""
    if not ("." in texte or "!" in texte or "?" in texte or "…" in texte):
        whole = _trim(texte, 0, len(texte))
        return [whole] if whole else []
    mask = _mask(texte)
    bounds = [0]
    for found in _FIN_DE_PHRASE.finditer(mask):
        before = mask[max(bounds[-1], found.start() - 12) : found.start()]
        if mask[found.start()] == "." and _ABREVIATION.search(before):
            continue
        bounds.append(found.end())
    return _cut(texte, bounds, len(texte))


def _heads(pieces: list[str]) -> bool:
    """Whether pieces are of one kind: all verbs, all names of actions, or all clauses with a subject."""
    bare = [
        re.sub(r"^(?:et|ainsi que|puis|enfin)\s+", "", _PREPOSITION.sub("", piece, count=1))
        for piece in pieces
    ]
    return (
        all(starts_with_verb(piece) for piece in bare)
        or all(is_action(piece) for piece in bare)
        or all(_SUJET.match(piece) for piece in pieces[1:])
    )


def _semicolons(texte: str, debut: int, fin: int, *, rubrique: Rubrique) -> list[Etendue]:
    if ";" not in texte:
        return [(debut, fin)]
    mask = _mask(texte[debut:fin])
    cuts = list(_POINT_VIRGULE.finditer(mask))
    if not cuts:
        return [(debut, fin)]
    colon = mask.find(": ")
    start = 0
    if 0 <= colon < cuts[0].start():
        if not _heads([mask[colon + 2 : cuts[0].start()].strip(), *_pieces(mask, cuts)]):
            return [(debut, fin)]  # "Outils : Moodle ; BBB": examples of one thing
        start = colon + 1
    bounds = [start, *(cut.end() for cut in cuts)]
    pieces = [mask[a:b].strip(" ;") for a, b in pairwise([*bounds, len(mask)])]
    pieces = [piece for piece in pieces if piece]
    listed = rubrique in (
        "connaissances",
        "competences_operationnelles",
        "competences_comportementales",
        "profil",
    )
    if not (listed or _heads(pieces)):
        return [(debut, fin)]
    return _cut(texte, [debut + bound for bound in bounds], fin)


def _pieces(mask: str, cuts: list[re.Match[str]]) -> list[str]:
    ends = [cut.start() for cut in cuts[1:]] + [len(mask)]
    return [piece for cut, end in zip(cuts, ends, strict=True) if (piece := mask[cut.end() : end].strip())]


def _first_verb(mask: str) -> tuple[int, bool] | None:
    """Where a list of infinitives starts, and whether an introducer with a preposition leads it."""
    word = _MOT.match(mask)
    if word is not None and is_infinitif(word["verbe"]):
        return 0, False
    for intro in _INTRODUCTEUR.finditer(mask):
        at = intro.end()
        if mask[at : at + 1] == ":":
            at += 2
        preposition = _PREPOSITION.match(mask, at)
        start = preposition.end() if preposition else at
        word = _MOT.match(mask, start)
        if word is not None and is_infinitif(word["verbe"]):
            return start, preposition is not None
    return None


def _is_bare(item: str) -> bool:
    """Whether a verb of a list has no object of its own ("concevoir" in "concevoir et animer des…")."""
    word = _MOT.match(item)
    rest = cle(item[word.end() :]) if word else cle(item)
    return not rest or rest in _verbes()["suites"]


def _infinitives(texte: str, debut: int, fin: int) -> list[Etendue]:
    mask = _mask(texte[debut:fin])
    first = _first_verb(mask)
    if first is None:
        return _second_person(texte, debut, fin, mask)
    start, introduced = first
    if sum(map(mask.count, _LIENS)) < (1 if introduced else 2):
        return [(debut, fin)]  # too few for the verbs that make a list, however they are read
    bounds, repeated, verb = [start], introduced, start
    for link in _LIAISON.finditer(mask, start):
        preposition = _PREPOSITION.match(mask, link.end())
        at = preposition.end() if preposition else link.end()
        word = _MOT.match(mask, at)
        if word is None or not is_infinitif(word["verbe"]):
            continue
        item = mask[bounds[-1] : link.start()]
        if _BUT.search(item) and not (introduced and preposition):
            break  # what follows may depend on the purpose just named
        bare, verb = _is_bare(mask[verb : link.start()]), at
        if bare:
            continue
        repeated = repeated and preposition is not None
        bounds.append(at)
    enough = 2 if introduced and repeated else 3
    if len(bounds) < enough:
        return [(debut, fin)]
    ends = [*bounds[1:], len(mask)]
    pieces = []
    for a, b in zip(bounds, ends, strict=True):
        tail = re.search(
            r"(?:\s*[,;])?\s*(?:\b(?:et|puis|enfin|ainsi\s+que)\s+)?(?:enfin\s+)?(?:de\s+|d['’]\s?|à\s+|aussi\s+)?$",
            mask[a:b],
        )
        end = b - len(tail[0]) if tail and b != len(mask) else b
        if (piece := _trim(texte, debut + a, debut + end)) is not None:
            pieces.append(piece)
    return pieces


def _actions(texte: str, debut: int, fin: int, mask: str) -> list[Etendue]:
    """« Chargé de la gestion…, du suivi… et de l’accueil… »."""
    for intro in _INTRODUCTEUR_NOM.finditer(mask):
        bounds = [intro.end()] if is_action(mask[intro.end() :]) else []
        ends: list[int] = []
        for link in _LIAISON_NOM.finditer(mask, intro.end()):
            if not bounds or not is_action(mask[link.end() :]):
                continue
            if len(mask[bounds[-1] : link.start()].split()) < 3:
                return [(debut, fin)]  # "de l’analyse et de l’optimisation de…": one object for both
            ends.append(link.start())
            bounds.append(link.end())
        if len(bounds) >= 3:
            found = (
                _trim(texte, debut + a, debut + b) for a, b in zip(bounds, [*ends, len(mask)], strict=True)
            )
            return [piece for piece in found if piece is not None]
    return [(debut, fin)]


def _second_person(texte: str, debut: int, fin: int, mask: str) -> list[Etendue]:
    """« Vous concevez…, animez… et assurez… »."""
    opening = _VOUS.search(mask)
    if opening is None or opening.start() > 60:
        return _actions(texte, debut, fin, mask)
    bounds = [opening.start()]
    ends: list[int] = []
    for link in _LIAISON.finditer(mask, opening.end()):
        item = mask[bounds[-1] : link.start()]
        if _EZ.match(mask, link.end()) and not _BUT.search(item) and len(item.split()) > 2:
            ends.append(link.start())
            bounds.append(link.end())
    if len(bounds) < 3:
        return [(debut, fin)]
    found = (_trim(texte, debut + a, debut + b) for a, b in zip(bounds, [*ends, len(mask)], strict=True))
    return [piece for piece in found if piece is not None]


_QUALITE = re.compile(r"\s*,\s*(?:et\s+)?|\s+et\s+(?=[^,]*$)")
_DEPENDANT = re.compile(
    r"^(?:de|d['’]|du|des|à|au|aux|en|pour|dans|avec|sur|ou|que|qui|le|la|les|l['’]|tout|y)\b", re.IGNORECASE
)


def _qualities(texte: str, debut: int, fin: int) -> list[Etendue]:
    """« Rigueur, organisation, sens des responsabilités »: short names of qualities in a row."""
    mask = _mask(texte[debut:fin])
    if "," not in mask or ":" in mask:
        return [(debut, fin)]
    bounds = [0, *(link.end() for link in _QUALITE.finditer(mask))]
    ends = [*(link.start() for link in _QUALITE.finditer(mask)), len(mask)]
    pieces = [mask[a:b].strip() for a, b in zip(bounds, ends, strict=True)]
    short = all(piece and len(piece.split()) <= 6 and not _DEPENDANT.match(piece) for piece in pieces)
    if not short or starts_with_verb(pieces[0]) or _SUJET.match(pieces[0]):
        return [(debut, fin)]
    found = (_trim(texte, debut + a, debut + b) for a, b in zip(bounds, ends, strict=True))
    return [piece for piece in found if piece is not None]


def diviser(texte: str, rubrique: Rubrique) -> tuple[Etendue, ...]:
    """The items of a paragraph, as positions in it.

    >>> texte = "Concevoir et animer des formations ; assurer le suivi des projets."
    >>> [texte[a:b] for a, b in diviser(texte, "activites")]
    ['Concevoir et animer des formations', 'assurer le suivi des projets']
    """
    if rubrique == "juridique":
        piece = _trim(texte, 0, len(texte))
        return (piece,) if piece else ()
    items: list[Etendue] = []
    for debut, fin in phrases(texte):
        for a, b in _semicolons(texte, debut, fin, rubrique=rubrique):
            if b - a > _LONGUE:
                items.append((a, b))
            elif rubrique in ("activites", "mission"):
                items += _infinitives(texte, a, b)
            elif rubrique == "competences_comportementales":
                items += _qualities(texte, a, b)
            else:
                items.append((a, b))
    return tuple(items)
