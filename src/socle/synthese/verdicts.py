"""From the matrix to verdicts, by the rule that the study fixed before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from socle.referentiel.documents import Objet
from socle.synthese.etude import Etude, VoteLigne
from socle.synthese.matrice import Cellule, cellules
from socle.synthese.resultats import ResultatNotation, ResultatOuiNon, resultats
from socle.synthese.sources import Cle, RegleConsensus
from socle.synthese.vocabulaire import GenreSource, Verdict, VerdictVote

POIDS_PLEIN = 1.0

_ENSEMBLE: dict[tuple[Verdict, VerdictVote], Verdict] = {
    ("consensus", "consensus"): "consensus",
    ("consensus", "discute"): "discute",
    ("consensus", "rejete"): "discute",
    ("discute", "consensus"): "discute",
    ("discute", "discute"): "discute",
    ("discute", "rejete"): "discute",
    ("emergent", "consensus"): "emergent",
    ("emergent", "discute"): "emergent",
    ("emergent", "rejete"): "sans-appui",
    ("sans-appui", "consensus"): "emergent",
    ("sans-appui", "discute"): "sans-appui",
    ("sans-appui", "rejete"): "sans-appui",
}
"""Sources and vote together: a consensus needs both; a wish that no source holds is emergent."""


class VerdictCandidat(Objet):
    """What a study concludes of a candidate, and from what.

    ``temoins`` are the independent sources that treat it: ``presents``, ``partiels`` and ``absents``
    together. ``indice`` is the consensus index, ``None`` where nothing treats it. ``verdict_sources`` is
    the matrix's verdict, ``verdict`` the one that the rule keeps once votes are counted in.
    """

    candidat: Cle
    verdict: Verdict
    verdict_sources: Verdict
    verdict_vote: VerdictVote | None = None
    indice: float | None
    presents: tuple[Cle, ...] = ()
    partiels: tuple[Cle, ...] = ()
    absents: tuple[Cle, ...] = ()
    echos: tuple[Cle, ...] = ()
    desaccords: tuple[Cle, ...] = ()
    genres: tuple[GenreSource, ...] = ()
    votes: tuple[VoteLigne, ...] = ()
    raison: str

    @property
    def temoins(self) -> tuple[Cle, ...]:
        """The independent sources that treat the candidate."""
        return (*self.presents, *self.partiels, *self.absents)

    @property
    def appuis(self) -> tuple[Cle, ...]:
        """The independent sources that support the candidate."""
        return (*self.presents, *self.partiels)


def verdicts(etude: Etude, *, sans: Iterable[str] = ()) -> tuple[VerdictCandidat, ...]:
    """The verdict of every candidate, in the order of the study.

    :param sans: keys of sources to leave out, as if they had not been coded.
    """
    exclues = frozenset(sans)
    if exclues:
        etude = etude.model_copy(
            update={
                "codages": tuple(c for c in etude.codages if c.source not in exclues),
                "arbitrages": tuple(a for a in etude.arbitrages if a.source not in exclues),
            }
        )
    par_candidat: dict[str, list[Cellule]] = {candidat.cle: [] for candidat in etude.candidats}
    for cellule in cellules(etude).values():
        par_candidat[cellule.candidat].append(cellule)
    votes = _votes(etude)
    genres = {source.cle: source.genre for source in etude.sources}
    return tuple(
        _verdict(cle, colonne, regle=etude.regle, genres=genres, votes=votes.get(cle, ()))
        for cle, colonne in par_candidat.items()
    )


def indice(etats: Sequence[Cellule], regle: RegleConsensus) -> float | None:
    """The consensus index of the cells that count, from 0 to 1; ``None`` where there is none."""
    if not etats:
        return None
    poids = {"present": POIDS_PLEIN, "partiel": regle.poids_partiel, "absent": 0.0}
    return sum(poids[cellule.etat] for cellule in etats) / len(etats)


def _verdict(
    cle: str,
    colonne: Sequence[Cellule],
    *,
    regle: RegleConsensus,
    genres: Mapping[str, GenreSource],
    votes: Sequence[tuple[VoteLigne, VerdictVote]],
) -> VerdictCandidat:
    temoins = [cellule for cellule in colonne if cellule.temoin]
    selon = {
        etat: tuple(cellule.source for cellule in temoins if cellule.etat == etat)
        for etat in ("present", "partiel", "absent")
    }
    appuis = (*selon["present"], *selon["partiel"])
    de_genres = tuple(dict.fromkeys(genres[source] for source in appuis))
    mesure = indice(temoins, regle)
    des_sources = _of_sources(mesure, temoins=len(temoins), genres=len(de_genres), regle=regle)
    du_vote = _of_votes([verdict for _, verdict in votes])
    verdict = _together(des_sources, du_vote, regle=regle)
    return VerdictCandidat(
        candidat=cle,
        verdict=verdict,
        verdict_sources=des_sources,
        verdict_vote=du_vote,
        indice=mesure,
        presents=selon["present"],
        partiels=selon["partiel"],
        absents=selon["absent"],
        echos=tuple(c.source for c in colonne if c.echo_de),
        desaccords=tuple(c.source for c in colonne if c.etat == "desaccord"),
        genres=de_genres,
        votes=tuple(vote for vote, _ in votes),
        raison=_reason(mesure, temoins=len(temoins), genres=len(de_genres), du_vote=du_vote, regle=regle),
    )


def _of_sources(mesure: float | None, *, temoins: int, genres: int, regle: RegleConsensus) -> Verdict:
    if not mesure:
        return "sans-appui"
    if temoins < regle.temoins_minimum or genres < regle.genres_minimum:
        return "emergent"
    return "consensus" if mesure >= regle.seuil_consensus else "discute"


def _of_votes(verdicts_vote: Sequence[VerdictVote]) -> VerdictVote | None:
    tranches = {verdict for verdict in verdicts_vote if verdict != "insuffisant"}
    if not tranches:
        return "insuffisant" if verdicts_vote else None
    return tranches.pop() if len(tranches) == 1 else "discute"


def _together(des_sources: Verdict, du_vote: VerdictVote | None, *, regle: RegleConsensus) -> Verdict:
    if du_vote in (None, "insuffisant") or regle.decision == "sources":
        return des_sources
    if regle.decision == "les-deux":
        return _ENSEMBLE[des_sources, du_vote]
    if du_vote == "rejete":
        return "sans-appui" if des_sources == "sans-appui" else "discute"
    return "consensus" if du_vote == "consensus" else "discute"


def _votes(etude: Etude) -> dict[str, list[tuple[VoteLigne, VerdictVote]]]:
    """For each candidate, what the last closed round of each consultation that asked about it says."""
    trouves: dict[str, dict[str, tuple[VoteLigne, VerdictVote]]] = defaultdict(dict)
    for consultation in etude.consultations:
        for tour in consultation.fermes:
            for resultat in resultats(consultation, tour=tour.numero):
                if isinstance(resultat, ResultatNotation | ResultatOuiNon) and resultat.candidat:
                    vote = VoteLigne(
                        consultation=consultation.cle,
                        tour=tour.numero,
                        question=resultat.question,
                        repondants=resultat.repondants,
                        favorables=resultat.favorables,
                    )
                    trouves[resultat.candidat][consultation.cle] = (vote, resultat.verdict)
    return {candidat: list(par_consultation.values()) for candidat, par_consultation in trouves.items()}


def _reason(
    mesure: float | None, *, temoins: int, genres: int, du_vote: VerdictVote | None, regle: RegleConsensus
) -> str:
    return ""
