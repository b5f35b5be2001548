"""Figures as French words: shares, intervals, counts, and the lines that show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from socle.corpus.chiffres import Chiffre
from socle.rendu.plan import Tableau
from socle.typographie import francais

ESPACE = "\u00a0"
FINE = "\u202f"
_DECIMALES = 3


def nombre(valeur: float) -> str:
    """A whole number by groups of three.

    >>> nombre(1234567).replace("\\u202f", "_")
    '1_234_567'
    """
    return f"{round(valeur):,}".replace(",", FINE)


def pourcent(valeur: float) -> str:
    """A share; one decimal under 10 %, where a whole number would say too little.

    >>> [pourcent(part).replace("\\u00a0", " ") for part in (0.5, 0.034, 0.0, 1.0)]
    ['50 %', '3,4 %', '0 %', '100 %']
    """
    points = 100 * valeur
    texte = f"{points:.1f}" if 0 < points < 9.95 else f"{points:.0f}"
    return texte.replace(".", ",") + ESPACE + "%"


def decimal(valeur: float, chiffres: int = 2) -> str:
    """A number with a comma, and a true minus sign.

    >>> decimal(-0.256), decimal(-0.001)
    ('−0,26', '0,00')
    """
    # Adding zero to a rounded number takes the sign of a zero away.
    return f"{round(valeur, chiffres) + 0.0:.{chiffres}f}".replace(".", ",").replace("-", "−")


def p_lisible(valeur: float) -> str:
    """A p-value as papers write it.

    >>> p_lisible(0.00004).replace("\\u00a0", " ")
    '< 0,001'
    """
    return f"<{ESPACE}0,001" if valeur < 0.001 else decimal(valeur, 3)


def p_dite(valeur: float) -> str:
    """A p-value after its name, in a sentence.

    >>> [p_dite(p).replace("\u00a0", " ") for p in (0.00004, 0.034)]
    ['< 0,001', '= 0,034']
    """
    lisible = p_lisible(valeur)
    return lisible if lisible.startswith("<") else f"={ESPACE}{lisible}"


def bornes(chiffre: Chiffre) -> str:
    """The interval of a share, for a cell, with as many decimals as part its bounds.

    >>> bornes(Chiffre(valeur=0.5, effectif=5, total=10, bas=0.237, haut=0.763)).replace("\\u00a0", " ")
    '24 à 76 %'
    >>> bornes(Chiffre(valeur=0.5, effectif=5, total=10, bas=0.4989, haut=0.5012)).replace("\\u00a0", " ")
    '49,9 à 50,1 %'
    >>> bornes(Chiffre(valeur=0.7222, effectif=5, total=10, bas=0.7222, haut=0.7222)).replace("\\u00a0", " ")
    '72 à 72 %'
    """
    bas, haut = pourcent(chiffre.bas), pourcent(chiffre.haut)
    precision = 1
    while haut.lstrip("0,") == bas.lstrip("0,") and precision <= _DECIMALES:
        bas, haut = (decimal(100 * borne, precision) + f"{ESPACE}%" for borne in (chiffre.bas, chiffre.haut))
        precision += 1
    if haut == bas:
        # The same in every offer: decimals would only feign a precision.
        bas = haut = pourcent(chiffre.haut)
    return f"{bas.removesuffix(ESPACE + '%')} à {haut}"


def part_dite(chiffre: Chiffre) -> str:
    """A share and its interval, in a sentence."""
    return f"{pourcent(chiffre.valeur)} ({bornes(chiffre).replace(' à ', f'{ESPACE}à{ESPACE}')})"


def decalage_dit(chiffre: Chiffre) -> str:
    """A décalage and its interval, from 0 to 1."""
    precision = 2 if decimal(chiffre.bas) != decimal(chiffre.haut) else _DECIMALES
    bas, haut = decimal(chiffre.bas, precision), decimal(chiffre.haut, precision)
    return f"{decimal(chiffre.valeur, precision)} ({bas} à {haut})"


def corrigee(chiffre: Chiffre) -> str:
    """The corrected share and its interval, for a cell; a dash where no sample bears on it."""
    if chiffre.corrige is None:
        return "–"
    interieur = f"{pourcent(chiffre.corrige.bas)} à {pourcent(chiffre.corrige.haut)}"
    return f"{pourcent(chiffre.corrige.valeur)} ({interieur})"


def pluriel(quantite: float, mot: str, plusieurs: str = "") -> str:
    """A count and its noun.

    >>> pluriel(2, "offre").replace("\\u00a0", " ")
    '2 offres'
    """
    return f"{nombre(quantite)}{ESPACE}{mot if abs(quantite) < 2 else plusieurs or mot + 's'}"


def enumerer(noms: Iterable[str]) -> str:
    """Names joined as in a sentence.

    >>> enumerer(["un", "deux", "trois"])
    'un, deux et trois'
    """
    suite = list(noms)
    if len(suite) < 2:
        return "".join(suite)
    return f"{', '.join(suite[:-1])} et {suite[-1]}"


def tableau_de_parts(
    rangees: Iterable[tuple[Sequence[str], Chiffre]],
    *,
    entetes: Sequence[str],
    legende: str,
    mot: str = "Offres",
) -> Tableau:
    """A table of shares: names, count, share, interval, and the corrected share where there is one."""
    lignes = [(tuple(noms), chiffre) for noms, chiffre in rangees]
    corrige = any(chiffre.corrige for _, chiffre in lignes)
    return Tableau(
        legende=francais(legende),
        entetes=(*entetes, mot, "Part", "Intervalle à 95\u00a0%", *(("Part corrigée",) if corrige else ())),
        lignes=tuple(
            (
                *noms,
                nombre(chiffre.effectif),
                pourcent(chiffre.valeur),
                bornes(chiffre),
                *((corrigee(chiffre),) if corrige else ()),
            )
            for noms, chiffre in lignes
        ),
    )
