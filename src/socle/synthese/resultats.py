"""What a round says, question by question, and what moved since the previous one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from socle.referentiel.documents import Objet
from socle.synthese.consultation import Consultation, GenreQuestion, Question, RegleVote, Reponse, Tour
from socle.synthese.statistiques import (
    SEUIL_STABILITE,
    Quartiles,
    changement,
    cvr,
    cvr_seuil,
    kappa_modifie,
    kendall,
    quartiles,
    rangs_moyens,
    wilson,
)
from socle.synthese.vocabulaire import VerdictVote


class Commentaire(Objet):
    """What a participant wrote, beside the answer it explains."""

    participant: str
    reponse: str
    texte: str


class Intervalle(Objet):
    """A confidence interval of a share, at 95 % (Wilson's score method)."""

    bas: float
    haut: float


class _Resultat(Objet):
    question: str
    texte: str
    repondants: int
    abstentions: int
    commentaires: tuple[Commentaire, ...] = ()


class ResultatNotation(_Resultat):
    """A rating: its distribution, its centre and spread, and whether it is favourable.

    ``effectifs`` follows the ratings of the scale. ``cvr`` is Lawshe's content validity ratio and
    ``cvr_seuil`` the smallest one that chance would not explain (one-sided exact binomial test, 5 %);
    ``i_cvi`` the share of favourable ratings and ``kappa`` the same corrected for chance (Polit, Beck
    and Owen). ``dissidents`` are the comments of those who stand outside the interquartile range.
    """

    genre: Literal["notation"] = "notation"
    candidat: str = ""
    effectifs: tuple[int, ...]
    mediane: float | None
    quartile_bas: float | None
    quartile_haut: float | None
    ecart_interquartile: float | None
    favorables: int
    part_favorable: float | None
    intervalle: Intervalle | None
    cvr: float | None
    cvr_seuil: float | None
    i_cvi: float | None
    kappa: float | None
    verdict: VerdictVote
    dissidents: tuple[Commentaire, ...] = ()


class RangMoyen(Objet):
    """A candidate and its mean rank, ties sharing the mean of their ranks."""

    candidat: str
    rang: float


class ResultatClassement(_Resultat):
    """A ranking: mean ranks, best first, and Kendall's W corrected for ties, with its χ² test."""

    genre: Literal["classement"] = "classement"
    rangs: tuple[RangMoyen, ...]
    w: float | None
    chi2: float | None
    p: float | None


class ResultatOuiNon(_Resultat):
    """A yes/no: how many of each, and the share of yes with its interval."""

    genre: Literal["oui-non"] = "oui-non"
    candidat: str = ""
    favorables: int
    defavorables: int
    part_favorable: float | None
    intervalle: Intervalle | None
    verdict: VerdictVote


class ResultatProposition(_Resultat):
    """Free proposals, as they were written."""

    genre: Literal["proposition"] = "proposition"
    propositions: tuple[Commentaire, ...]


Resultat = Annotated[
    ResultatNotation | ResultatClassement | ResultatOuiNon | ResultatProposition,
    Field(discriminator="genre"),
]


class Stabilite(Objet):
    """What moved on one rating between two rounds.

    ``changement`` is Scheibe, Skutsch and Schofer's: half the sum of the differences between the two
    distributions, as a share of the respondents; under 15 % the group is held to be stable.
    ``ont_change`` counts, among the ``communs`` who rated twice, those who changed their rating.
    """

    question: str
    changement: float
    est_stable: bool
    communs: int
    ont_change: int
    mediane_avant: float
    mediane_apres: float
    ecart_avant: float
    ecart_apres: float


class Retour(Objet):
    """What a participant is shown of the previous round, for one question: the group, and oneself."""

    question: str
    resultat: Resultat
    reponse: Reponse | None


def resultats(consultation: Consultation, *, tour: int) -> tuple[Resultat, ...]:
    """The results of a round, one a question, in the order of its questions.

    >>> from socle.synthese import Consultation
    >>> resultats(Consultation(cle="essai", titre="Essai", tours=({"numero": 1},)), tour=1)
    ()
    """
    interroge = consultation.tour(tour)
    return tuple(
        _COMPTER[question.genre](
            question,
            [reponse for reponse in interroge.reponses if reponse.question == question.cle],
            consultation.regle,
        )
        for question in interroge.questions
    )


def stabilite(consultation: Consultation, *, tour: int) -> tuple[Stabilite, ...]:
    """What moved since the previous round, for the ratings asked in both; empty for the first round."""
    if tour < 2:
        return ()
    avant, apres = _notes(consultation.tour(tour - 1)), _notes(consultation.tour(tour))
    return tuple(
        _stabilite(cle, avant[cle], notes) for cle, notes in apres.items() if notes and avant.get(cle)
    )


def retours(consultation: Consultation, *, tour: int, participant: str) -> tuple[Retour, ...]:
    """What a participant is shown while answering a round: the previous one, question by question."""
    if tour < 2:
        return ()
    siennes = {
        reponse.question: reponse
        for reponse in consultation.tour(tour - 1).reponses
        if reponse.participant == participant
    }
    return tuple(
        Retour(question=resultat.question, resultat=resultat, reponse=siennes.get(resultat.question))
        for resultat in resultats(consultation, tour=tour - 1)
    )


def _notation(question: Question, reponses: Sequence[Reponse], regle: RegleVote) -> ResultatNotation:
    notes = [reponse.note for reponse in reponses if reponse.note is not None]
    n = len(notes)
    favorables = sum(note >= question.echelle.favorable_des for note in notes)
    centre = quartiles(notes)
    ratio = cvr(favorables, n)
    return ResultatNotation(
        **_common(question, reponses),
        candidat=question.candidat,
        effectifs=tuple(notes.count(note) for note in question.echelle.notes),
        mediane=centre.mediane if centre else None,
        quartile_bas=centre.bas if centre else None,
        quartile_haut=centre.haut if centre else None,
        ecart_interquartile=centre.haut - centre.bas if centre else None,
        favorables=favorables,
        part_favorable=favorables / n if n else None,
        intervalle=_interval(favorables, n),
        cvr=ratio,
        cvr_seuil=cvr_seuil(n),
        i_cvi=favorables / n if n else None,
        kappa=kappa_modifie(favorables, n),
        verdict=_verdict_notation(notes, favorables, regle),
        dissidents=_dissidents(reponses, centre),
    )


def _verdict_notation(notes: Sequence[int], favorables: int, regle: RegleVote) -> VerdictVote:
    centre, n = quartiles(notes), len(notes)
    if n < regle.repondants_minimum or centre is None:
        return "insuffisant"
    if (n - favorables) / n >= regle.part_favorable:
        return "rejete"
    ratio, seuil = cvr(favorables, n), cvr_seuil(n)
    criteres = (
        favorables / n >= regle.part_favorable,
        regle.mediane_minimum is None or centre.mediane >= regle.mediane_minimum,
        regle.ecart_interquartile_maximum is None
        or centre.haut - centre.bas <= regle.ecart_interquartile_maximum,
        not regle.validite or (ratio is not None and seuil is not None and ratio >= seuil),
    )
    return "consensus" if all(criteres) else "discute"


def _classement(question: Question, reponses: Sequence[Reponse], regle: RegleVote) -> ResultatClassement:
    classements = [rangs_moyens(reponse.rangs) for reponse in reponses if reponse.rangs]
    accord = kendall([[rangs[cle] for cle in question.candidats] for rangs in classements])
    moyens = [
        RangMoyen(candidat=cle, rang=sum(rangs[cle] for rangs in classements) / len(classements))
        for cle in question.candidats
        if classements
    ]
    return ResultatClassement(
        **_common(question, reponses),
        rangs=tuple(sorted(moyens, key=lambda moyen: moyen.rang)),
        w=accord.w if accord else None,
        chi2=accord.chi2 if accord else None,
        p=accord.p if accord else None,
    )


def _oui_non(question: Question, reponses: Sequence[Reponse], regle: RegleVote) -> ResultatOuiNon:
    voix = [reponse.oui for reponse in reponses if reponse.oui is not None]
    n, oui = len(voix), sum(voix)
    verdict: VerdictVote = "discute"
    if n < regle.repondants_minimum:
        verdict = "insuffisant"
    elif oui / n >= regle.part_favorable:
        verdict = "consensus"
    elif (n - oui) / n >= regle.part_favorable:
        verdict = "rejete"
    return ResultatOuiNon(
        **_common(question, reponses),
        candidat=question.candidat,
        favorables=oui,
        defavorables=n - oui,
        part_favorable=oui / n if n else None,
        intervalle=_interval(oui, n),
        verdict=verdict,
    )


def _propositions(question: Question, reponses: Sequence[Reponse], regle: RegleVote) -> ResultatProposition:
    return ResultatProposition(
        **_common(question, reponses),
        propositions=tuple(
            Commentaire(participant=reponse.participant, reponse="", texte=reponse.texte)
            for reponse in reponses
            if reponse.texte
        ),
    )


_COMPTER: dict[GenreQuestion, Callable[[Question, Sequence[Reponse], RegleVote], Resultat]] = {
    "notation": _notation,
    "classement": _classement,
    "oui-non": _oui_non,
    "proposition": _propositions,
}


def _common(question: Question, reponses: Sequence[Reponse]) -> dict[str, Any]:
    prononcees = sum(reponse.se_prononce for reponse in reponses)
    return {
        "question": question.cle,
        "texte": question.texte,
        "repondants": prononcees,
        "abstentions": len(reponses) - prononcees,
        "commentaires": tuple(_comment(reponse) for reponse in reponses if reponse.commentaire),
    }


def _comment(reponse: Reponse) -> Commentaire:
    dite = "" if reponse.note is None else str(reponse.note)
    if reponse.oui is not None:
        dite = "oui" if reponse.oui else "non"
    return Commentaire(participant=reponse.participant, reponse=dite, texte=reponse.commentaire)


def _dissidents(reponses: Sequence[Reponse], centre: Quartiles | None) -> tuple[Commentaire, ...]:
    if centre is None:
        return ()
    return tuple(
        _comment(reponse)
        for reponse in reponses
        if reponse.commentaire and reponse.note is not None and not centre.bas <= reponse.note <= centre.haut
    )


def _interval(favorables: int, total: int) -> Intervalle | None:
    bornes = wilson(favorables, total)
    return Intervalle(bas=bornes[0], haut=bornes[1]) if bornes else None


def _notes(tour: Tour) -> dict[str, dict[str, int]]:
    """The ratings of a round, by question then by participant."""
    notes: dict[str, dict[str, int]] = {
        question.cle: {} for question in tour.questions if question.genre == "notation"
    }
    for reponse in tour.reponses:
        if reponse.note is not None:
            notes[reponse.question][reponse.participant] = reponse.note
    return notes


def _stabilite(question: str, avant: Mapping[str, int], apres: Mapping[str, int]) -> Stabilite:
    communs = avant.keys() & apres.keys()
    part = changement(tuple(avant.values()), tuple(apres.values()))
    centre_avant, centre_apres = quartiles(tuple(avant.values())), quartiles(tuple(apres.values()))
    assert centre_avant is not None
    assert centre_apres is not None
    return Stabilite(
        question=question,
        changement=part,
        est_stable=part < SEUIL_STABILITE,
        communs=len(communs),
        ont_change=sum(avant[participant] != apres[participant] for participant in communs),
        mediane_avant=centre_avant.mediane,
        mediane_apres=centre_apres.mediane,
        ecart_avant=centre_avant.haut - centre_avant.bas,
        ecart_apres=centre_apres.haut - centre_apres.bas,
    )
