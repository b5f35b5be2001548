"""What the offers are, one by one: nearest emplois-types, announced and nearest, portrait."""

from __future__ import annotations

import polars as pl

from socle.corpus.chiffres import EXEMPLES, Chiffre, Croisement, Dimension, Exemple, Part, Portrait
from socle.corpus.chiffres_emplois_types import chiffre
from socle.offre.analyse.portrait import LIBELLES

PROCHES_MAXIMUM = 15
CROISEMENTS_MAXIMUM = 20

#: The values of each dimension, in the order of the reader.
VALEURS: dict[Dimension, tuple[str, ...]] = {
    "numerique": ("avec", "mixte", "sans", "indetermine"),
    "niveaux": ("cours", "formation", "etablissement"),
    "posture": ("pedagogique", "conseil", "technique", "mixte", "indetermine"),
    "categories": (
        "conception",
        "gestion-de-projet",
        "formation",
        "accompagnement",
        "recherche",
        "veille",
        "evaluation",
    ),
}

TITRES_DIMENSIONS: dict[Dimension, str] = {
    "numerique": "Numérique",
    "niveaux": "Niveau d’action",
    "posture": "Posture",
    "categories": "Catégories d’activités",
}

_AUTRES_LIBELLES = {
    ("numerique", "mixte"): "avec et sans numérique",
    ("posture", "mixte"): "plusieurs postures",
    ("numerique", "indetermine"): "rien ne permet de le dire",
    ("posture", "indetermine"): "rien ne permet de le dire",
}


def libelle_de(dimension: Dimension, valeur: str) -> str:
    """The name of a value of the portrait.

    >>> libelle_de("posture", "mixte")
    'plusieurs postures'
    """
    return _AUTRES_LIBELLES.get((dimension, valeur)) or LIBELLES.get(valeur, valeur)


def portraits(offres: pl.DataFrame) -> tuple[Portrait, ...]:
    """The shares of each dimension; an offer that has two levels counts in both."""
    return tuple(
        Portrait(
            dimension=dimension,
            parts=tuple(
                Part(
                    valeur=valeur,
                    libelle=libelle_de(dimension, valeur),
                    chiffre=_part(offres, tient(dimension, valeur)),
                )
                for valeur in valeurs
            ),
        )
        for dimension, valeurs in VALEURS.items()
    )


def tient(dimension: Dimension, valeur: str) -> pl.Expr:
    """Whether an offer has a value of a dimension."""
    if dimension in ("niveaux", "categories"):
        return pl.col(dimension).list.contains(valeur)
    return pl.col(dimension).cast(pl.String) == valeur


def proches(offres: pl.DataFrame) -> tuple[Part, ...]:
    """The emplois-types that the offers are nearest to, the most frequent first, then the others."""
    rangees = _compter(offres, "code_proche", "intitule_proche")
    gardees = rangees.head(PROCHES_MAXIMUM)
    parts = [
        Part(
            valeur=rangee["code_proche"],
            libelle=rangee["intitule_proche"],
            chiffre=_part(offres, pl.col("code_proche").cast(pl.String) == rangee["code_proche"]),
        )
        for rangee in gardees.iter_rows(named=True)
    ]
    reste = sum(rangees["len"].to_list()[PROCHES_MAXIMUM:])
    if reste:
        nom = f"{rangees.height - gardees.height} autres emplois-types"
        parts.append(Part(valeur="", libelle=nom, chiffre=chiffre(reste, offres.height)))
    return tuple(parts)


def croisements(offres: pl.DataFrame) -> tuple[Croisement, ...]:
    """Offers that announce an emploi-type, by the one that they are nearest to, the most frequent first."""
    annoncees = offres.filter(pl.col("code_annonce").cast(pl.String) != "", pl.col("code_proche") != "")
    totaux = dict(annoncees.group_by(pl.col("code_annonce").cast(pl.String)).len().iter_rows())
    rangees = _compter(annoncees, "code_annonce", "code_proche", "intitule_proche")
    return tuple(
        Croisement(
            annonce=rangee["code_annonce"],
            proche=rangee["code_proche"],
            intitule_proche=rangee["intitule_proche"],
            chiffre=chiffre(
                rangee["len"],
                totaux[rangee["code_annonce"]],
                _exemples(
                    annoncees,
                    (pl.col("code_annonce").cast(pl.String) == rangee["code_annonce"])
                    & (pl.col("code_proche").cast(pl.String) == rangee["code_proche"]),
                ),
            ),
        )
        for rangee in rangees.head(CROISEMENTS_MAXIMUM).iter_rows(named=True)
    )


def accord(offres: pl.DataFrame) -> tuple[int, int]:
    """Of the offers that announce an emploi-type, how many are nearest to it; and how many they are."""
    annoncees = offres.filter(pl.col("code_annonce").cast(pl.String) != "")
    memes = annoncees.filter(pl.col("code_annonce").cast(pl.String) == pl.col("code_proche").cast(pl.String))
    return memes.height, annoncees.height


def _compter(offres: pl.DataFrame, *colonnes: str) -> pl.DataFrame:
    textes = [pl.col(nom).cast(pl.String) for nom in colonnes]
    comptes = offres.select(textes).filter(pl.col(colonnes[-2]) != "").group_by(colonnes).len()
    return comptes.sort(["len", *colonnes], descending=[True, *[False] * len(colonnes)])


def _part(offres: pl.DataFrame, condition: pl.Expr) -> Chiffre:
    effectif = int(offres.select(condition.fill_null(False).sum()).item())
    return chiffre(effectif, offres.height, _exemples(offres, condition))


def _exemples(offres: pl.DataFrame, condition: pl.Expr) -> list[Exemple]:
    """The first offers that meet a condition; rank -1 stands for the offer as a whole."""
    trouvees = offres.lazy().filter(condition).select("id").head(EXEMPLES).collect()
    return [Exemple(offre=ident, rang=-1) for ident in trouvees["id"]]
