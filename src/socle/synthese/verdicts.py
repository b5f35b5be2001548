"""From the matrix to verdicts, by the rule that the study fixed before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from socle.referentiel.documents import Objet
from socle.synthese.etude import Etude, VoteLigne
from socle.synthese.matrice import TRAITES, Cellule, cellules
from socle.synthese.resultats import ResultatNotation, ResultatOuiNon, resultats
from socle.synthese.sources import Cle, RegleConsensus
from socle.synthese.vocabulaire import VERDICTS_VOTE, GenreSource, Verdict, VerdictVote
from socle.typographie import francais

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

_BILAN: dict[Verdict, str] = {
    "consensus": "en consensus",
    "discute": "à discuter",
    "emergent": "en émergence",
    "sans-appui": "sans appui",
}


class VerdictCandidat(Objet):
    """What a study concludes of a candidate, and from what.

    ``temoins`` are the independent sources that treat it: ``presents``, ``partiels`` and ``absents``
    together. ``indice`` is the consensus index, ``None`` where nothing treats it. ``verdict_sources`` is
    the matrix's verdict, ``verdict`` the one that the rule keeps once votes are counted in, ``raison`` says
    why in French.
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
    raison: str = ""

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
    return Releve(etude).conclure(sans)


class Releve:
    """The cells and the votes of a study, read once, so that it may be concluded many times."""

    def __init__(self, etude: Etude) -> None:
        self.regle = etude.regle
        self.genres = {source.cle: source.genre for source in etude.sources}
        self.votes = _votes(etude)
        self.colonnes: dict[str, list[Cellule]] = {candidat.cle: [] for candidat in etude.candidats}
        for cellule in cellules(etude).values():
            self.colonnes[cellule.candidat].append(cellule)

    def conclure(self, sans: Iterable[str] = ()) -> tuple[VerdictCandidat, ...]:
        """The verdicts without those sources; what only repeated them then speaks for itself."""
        exclues = frozenset(sans)
        return tuple(self._verdict(cle, exclues) for cle in self.colonnes)

    def _verdict(self, cle: str, exclues: frozenset[str]) -> VerdictCandidat:
        colonne = [cellule for cellule in self.colonnes[cle] if cellule.source not in exclues]
        echos = tuple(cellule.source for cellule in colonne if not exclues.issuperset(cellule.echo_de))
        temoins = [c for c in colonne if c.etat in TRAITES and c.source not in echos]
        presents, partiels, absents = (
            tuple(cellule.source for cellule in temoins if cellule.etat == etat)
            for etat in ("present", "partiel", "absent")
        )
        de_genres = tuple(dict.fromkeys(self.genres[source] for source in (*presents, *partiels)))
        mesure = indice(temoins, self.regle)
        des_sources = trancher(mesure, temoins=len(temoins), genres=len(de_genres), regle=self.regle)
        votes = self.votes.get(cle, ())
        du_vote = _of_votes([verdict for _, verdict in votes])
        verdict = VerdictCandidat(
            candidat=cle,
            verdict=_together(des_sources, du_vote, regle=self.regle),
            verdict_sources=des_sources,
            verdict_vote=du_vote,
            indice=mesure,
            presents=presents,
            partiels=partiels,
            absents=absents,
            echos=echos,
            desaccords=tuple(cellule.source for cellule in colonne if cellule.etat == "desaccord"),
            genres=de_genres,
            votes=tuple(vote for vote, _ in votes),
        )
        return verdict.model_copy(update={"raison": francais(" ".join(_sentences(verdict, self.regle)))})


def indice(temoins: Sequence[Cellule], regle: RegleConsensus) -> float | None:
    """The consensus index of the cells that count, from 0 to 1; ``None`` where there is none."""
    return sum(appui(cellule, regle) for cellule in temoins) / len(temoins) if temoins else None


def appui(cellule: Cellule, regle: RegleConsensus) -> float:
    """What a cell that counts gives its candidate, from 0 to 1."""
    if cellule.etat == "partiel":
        return regle.poids_partiel
    return 1.0 if cellule.etat == "present" else 0.0


def trancher(mesure: float | None, *, temoins: int, genres: int, regle: RegleConsensus) -> Verdict:
    """The verdict of sources alone: from the index, and how many witnesses and supporting kinds there are."""
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
                        simule=consultation.simulee,
                    )
                    trouves[resultat.candidat][consultation.cle] = (vote, resultat.verdict)
    return {candidat: list(par_consultation.values()) for candidat, par_consultation in trouves.items()}


def _sentences(verdict: VerdictCandidat, regle: RegleConsensus) -> Iterator[str]:
    if verdict.indice is None:
        yield "Aucune source codée ne la traite."
    else:
        temoins = _count(
            len(verdict.temoins), "source indépendante la traite", "sources indépendantes la traitent"
        )
        detail = ", ".join(
            _count(len(cles), un, f"{un}s")
            for cles, un in (
                (verdict.presents, "présente"),
                (verdict.partiels, "partielle"),
                (verdict.absents, "absente"),
            )
            if cles
        )
        seuil = nombre(regle.seuil_consensus)
        yield f"{temoins} ({detail}) : indice {nombre(verdict.indice)}, pour un seuil de {seuil}."
    if verdict.verdict_sources == "emergent":
        yield (
            f"C’est trop peu pour conclure : la règle demande {regle.temoins_minimum} sources "
            f"et {_count(regle.genres_minimum, 'genre', 'genres')}."
        )
    if verdict.echos:
        yield _count(
            len(verdict.echos),
            "source en répète une autre et ne compte pas.",
            "sources en répètent d’autres et ne comptent pas.",
        )
    if verdict.desaccords:
        yield f"{_count(len(verdict.desaccords), 'désaccord reste', 'désaccords restent')} à résoudre."
    if verdict.verdict_vote is not None:
        vote = "Le vote simulé" if any(vote.simule for vote in verdict.votes) else "Le vote"
        yield f"{vote} dit : {VERDICTS_VOTE[verdict.verdict_vote].lower()}."


def bilan(conclus: Sequence[VerdictCandidat]) -> str:
    """How many candidates have each verdict, in French: « 8 en consensus, 3 à discuter »."""
    nombres = {verdict: sum(conclu.verdict == verdict for conclu in conclus) for verdict in _BILAN}
    dits = [f"{effectif} {_BILAN[verdict]}" for verdict, effectif in nombres.items() if effectif]
    return ", ".join(dits) or "aucun verdict"


def nombre(valeur: float) -> str:
    """A number as French writes it, with two decimals.

    >>> nombre(0.5)
    '0,50'
    """
    return f"{valeur:.2f}".replace(".", ",")


def _count(effectif: int, un: str, plusieurs: str) -> str:
    return f"{effectif} {un if effectif < 2 else plusieurs}"
