"""Dates as French offers write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_NUMEROS = {nom: numero for numero, nom in enumerate(_MOIS, start=1)} | {
    "fevrier": 2,
    "aout": 8,
    "decembre": 12,
}
_EN_LETTRES = re.compile(
    rf"(?:(?<!\d)(?P<jour>\d{{1,2}})(?:er)?\s+|\b1er\s+)?\b(?P<mois>{'|'.join(_NUMEROS)})\s+(?P<an>20\d\d)\b",
    re.IGNORECASE,
)
_EN_CHIFFRES = re.compile(r"(?<!\d)(?P<jour>\d{1,2})[/.\-](?P<mois>\d{1,2})[/.\-](?P<an>20\d\d|\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(?P<an>20\d\d)-(?P<mois>\d\d)-(?P<jour>\d\d)(?!\d)")
_MOIS_CHIFFRES = re.compile(r"(?<![\d/])(?P<mois>\d{1,2})/(?P<an>20\d\d)(?!\d)")
_DES_QUE = re.compile(r"\b(?:dès que possible|immédiate(?:ment)?|au plus (?:tôt|vite)|asap)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateLue:
    """A date and where it stands; ``iso`` goes to the month when no day is given."""

    iso: str
    debut: int
    fin: int


def _iso(an: str, mois: int, jour: str | None) -> str | None:
    year = int(an) + (2000 if len(an) == 2 else 0)
    try:
        full = date(year, mois, int(jour) if jour else 1)
    except ValueError:
        return None
    return full.isoformat() if jour else full.isoformat()[:7]


def lire_date(texte: str) -> DateLue | None:
    """The first date of a text.

    >>> [lire_date(t).iso for t in ("1er septembre 2025", "01/09/25", "septembre 2025", "Dès que possible")]
    ['2025-09-01', '2025-09-01', '2025-09', 'dès que possible']
    """
    found: list[DateLue] = []
    for motif in (_ISO, _EN_LETTRES, _EN_CHIFFRES, _MOIS_CHIFFRES):
        for match in motif.finditer(texte):
            groups = match.groupdict()
            month = groups["mois"].casefold()
            number = _NUMEROS[month] if month in _NUMEROS else int(month)
            if iso := _iso(groups["an"], number, groups.get("jour")):
                found.append(DateLue(iso, match.start(), match.end()))
                break
    if found:
        return min(found, key=lambda one: (one.debut, -one.fin))
    if soon := _DES_QUE.search(texte):
        return DateLue("dès que possible", soon.start(), soon.end())
    return None
