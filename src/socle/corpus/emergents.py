"""Emerging work: lines outside the référentiel that say the same thing, gathered.

The distinct lines are joined where the engine's lexical likeness of two of them is high, and the graph is
covered by stars (Aslam, Pelekhov and Rus, 2004): the line with the most like it, weighted by the offers
that hold them, takes its neighbours, then the next one left. A star has no chain: each line is like the
centre, which is its most typical line and gives it its name. The same lines give the same groups, in
whatever order they come. Stability is the mean Jaccard index over resampled offers (Hennig, 2007).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from socle.alignement import Index
from socle.corpus.chiffres import EXEMPLES, Emergent, Emergents, Exemple
from socle.corpus.chiffres_emplois_types import exemples_de
from socle.corpus.chiffres_lecture import Lot, Resultats, tasser
from socle.corpus.emergents_decisions import DecisionEmergente, Decisions
from socle.referentiel.texte import racines

RESSEMBLANCE = 0.5
"""Likeness (0 to 1) from which two lines are joined."""

VOISINES = 40
"""Neighbours followed from each line, at most."""

LIGNES_MAXIMUM = 30_000
"""Distinct lines gathered at once, those of the most offers first."""

DISTINCTES_MAXIMUM = 300_000
"""Distinct lines counted before those of a single offer are let go (Manku and Motwani, 2002)."""

EN_ATTENTE = 100_000
"""Lines of the last lots kept aside before they are added to the others: adding takes as long for a few."""

GROUPES_MAXIMUM = 60
OFFRES_MINIMALES = 2
STABILITE_OFFRES = 4
"""Offers that a group needs for its stability to mean something: a group of two lines never moves."""

OFFRES_COMPTEES = 100_000
"""Offers whose lines are counted by group at once."""

REECHANTILLONS = 100
OFFRES_REECHANTILLONNEES = 50_000
"""Offers that resampling draws from, evenly spread where there are more: they say as much of a group."""
FORMES = 12

Entiers = npt.NDArray[np.int64]
Longs = npt.NDArray[np.uint64]
Nombres = npt.NDArray[np.integer]
Reels = npt.NDArray[np.float64]


def cle_de(texte: str) -> str:
    """What makes two lines the same: their stems, in order.

    >>> cle_de("Animer des communautés apprenantes") == cle_de("animer une communauté apprenante.")
    True
    """
    return " ".join(racines(texte))


class Graphe(NamedTuple):
    """Lines joined to those like them: neighbours of ``i``: ``bornes[i]`` to ``bornes[i + 1]``."""

    bornes: Entiers
    voisines: Entiers


class Lignes(NamedTuple):
    """Distinct lines, and where they stand: ``membres`` pairs each, by ``numero``, with an offer's place."""

    cles: list[str]
    textes: list[str]
    membres: pl.DataFrame


_FORMES = {"marque": pl.UInt64, "texte": pl.String, "offres": pl.UInt32}
_MEMBRES = {"marque": pl.UInt64, "place": pl.UInt32, "rang": pl.Int32, "rubrique": pl.Categorical}


class ComptesEmergents:
    """The distinct lines outside the référentiel, added up lot after lot.

    Of each line met, only a mark of its folded text and its place are kept; of each distinct one, its text.
    """

    def __init__(self) -> None:
        self._formes = pl.DataFrame(schema=_FORMES)
        self._attente: list[pl.DataFrame] = []
        self._membres: list[pl.DataFrame] = []
        self.lignes = 0
        self.abandonnees = 0

    def ajouter(self, lot: Lot) -> None:
        """Count one lot. Diplomas and experience (the profil) are not work: they are left out."""
        dehors = lot.lignes.filter(
            pl.col("decision") == "hors-referentiel", ~pl.col("rubrique").is_in(["profil", "contexte"])
        ).select("texte", "place", "rang", pl.col("rubrique").cast(pl.Categorical))
        self.lignes += dehors.height
        marques = dehors.select(pl.col("texte").unique()).with_columns(marque=_pliee().hash())
        lues = dehors.join(marques, on="texte", maintain_order="left")
        comptes = lues.group_by("marque").agg(
            texte=_plus_sobre(), offres=pl.col("place").n_unique().cast(pl.UInt32)
        )
        self._attente.append(comptes)
        self._membres.append(lues.select(*_MEMBRES))
        if sum(table.height for table in self._attente) > EN_ATTENTE:
            self._reunir()

    def _reunir(self) -> None:
        """Add up the lines of the last lots and those known before, and let go those of too few offers."""
        ensemble = pl.concat([self._formes, *self._attente]).group_by("marque")
        self._formes = ensemble.agg(_plus_sobre(), pl.col("offres").sum())
        self._attente = []
        seuil = 1
        while self._formes.height > DISTINCTES_MAXIMUM:
            gardees = self._formes.filter(pl.col("offres") > seuil)
            self.abandonnees += self._formes.height - gardees.height
            self._formes = gardees
            seuil += 1
        self._formes = tasser(self._formes)
        if seuil > 1:
            marques = self._formes.select("marque")
            self._membres = [table.join(marques, on="marque", how="semi") for table in self._membres]

    def lignes_a_grouper(self) -> Lignes:
        """The lines of the most offers, those of the same stems as one; between equals, by their keys.

        Asked for once: where the lines stand is not kept.
        """
        self._reunir()
        lues = self._formes.sort(["offres", "texte"], descending=[True, False]).head(LIGNES_MAXIMUM)
        cles = pl.Series("cle", [cle_de(texte) for texte in lues["texte"]], dtype=pl.String)
        pleines = lues.with_columns(cles).filter(pl.col("cle").str.contains(" "))
        formes = pleines.group_by("cle").agg(_plus_sobre(), pl.col("offres").sum())
        formes = formes.sort(["offres", "cle"], descending=[True, False]).with_row_index("numero")
        numeros = pleines.select("marque", "cle").join(formes.select("cle", "numero"), on="cle")
        # Each table is cut to the lines kept, then let go, before all are put together: a million offers hold
        # millions of lines.
        numeros = numeros.select("marque", "numero")
        utiles = [pl.DataFrame(schema=_MEMBRES).join(numeros, on="marque").drop("marque")]
        while self._membres:
            utiles.append(self._membres.pop().join(numeros, on="marque").drop("marque"))
        membres = pl.concat(utiles)
        utiles.clear()
        return Lignes(
            formes["cle"].to_list(), formes["texte"].to_list(), membres.sort("numero", "place", "rang")
        )

    @property
    def distinctes(self) -> int:
        """How many distinct lines were met, once they are gathered."""
        return self._formes.height + self.abandonnees


def _pliee() -> pl.Expr:
    """The text of a line without case, accent or punctuation, computed by the table itself: it is fast."""
    plate = pl.col("texte").str.to_lowercase().str.normalize("NFD").str.replace_all(r"\p{M}", "")
    return plate.str.replace_all(r"[^a-z0-9+#]+", " ").str.strip_chars()


def _plus_sobre() -> pl.Expr:
    """Of several spellings of a line, the one with the fewest capitals, then the first in the alphabet."""
    capitales = pl.col("texte").str.slice(1).str.count_matches(r"\p{Lu}")
    return pl.col("texte").sort_by(capitales, pl.col("texte")).first()


def relier(textes: Sequence[str]) -> Graphe:
    """The lines that are like each, both ways."""
    numeros, scores = Index([str(i) for i in range(len(textes))], textes).search_arrays(textes, k=VOISINES)
    depuis = np.repeat(np.arange(len(textes)), numeros.shape[1])
    vers, proches = numeros.ravel(), scores.ravel() >= RESSEMBLANCE
    utiles = proches & (vers >= 0) & (vers != depuis)
    paires = np.column_stack([depuis[utiles], vers[utiles]]).astype(np.int64)
    paires = np.unique(np.concatenate([paires, paires[:, ::-1]]), axis=0)
    bornes = np.searchsorted(paires[:, 0], np.arange(len(textes) + 1)).astype(np.int64)
    return Graphe(bornes, paires[:, 1])


def couvrir_d_etoiles(graphe: Graphe, poids: Reels) -> Entiers:
    """The centre of each line's star; a line of no weight has none (-1).

    Stars are taken from the heaviest neighbourhood to the lightest, between equals in the order of lines.
    """
    from socle.corpus import noyau  # what compiles it is slow to load

    voisinage = np.concatenate([[0.0], np.cumsum(poids[graphe.voisines])])
    degres = poids + voisinage[graphe.bornes[1:]] - voisinage[graphe.bornes[:-1]]
    centres = np.full(len(poids), -1, dtype=np.int64)
    ordre = np.lexsort((np.arange(len(poids)), -degres))
    noyau.couvrir_d_etoiles(ordre, poids, graphe.bornes, graphe.voisines, centres)
    return centres


def mesurer_stabilite(
    graphe: Graphe, membres: pl.DataFrame, centres: Entiers, *, retenus: Sequence[int], graine: int
) -> dict[int, float]:
    """For each centre retained, the mean Jaccard index of its group in corpora whose offers are redrawn."""
    tirables = membres["place"].unique().sort()
    pas = -(-len(tirables) // OFFRES_REECHANTILLONNEES)
    membres = membres.filter(pl.col("place").is_in(tirables.gather_every(pas).implode()))
    lignes, offres = membres["numero"].to_numpy().astype(np.int64), membres["place"].to_numpy()
    presentes, offres = np.unique(offres, return_inverse=True)
    hasard = np.random.default_rng(graine)
    groupes = {centre: np.flatnonzero(centres == centre) for centre in retenus}
    sommes, nombres = dict.fromkeys(retenus, 0.0), dict.fromkeys(retenus, 0)
    for _ in range(REECHANTILLONS):
        tires = np.bincount(hasard.integers(0, len(presentes), len(presentes)), minlength=len(presentes))
        poids = np.bincount(lignes, weights=tires[offres], minlength=len(centres)).astype(np.float64)
        autres = couvrir_d_etoiles(graphe, poids)
        tailles = np.bincount(autres[autres >= 0], minlength=len(centres))
        for centre, groupe in groupes.items():
            vues = autres[groupe][autres[groupe] >= 0]
            if len(vues):
                communs = np.bincount(vues)
                candidats = np.flatnonzero(communs)
                # Hennig compares on the points drawn: the lines of no offer drawn are out of both sets.
                unions = len(vues) + tailles[candidats] - communs[candidats]
                sommes[centre] += float((communs[candidats] / unions).max())
                nombres[centre] += 1
    return {centre: sommes[centre] / nombres[centre] for centre in retenus if nombres[centre]}


def grouper(
    comptes: ComptesEmergents,
    resultats: Resultats,
    *,
    decisions: Decisions | None = None,
    graine: int,
) -> Emergents:
    """The groups of emerging work, once the decisions of the last run are applied."""
    lignes = comptes.lignes_a_grouper()
    if not lignes.cles:
        return Emergents(lignes=comptes.lignes, distinctes=comptes.distinctes, regroupees=0, cherchees=0)
    graphe = relier(lignes.textes)
    poids = np.bincount(lignes.membres["numero"].to_numpy(), minlength=len(lignes.cles)).astype(float)
    centres = couvrir_d_etoiles(graphe, poids)
    gestes = appliquer(centres, lignes.cles, decisions or Decisions())
    tables = _tailles(lignes.membres, centres, resultats.offres)
    ecartes = [centre for centre, decision in gestes.items() if decision.geste == "ecarter"]
    assez = tables.filter(pl.col("offres") >= OFFRES_MINIMALES, ~pl.col("centre").is_in(ecartes))
    gardees = assez.head(GROUPES_MAXIMUM)
    exemples = _exemples(lignes.membres, centres, gardees["centre"].to_list(), resultats)
    fusions = [centre for centre, decision in gestes.items() if decision.geste == "fusionner"]
    mesurables = gardees.filter(pl.col("offres") >= STABILITE_OFFRES, ~pl.col("centre").is_in(fusions))
    stabilites = mesurer_stabilite(
        graphe, lignes.membres, centres, retenus=mesurables["centre"].to_list(), graine=graine
    )
    return Emergents(
        lignes=comptes.lignes,
        distinctes=comptes.distinctes,
        cherchees=len(lignes.cles),
        regroupees=int(assez["lignes"].sum()),
        ecartes=len(ecartes),
        groupes=tuple(
            Emergent(
                cle=lignes.cles[centre],
                libelle=(gestes[centre].nom if centre in gestes else "") or lignes.textes[centre],
                lignes=nombre,
                offres=tenantes,
                employeurs=employeurs,
                rubrique=rubrique,
                stabilite=round(stabilites[centre], 4) if centre in stabilites else None,
                decision=gestes.get(centre),
                exemples=tuple(exemples.get(centre, ())),
                formes=_formes(centres, centre, lignes),
            )
            for centre, nombre, tenantes, employeurs, rubrique in gardees.iter_rows()
        ),
    )


def appliquer(centres: Entiers, cles: Sequence[str], decisions: Decisions) -> dict[int, DecisionEmergente]:
    """Apply the decisions to the groups, in their order; groups that are merged take the first's centre.

    Returns the decision that each group bears, by its centre: the latest that concerns it.
    """
    numeros = {cle: numero for numero, cle in enumerate(cles)}
    gestes: dict[int, DecisionEmergente] = {}
    for decision in decisions.decisions:
        trouves = list(dict.fromkeys(int(centres[numeros[cle]]) for cle in decision.cles if cle in numeros))
        if not trouves:
            continue
        if decision.geste == "fusionner":
            centres[np.isin(centres, trouves)] = trouves[0]
            for centre in trouves:
                gestes.pop(centre, None)
        gestes[trouves[0]] = decision
    return gestes


def _tailles(membres: pl.DataFrame, centres: Entiers, offres: pl.DataFrame) -> pl.DataFrame:
    """Size of each group, the one of the most offers first."""
    rubriques = (
        membres.select("rubrique", centre=pl.Series(centres.astype(np.uint32)[membres["numero"].to_numpy()]))
        .group_by("centre", "rubrique")
        .len("lignes")
        .cast({"rubrique": pl.String})
    )
    tailles = (
        rubriques.sort(["lignes", "rubrique"], descending=[True, False])
        .group_by("centre", maintain_order=True)
        .agg(pl.col("lignes").sum(), pl.col("rubrique").first())
        .cast({"centre": pl.Int64})
    )
    offrantes, employeurs = _porteurs(membres, centres, offres["employeur"])
    siennes = {
        nom: pl.Series(nombres[tailles["centre"].to_numpy()])
        for nom, nombres in (("offres", offrantes), ("employeurs", employeurs))
    }
    return (
        tailles.with_columns(**siennes)
        .select("centre", "lignes", "offres", "employeurs", "rubrique")
        .sort(["offres", "lignes", "centre"], descending=[True, True, False])
    )


def _porteurs(membres: pl.DataFrame, centres: Entiers, employeurs: pl.Series) -> tuple[Entiers, Entiers]:
    """For each centre, how many offers hold a line of its group, and how many employers these name.

    A million offers hold millions of lines: they are taken some offers at a time.
    """
    nommes = (employeurs.cast(pl.String) != "").fill_null(False).to_numpy()
    numeros = employeurs.to_physical().fill_null(0).to_numpy()
    offrantes = np.zeros(len(centres), dtype=np.int64)
    employes = [np.empty(0, dtype=np.uint64)]
    for debut in range(0, len(employeurs), OFFRES_COMPTEES):
        ici = pl.col("place").is_between(debut, debut + OFFRES_COMPTEES, closed="left")
        numero, place = membres.filter(ici).select("numero", "place")
        tenus, tenantes = _separer(_paires(centres[numero.to_numpy()], place.to_numpy()))
        offrantes += np.bincount(tenus, minlength=len(centres))
        nommees = nommes[tenantes]
        employes.append(_paires(tenus[nommees], numeros[tenantes[nommees]]))
    employants, _ = _separer(_distincts(np.concatenate(employes)))
    return offrantes, np.bincount(employants, minlength=len(centres))


def _paires(premiers: Nombres, seconds: Nombres) -> Longs:
    """The distinct pairs of two columns of numbers (0 to 2³²), in order, each as one number."""
    return _distincts(premiers.astype(np.uint64) << np.uint64(32) | seconds.astype(np.uint64))


def _distincts(nombres: Longs) -> Longs:
    """Sorted, they are told apart fifty times faster than by the table of hashes of ``numpy.unique``."""
    nombres = np.sort(nombres)
    neufs = np.ones(len(nombres), dtype=np.bool_)
    neufs[1:] = nombres[1:] != nombres[:-1]
    return nombres[neufs]


def _separer(paires: Longs) -> tuple[Entiers, Entiers]:
    return (paires >> np.uint64(32)).astype(np.int64), (paires & np.uint64(2**32 - 1)).astype(np.int64)


def _exemples(
    membres: pl.DataFrame, centres: Entiers, retenus: Sequence[int], resultats: Resultats
) -> dict[int, list[Exemple]]:
    """The first lines of each group, in the order of the corpus, as the offers write them."""
    # Members are in order: the first lines of a group are among the first of each of its distinct lines.
    premieres = membres.group_by("numero", maintain_order=True).head(EXEMPLES)
    cites = (
        premieres.with_columns(centre=pl.Series(centres[premieres["numero"].to_numpy()]))
        .filter(pl.col("centre").is_in(list(retenus)))
        .sort("centre", "place", "rang")
        .group_by("centre", maintain_order=True)
        .head(EXEMPLES)
    )
    textes = resultats.citer(cites.select("place", "rang")).select("place", "rang", "offre", "texte")
    ecrites = cites.join(textes, on=["place", "rang"], maintain_order="left")
    return {
        centre: exemples_de(lignes) for (centre,), lignes in ecrites.group_by("centre", maintain_order=True)
    }


def _formes(centres: Entiers, centre: int, lignes: Lignes) -> tuple[str, ...]:
    """The distinct lines of a group: its centre, then those of the most offers."""
    autres = [int(numero) for numero in np.flatnonzero(centres == centre) if numero != centre]
    return tuple(lignes.textes[numero] for numero in (centre, *autres))[:FORMES]
