"""How far coders agree, on the cells that several of them coded."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Literal

from socle.referentiel.documents import Objet
from socle.synthese.etude import Etude
from socle.synthese.vocabulaire import VALEURS, Valeur

_ORDRE: dict[Valeur, int] = {"absent": 0, "partiel": 1, "present": 2}
_RANGS: dict[Valeur, int] = {valeur: rang for rang, valeur in enumerate(VALEURS)}

Codes = Mapping[str, Valeur]
"""What each coder wrote in one cell."""


class Accord(Objet):
    """Agreement between coders, on the ``cellules`` that at least two of them coded.

    ``brut`` is the share of pairs of codings that agree. ``alpha`` is Krippendorff's alpha on the four
    values taken as names, ``alpha_ordinal`` on absent < partial < present, « non traité » left out.
    ``kappa`` is Fleiss' kappa on the cells coded by every coder. A measure is ``None`` where the codings
    do not allow it (one value only, one coder). ``desaccords`` counts the cells where they differ.
    """

    codeurs: tuple[str, ...]
    cellules: int
    brut: float | None
    alpha: float | None
    alpha_ordinal: float | None
    kappa: float | None
    desaccords: int


def accord(etude: Etude, *, codeurs: Iterable[str] = ()) -> Accord:
    """The agreement of those coders (all of them by default), on their last codings."""
    retenus = tuple(codeurs) or etude.codeurs
    cases = [codes for codes in _cells(etude, retenus) if len(codes) > 1]
    paires = [un == autre for codes in cases for un, autre in combinations(list(codes.values()), 2)]
    return Accord(
        codeurs=retenus,
        cellules=len(cases),
        brut=sum(paires) / len(paires) if paires else None,
        alpha=krippendorff_alpha(_numbers(cases, retenus, _RANGS), niveau="nominal"),
        alpha_ordinal=krippendorff_alpha(_numbers(cases, retenus, _ORDRE), niveau="ordinal"),
        kappa=fleiss([Counter(codes.values()) for codes in cases if len(codes) == len(retenus)]),
        desaccords=sum(len(set(codes.values())) > 1 for codes in cases),
    )


def krippendorff_alpha(
    codes: Sequence[Sequence[float]], *, niveau: Literal["nominal", "ordinal"]
) -> float | None:
    """Krippendorff's alpha; one row a coder, one column a unit, ``nan`` where nothing was coded.

    ``None`` when fewer than two values are met in units coded twice: agreement by chance is then certain.
    """
    unites = [[valeur for valeur in unite if not math.isnan(valeur)] for unite in zip(*codes, strict=True)]
    appariables = [valeur for unite in unites if len(unite) > 1 for valeur in unite]
    if len(set(appariables)) < 2:
        return None
    import krippendorff

    return float(krippendorff.alpha(reliability_data=codes, level_of_measurement=niveau))


def fleiss(unites: Sequence[Mapping[Valeur, int]]) -> float | None:
    """Fleiss' kappa (1971); for each unit, how many coders chose each value, all coders each time."""
    valeurs = sorted({valeur for unite in unites for valeur in unite})
    if len(valeurs) < 2:
        return None
    from statsmodels.stats.inter_rater import fleiss_kappa

    return float(fleiss_kappa([[unite.get(valeur, 0) for valeur in valeurs] for unite in unites]))


def _cells(etude: Etude, codeurs: Collection[str]) -> Iterable[Codes]:
    cases: dict[tuple[str, str], dict[str, Valeur]] = defaultdict(dict)
    for codage in etude.codages:
        if codage.codeur in codeurs:
            cases[codage.source, codage.candidat][codage.codeur] = codage.valeur
    return cases.values()


def _numbers(
    cases: Sequence[Codes], codeurs: Sequence[str], echelle: Mapping[Valeur, int]
) -> list[list[float]]:
    return [
        [float(echelle.get(codes[codeur], math.nan)) if codeur in codes else math.nan for codes in cases]
        for codeur in codeurs
    ]
