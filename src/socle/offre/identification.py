"""What identifies the post, found with the words that say it; nothing is guessed.

A value is ``ecrit`` when it stands beside its label or in a form that means nothing else, ``mention``
when it is named in a sentence, ``deduit`` when it follows from an emploi-type code (whose letters
carry the BAP and the corps, by RéFérens III) or from a corps (whose catégorie is set by its statute).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from socle.offre.dates import lire_date
from socle.offre.documents import Identification, Indication, LigneOffre
from socle.offre.etiquettes import TexteLu, Trouve

# What must not stand before comes after the first letter, so that the search leaps from letter to letter.
CODE_EMPLOI_TYPE = re.compile(r"([A-GJ](?<![A-Za-z0-9].)[1-5][A-Z](?:\d|P)\d)(?![A-Za-z0-9])")

CORPS_PAR_CHIFFRE = {"1": "IR", "2": "IE", "3": "AI", "4": "TECH", "5": "ATRF"}
CATEGORIE_PAR_CORPS = {"IR": "A", "IE": "A", "AI": "A", "TECH": "B", "ATRF": "C"}

_E = r"(?:[·•.\-]?e|\(e\)|/e|/ère|·ère)?(?:[·•.\-]?s|\(s\))?"
_INGENIEUR = rf"ing[ée]nieure?{_E}(?:\s+ou\s+(?:une?\s+)?ing[ée]nieure?)?(?:/ing[ée]nieure?)?"
# The full names, in the singular or not: where they stand tells what they are worth.
_CORPS_NOMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (corps, re.compile(motif, re.IGNORECASE))
    for corps, motif in (
        ("IR", rf"\b{_INGENIEUR}\s+de\s+recherches?\b"),
        ("IE", rf"\b{_INGENIEUR}\s+d['’]\s?[ée]tudes?\b"),
        ("AI", rf"\bassistante?{_E}[\s-]+ing[ée]nieure?{_E}"),
        (
            "TECH",
            rf"\btechnicien(?:ne)?{_E}(?:/ne|\(ne\))?\s+(?:de\s+recherche\s+et\s+de\s+formation|de\s+la\s+recherche)\b",
        ),
        (
            "ATRF",
            rf"\badjointe?{_E}\s+techniques?\s+(?:de\s+recherche\s+et\s+de\s+formation|de\s+la\s+recherche)\b",
        ),
    )
)
_CORPS_SIGLES = {
    "IGR": "IR", "IR": "IR", "IGE": "IE", "IE": "IE", "ASI": "AI", "AI": "AI",
    "TCH": "TECH", "TECH": "TECH", "TRF": "TECH", "T": "TECH", "ATRF": "ATRF", "ATR": "ATRF", "ADT": "ATRF",
}  # fmt: skip
_SIGLE_SUR = re.compile(r"([IA](?<![\w-].)(?:(?<=I)G[RE]|(?<=A)(?:SI|TRF)))(?![\w-])")
_SIGLE_LIBELLE = re.compile(r"(?<![\w-])(IGR|IGE|ASI|ATRF|ATR|ADT|TRF|TCH|TECH|IR|IE|AI|T)(?![\w-])")
# Words before the name of a corps that make it another person's: colleagues, a superior, the team.
_AUTRUI_AVANT = re.compile(
    r"(?:\b(?:les|des|aux|ces|nos|leurs|plusieurs|deux|trois|\d+|autres?|par|du|au)\s+(?:\w+\s+)?(?:une?\s+)?"
    r"|\b(?:avec|appui|sous|responsabilité|responsable|autorité|direction|côté|lien|encadre\w*|compos\w+)\s+"
    r"(?:de\s+|d['’]|à\s+)?(?:l['’]|la\s+|le\s+|une?\s+)?|d['’]une?\s+)$",
    re.I,
)

_BAP_LETTRE = re.compile(r"^\W*(?:bap\s*)?[«\"“]?\s*([A-GJ])(?![\w’'])", re.I)
_BAP_TEXTE = re.compile(
    r"\b(?:BAP|[Bb]ranche d['’]activités? professionnelles?)\s*[«\"“:]?\s*([A-GJ])(?![\w’'])"
)
_CATEGORIE_TEXTE = re.compile(r"\b(?:cat[ée]gorie|cat\.)\s*[«\"“:]?\s*([ABC])\+?(?![\w’'])", re.I)
_CATEGORIE_LETTRE = re.compile(r"(?<![\w])([ABC])\+?(?![\w’'])")
_POUR_CENT = re.compile(r"(?<!\d)(\d{2,3})\s*%")
_TEMPS = (
    (
        "100",
        re.compile(
            r"(?<!équivalent )(?<!équivalents )(?<!équivalent-)(?<!\d )\b(?:à\s)?temps\s+(?:plein|complet)\b",
            re.I,
        ),
    ),
    ("50", re.compile(r"\b[àa]\s+mi[\s-]temps\b", re.I)),
)
_QUOTITE_TEXTE = re.compile(
    r"\b(?:quotité|temps (?:partiel|incomplet))\b[^.\n%]{0,40}?(?<!\d)(\d{2,3})\s*%", re.I
)
_CONTRATS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("projet", re.compile(r"\bcontrats?\s+de\s+projet\b|\bCDD\s+de\s+projet\b", re.I)),
    ("cdi", re.compile(r"\bCDI\b|\bcontrat\s+à\s+durée\s+indéterminée\b", re.I)),
    ("cdd", re.compile(r"\bCDD\b|\bcontrat\s+à\s+durée\s+déterminée\b", re.I)),
    (
        "titulaire",
        re.compile(
            r"\b(?:titulaires?(?!\s+(?:d['’]|du|de\s+la))|fonctionnaires?)\b(?!\s+ou\s+équivalent)", re.I
        ),
    ),
    (
        "contractuel",
        re.compile(r"\b(?:contractuel(?:le)?s?|non[\s-]titulaires?|agents?\s+contractuel\w*)\b", re.I),
    ),
)
# In a sentence, "les CDD" or "des agents en CDD" are people of the service: only the forms that speak
# of this recruitment count.
_RECRUTE = (
    r"\b(?:recrut\w+|poste|emploi|contrat|offre)\s(?:est\s|proposé\w*\s|à\spourvoir\s)*"
    r"(?:en|sur|de\stype|:)\s(?:un\s)?"
)
_CONTRATS_TEXTE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("projet", re.compile(r"\b(?:contrat|CDD)\s+de\s+projet\b", re.I)),
    ("cdi", re.compile(_RECRUTE + r"(?:CDI\b|contrat\s+à\s+durée\s+indéterminée\b)", re.I)),
    ("cdd", re.compile(_RECRUTE + r"(?:CDD\b|contrat\s+à\s+durée\s+déterminée\b)", re.I)),
    ("cdd", re.compile(r"\bCDD\s(?:de\s|d['’])\s?(?=\d|un|une|deux|trois|quatre|six|neuf|douze)", re.I)),
)
_MOTS_NOMBRE = {
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "neuf": 9,
    "dix": 10,
    "douze": 12,
}
_DUREE = re.compile(
    r"(?<!\d)(\d{1,2}|un|une|deux|trois|quatre|cinq|six|neuf|dix|douze)\s*(?:\(\d+\)\s*)?(mois|ans?|années?)\b",
    re.I,
)
_DUREE_TEXTE = re.compile(
    r"\b(?:CDD|contrat(?:\s+(?:de\s+projet|à\s+durée\s+déterminée))?|durée)\b[^.\n]{0,30}?(?:de|d['’]|:|\()\s*"
    r"((?:\d{1,2}|un|une|deux|trois|quatre|cinq|six|neuf|dix|douze)\s*(?:\(\d+\)\s*)?(?:mois|ans?|années?))\b",
    re.I,
)
_MONTANT = re.compile(
    r"(?:entre|de|à partir de|environ)?\s*\d[\d \u202f.,]{2,9}\s?(?:€|euros?|k€)[^\n.;]{0,80}"
    r"|\d{2,3}\s?(?:[-–à]\s?\d{2,3}\s?)?k€[^\n.;]{0,60}",
    re.I,
)
_GRILLE = re.compile(
    r"\b(?:selon|sur|en référence à|suivant)\s+"
    r"(?:(?:la|les|l['’])\s*)?(?:grilles?|barèmes?|expérience|profil)"
    r"[^\n.;]{0,80}",
    re.I,
)
_PRISE_TEXTE = re.compile(
    r"\b(?:prise\s+de\s+(?:poste|fonctions?)|à\s+pourvoir|poste\s+vacant|recrutement|début\s+du\s+contrat)\b[^.\n]{0,40}?"
    r"\b(?P<valeur>(?:dès\s+que\s+possible|immédiatement|(?:au|le|du|en|à\s+compter\s+du|à\s+partir\s+du|dès)\s+[^.\n]{4,40}))",
    re.I,
)
_LIMITE_TEXTE = re.compile(
    r"\b(?:jusqu['’]au|avant\s+le|au\s+plus\s+tard\s+le|date\s+limite[^.\n]{0,60}?(?:le|au|:))\s*(?P<valeur>[^.\n]{4,40})",
    re.I,
)
_VILLE_CAPITALES = re.compile(r",\s*(?P<valeur>[A-ZÀ-Ý][A-ZÀ-Ý' -]{2,40}(?:\s\d{2})?)$")


_CORPS_EXIGES = {
    "IR": ("ingenieur", "recherche"),
    "IE": ("ingenieur", "etude"),
    "AI": ("assistant", "ingenieur"),
    "TECH": ("technicien", "recherche"),
    "ATRF": ("adjoint", "technique"),
}
_CONTRATS_EXIGES = {"projet": "projet", "cdi": "cdi|indeterminee", "cdd": "cdd|determinee"}
_TETES_DE_CONTRAT = ("contrat", "cdd", "recrut", "poste", "emploi", "offre")
_DATES_EXIGES = {
    "prise_de_poste": "prise|pourvoir|vacant|recrutement|debut",
    "date_limite": "jusqu|avant|tard|limite",
}


@lru_cache(maxsize=1024)
def _corps_ecrits(valeur: str) -> tuple[tuple[str, int, int], ...]:
    """The corps written beside a label, with their places; most offers write one of a few values."""
    noms = [
        (corps, match.start(), match.end())
        for corps, motif in _CORPS_NOMS
        for match in motif.finditer(valeur)
    ]
    sigles = [
        (_CORPS_SIGLES[match[1]], match.start(), match.end())
        for match in _SIGLE_LIBELLE.finditer(valeur)
        if match[1] != "T" or valeur.strip() == "T"
    ]
    return (*noms, *sigles)


def _corps(lu: TexteLu, titre: tuple[int, int] | None, codes: Sequence[Indication]) -> tuple[Indication, ...]:
    found = Trouve(lu.texte)
    for value, at in (*lu.labelled("corps"), *lu.labelled("categorie")):
        for corps, start, end in _corps_ecrits(value):
            found.add(corps, at + start, at + end)
    for corps, motif in _CORPS_NOMS:
        tete, suite = _CORPS_EXIGES[corps]
        for match in lu.nommes(motif, (tete,), suite):
            in_title = titre is not None and titre[0] <= match.start() < titre[1]
            if in_title:
                found.add(corps, match.start(), match.end())
            elif not _is_autrui(lu.texte, match):
                found.add(corps, match.start(), match.end(), "mention")
    for match in _SIGLE_SUR.finditer(lu.texte) if lu.a_un_sigle else ():
        in_title = titre is not None and titre[0] <= match.start() < titre[1]
        found.add(_CORPS_SIGLES[match[1]], match.start(), match.end(), "ecrit" if in_title else "mention")
    for code in codes:
        found.add(CORPS_PAR_CHIFFRE[code.valeur[1]], code.debut, code.fin, "deduit")
    return found.result()


def _is_autrui(texte: str, match: re.Match[str]) -> bool:
    """Whether a corps is named for other people than the one recruited."""
    head = match[0].split()[0]
    return (
        head.rstrip("·.-()").endswith("s")
        or _AUTRUI_AVANT.search(texte[max(0, match.start() - 40) : match.start()]) is not None
    )


def _bap(lu: TexteLu, codes: Sequence[Indication]) -> tuple[Indication, ...]:
    found = Trouve(lu.texte)
    for value, at in lu.labelled("bap"):
        if match := _BAP_LETTRE.match(value):
            found.add(match[1].upper(), at + match.start(1), at + match.end(1))
    for match in lu.free(_BAP_TEXTE, "bap|branche"):
        found.add(match[1], match.start(), match.end())
    for code in codes:
        found.add(code.valeur[0], code.debut, code.fin, "deduit")
    return found.result()


def _categorie(lu: TexteLu, corps: Sequence[Indication]) -> tuple[Indication, ...]:
    found = Trouve(lu.texte)
    for value, at in lu.labelled("categorie"):
        if match := _CATEGORIE_LETTRE.search(value[:40]):
            found.add(match[1].upper(), at + match.start(1), at + match.end(1))
    for match in lu.free(_CATEGORIE_TEXTE, "categorie|cat."):
        found.add(match[1].upper(), match.start(), match.end())
    for one in corps:
        if one.origine == "ecrit":
            found.add(CATEGORIE_PAR_CORPS[one.valeur], one.debut, one.fin, "deduit")
    return found.result()


def _emploi_type(lu: TexteLu) -> tuple[tuple[Indication, ...], tuple[Indication, ...]]:
    codes, titles = Trouve(lu.texte), Trouve(lu.texte)
    for match in CODE_EMPLOI_TYPE.finditer(lu.texte) if lu.a_un_code else ():
        codes.add(match[1], match.start(1), match.end(1))
    for value, at in lu.labelled("emploi_type"):
        code = CODE_EMPLOI_TYPE.search(value)
        rest = CODE_EMPLOI_TYPE.sub(lambda found: " " * len(found[0]), value)
        if (title := re.search(r"[^\W\d_][^\n|;]{5,150}", rest)) and (
            code is None or title[0].strip(" -–()")
        ):
            text = title[0].rstrip(" -–(:[")
            if len(text) > 5:
                titles.add(text, at + title.start(), at + title.start() + len(text))
    return codes.result(), titles.result()


def _quotite(lu: TexteLu) -> tuple[Indication, ...]:
    found = Trouve(lu.texte)
    for value, at in lu.labelled("quotite"):
        for match in _POUR_CENT.finditer(value):
            if 10 <= int(match[1]) <= 100:
                found.add(str(int(match[1])), at + match.start(), at + match.end())
    for match in lu.free(_QUOTITE_TEXTE, "quotite|temps", "%"):
        if 10 <= int(match[1]) <= 100:
            found.add(str(int(match[1])), match.start(), match.end())
    for valeur, motif in _TEMPS:
        for match in lu.free(motif, "temps", "plein|complet|mi"):
            found.add(valeur, match.start() + len(match[0]) - len(match[0].lstrip()), match.end())
    return found.result()


def _months(texte: str) -> str | None:
    match = _DUREE.search(texte)
    if match is None:
        return None
    number = int(match[1]) if match[1].isdigit() else _MOTS_NOMBRE[match[1].lower()]
    return str(number if match[2].lower() == "mois" else 12 * number)


def _contrat(lu: TexteLu) -> tuple[Indication, ...]:
    found = Trouve(lu.texte)
    for value, at in lu.labelled("contrat"):
        for kind, motif in _CONTRATS:
            if match := motif.search(value):
                found.add(kind, at + match.start(), at + match.end())
    for kind, motif in _CONTRATS_TEXTE:
        for match in lu.nommes(motif, _TETES_DE_CONTRAT, _CONTRATS_EXIGES[kind]):
            found.add(kind, match.start(), match.end(), "mention")
    return found.result()


def _duree(lu: TexteLu) -> tuple[Indication, ...]:
    found = Trouve(lu.texte)
    for value, at in lu.labelled("duree"):
        if (months := _months(value)) and (match := _DUREE.search(value)):
            found.add(months, at + match.start(), at + match.end())
    for match in lu.free(_DUREE_TEXTE, "cdd|contrat|duree", "mois|an"):
        if months := _months(match[1]):
            found.add(months, match.start(1), match.end(1), "mention")
    return found.result()


def _lieu(lu: TexteLu, lignes: Iterable[LigneOffre]) -> tuple[Indication, ...]:
    found = Trouve(lu.texte)
    for value, at in lu.labelled("lieu"):
        if any(char.isalpha() for char in value):
            found.add(value.strip().rstrip(".;,"), at, at + len(value.rstrip()))
    for ligne in lignes:
        if ligne.rubrique == "affectation" and (match := _VILLE_CAPITALES.search(ligne.texte)):
            at = ligne.debut + match.start("valeur")
            found.add(match["valeur"].strip(), at, ligne.debut + match.end("valeur"))
    return found.result()


def _dates(lu: TexteLu, champ: str, free: re.Pattern[str]) -> tuple[Indication, ...]:
    found = Trouve(lu.texte)
    for value, at in lu.labelled(champ):
        if (read := lire_date(value)) is not None:
            found.add(read.iso, at + read.debut, at + read.fin)
    for match in lu.free(free, _DATES_EXIGES[champ]):
        if (read := lire_date(match["valeur"])) is not None:
            at = match.start("valeur")
            found.add(read.iso, at + read.debut, at + read.fin, "mention")
    return found.result()


def _remuneration(lu: TexteLu) -> tuple[Indication, ...]:
    found = Trouve(lu.texte)
    for value, at in lu.labelled("remuneration"):
        found.add(value.strip().rstrip(".;,"), at, at + len(value.rstrip()))
    if not found.found:
        for motif, exige in ((_MONTANT, "€|euro"), (_GRILLE, "grille|bareme|experience|profil")):
            for match in lu.free(motif, exige):
                text = match[0].strip()
                if motif is _GRILLE or re.search(r"brut|net|mois|mensuel|annuel|/an|par an", text, re.I):
                    found.add(text, match.start() + match[0].find(text), match.end(), "mention")
    return found.result()


class IdentificationDuPoste(NamedTuple):
    """The few facts that place an offer among others."""

    emploi_type: tuple[Indication, ...]
    emploi_type_intitule: tuple[Indication, ...]
    corps: tuple[Indication, ...]
    contrat: tuple[Indication, ...]


def identifier_poste(
    texte: str, *, titre: str | None = None, pliees: Sequence[str] = ()
) -> IdentificationDuPoste:
    """What :func:`identifier` says of the emploi-type, the corps and the contract; the rest is not sought."""
    lu = TexteLu(texte, pliees)
    codes, titles = _emploi_type(lu)
    return IdentificationDuPoste(codes, titles, _corps(lu, _place(texte, titre), codes), _contrat(lu))


def _place(texte: str, titre: str | None) -> tuple[int, int] | None:
    at = texte.find(titre) if titre else -1
    return (at, at + len(titre)) if titre and at >= 0 else None


def identifier(
    texte: str, lignes: Sequence[LigneOffre], *, titre: str | None = None, pliees: Sequence[str] = ()
) -> Identification:
    """What identifies the post described by a text.

    :param titre: the document's title, where a corps that is named is that of the post.
    :param pliees: the printed lines of the text, folded, where that was done already.

    >>> found = identifier("Corps : IGE\\nBAP : F\\nQuotité : 80 %", ())
    >>> [found.corps[0].valeur, found.bap[0].valeur, found.quotite[0].valeur, found.categorie[0].origine]
    ['IE', 'F', '80', 'deduit']
    """
    lu = TexteLu(texte, pliees)
    codes, titles = _emploi_type(lu)
    corps = _corps(lu, _place(texte, titre), codes)
    return Identification(
        emploi_type=codes,
        emploi_type_intitule=titles,
        corps=corps,
        categorie=_categorie(lu, corps),
        bap=_bap(lu, codes),
        quotite=_quotite(lu),
        contrat=_contrat(lu),
        duree=_duree(lu),
        lieu=_lieu(lu, lignes),
        prise_de_poste=_dates(lu, "prise_de_poste", _PRISE_TEXTE),
        date_limite=_dates(lu, "date_limite", _LIMITE_TEXTE),
        remuneration=_remuneration(lu),
    )
