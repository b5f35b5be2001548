"""What a round says: a simulated Delphi, counted again another way."""

from __future__ import annotations

import statistics
from collections import Counter

import pytest
from bench.delphi import ECHELLE, simuler
from pydantic import ValidationError
from scipy.stats import friedmanchisquare
from tests.core.synthese.fabrique import HIER, etude, source

from socle.synthese import (
    Consultation,
    Echelle,
    Etude,
    Question,
    RegleConsensus,
    RegleVote,
    Reponse,
    ResultatClassement,
    ResultatNotation,
    ResultatOuiNon,
    ResultatProposition,
    Tour,
    resultats,
    retours,
    stabilite,
    verdicts,
)
from socle.synthese.vocabulaire import Decision

SIMULEE = simuler(Etude.livret())
DELPHI = SIMULEE.consultations[0]
NOTE = Question(cle="q", genre="notation", texte="?", candidats=("a1",), echelle=ECHELLE)


def tour(*reponses: Reponse, question: Question = NOTE, numero: int = 1) -> Tour:
    return Tour(numero=numero, questions=(question,), reponses=reponses, ouvert_le=HIER, ferme_le=HIER)


def consultation(*tours: Tour, **regle: object) -> Consultation:
    return Consultation(cle="c", titre="Essai", regle=RegleVote(verrouillee_le=HIER, **regle), tours=tours)


def notes(*valeurs: int, numero: int = 1) -> Tour:
    return tour(
        *(
            Reponse(participant=f"p{rang}", question="q", note=note, le=HIER)
            for rang, note in enumerate(valeurs)
        ),
        numero=numero,
    )


def notation(*valeurs: int, **regle: object) -> ResultatNotation:
    (resultat,) = resultats(consultation(notes(*valeurs), **regle), tour=1)
    assert isinstance(resultat, ResultatNotation)
    return resultat


def test_the_simulated_delphi_says_that_it_is() -> None:
    assert DELPHI.simulee
    assert len(DELPHI.fermes) == 3
    assert all(len(tour.participants) == 60 for tour in DELPHI.tours)
    assert all(participant.startswith("simulé-") for participant in DELPHI.tours[0].participants)


@pytest.mark.parametrize("numero", [1, 2, 3])
def test_ratings_are_counted_as_another_library_counts_them(numero: int) -> None:
    reponses = DELPHI.tour(numero).reponses
    for resultat in resultats(DELPHI, tour=numero):
        if not isinstance(resultat, ResultatNotation):
            continue
        donnees = [r.note for r in reponses if r.question == resultat.question and r.note is not None]
        bas, mediane, haut = statistics.quantiles(donnees, n=4, method="inclusive")
        assert (resultat.quartile_bas, resultat.mediane, resultat.quartile_haut) == (bas, mediane, haut)
        assert resultat.ecart_interquartile == haut - bas
        assert (resultat.repondants, resultat.abstentions) == (len(donnees), 60 - len(donnees))
        assert resultat.effectifs == tuple(Counter(donnees)[note] for note in range(1, 6))
        favorables = sum(note >= 4 for note in donnees)
        assert resultat.cvr == pytest.approx(2 * favorables / len(donnees) - 1)
        assert resultat.i_cvi == resultat.part_favorable == favorables / len(donnees)


@pytest.mark.parametrize("numero", [1, 2, 3])
def test_rankings_agree_as_friedman_s_test_says(numero: int) -> None:
    (classement,) = (r for r in resultats(DELPHI, tour=numero) if isinstance(r, ResultatClassement))
    juges = []
    for reponse in DELPHI.tour(numero).reponses:
        if reponse.question == "ordre":
            rang = {cle: place for place, palier in enumerate(reponse.rangs) for cle in palier}
            juges.append([rang[cle] for cle in DELPHI.tour(numero).questions[-2].candidats])
    friedman = friedmanchisquare(*zip(*juges, strict=True))
    assert classement.w == pytest.approx(friedman.statistic / (60 * 10))
    assert (classement.chi2, classement.p) == pytest.approx((friedman.statistic, friedman.pvalue))
    rangs = [moyen.rang for moyen in classement.rangs]
    assert rangs == sorted(rangs)
    assert sum(rangs) == pytest.approx(66)


def test_feedback_brings_the_panel_together() -> None:
    assert stabilite(DELPHI, tour=1) == ()
    (deux, trois) = (stabilite(DELPHI, tour=numero) for numero in (2, 3))
    assert len(deux) == len(trois) == 11
    for mouvement in deux:
        avant, apres = (
            Counter(r.note for r in DELPHI.tour(n).reponses if r.question == mouvement.question and r.note)
            for n in (1, 2)
        )
        parts = (abs(avant[n] / avant.total() - apres[n] / apres.total()) for n in range(1, 6))
        assert mouvement.changement == pytest.approx(sum(parts) / 2)
        assert mouvement.est_stable == (mouvement.changement < 0.15)
        assert mouvement.communs <= 60
    ecart = [sum(m.ecart_apres for m in tour) for tour in (deux, trois)]
    assert sum(m.ecart_avant for m in deux) >= ecart[0] >= ecart[1]


def test_verdicts_of_the_vote_join_those_of_the_sources() -> None:
    conclus = verdicts(SIMULEE)
    assert all(len(verdict.votes) == 1 and verdict.votes[0].tour == 3 for verdict in conclus)
    assert [verdict.verdict for verdict in conclus] == [verdict.verdict_sources for verdict in conclus]
    assert SIMULEE.regle.decision == "sources"
    assert all(verdict.votes[0].simule and "Le vote simulé dit" in verdict.raison for verdict in conclus)


@pytest.mark.parametrize(
    ("lettres", "valeurs", "decision", "attendu"),
    [
        ("PPP", (5,) * 6, "les-deux", "consensus"),
        ("PPP", (5, 5, 5, 1, 1, 1), "les-deux", "discute"),
        ("PPP", (1,) * 6, "les-deux", "discute"),
        ("PPP", (1,) * 6, "sources", "consensus"),
        ("PPP", (1,) * 3, "les-deux", "consensus"),  # too few voted: the sources decide
        ("PPa", (5,) * 6, "les-deux", "discute"),
        ("PPa", (5,) * 6, "vote", "consensus"),
        ("PPa", (5, 5, 5, 1, 1, 1), "vote", "discute"),
        ("PPP", (1,) * 6, "vote", "discute"),
        ("aaa", (1,) * 6, "vote", "sans-appui"),
        ("P--", (5,) * 6, "les-deux", "emergent"),
        ("---", (5,) * 6, "les-deux", "emergent"),
        ("P--", (1,) * 6, "les-deux", "sans-appui"),
    ],
)
def test_sources_and_vote_conclude_together(
    lettres: str, valeurs: tuple[int, ...], decision: Decision, attendu: str
) -> None:
    sources = (source("s1"), source("s2", "referentiel"), source("s3", "enquete"))
    posee = etude(sources, {"a1": lettres}, regle=RegleConsensus(decision=decision))
    votee = posee.model_copy(update={"consultations": (consultation(notes(*valeurs)),)})
    assert verdicts(votee)[0].verdict == attendu


def test_two_consultations_that_differ_leave_it_discussed() -> None:
    sources = (source("s1"), source("s2", "referentiel"), source("s3", "enquete"))
    pour, contre = consultation(notes(*(5,) * 6)), consultation(notes(*(1,) * 6))
    votee = etude(sources, {"a1": "PPP"}).model_copy(
        update={"consultations": (pour, contre.model_copy(update={"cle": "d"}))}
    )
    assert verdicts(votee)[0].verdict_vote == "discute"
    assert "Le vote dit : discuté." in verdicts(votee)[0].raison.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("valeurs", "regle", "attendu"),
    [
        ((5, 5, 5, 5), {}, "insuffisant"),
        ((5, 5, 5, 5), {"repondants_minimum": 4}, "consensus"),
        ((4, 4, 4, 4, 4), {"mediane_minimum": 4.5}, "discute"),
        ((5, 5, 5, 5, 5), {"mediane_minimum": 4.5}, "consensus"),
        ((5, 5, 4, 4, 4, 4), {"ecart_interquartile_maximum": 0.5}, "discute"),
        ((5, 5, 5, 4, 1), {}, "consensus"),
        ((5, 5, 5, 4, 1), {"validite": True}, "discute"),
        ((5, 5, 5, 4, 4), {"validite": True}, "consensus"),
        ((1, 1, 1, 2, 3), {}, "rejete"),
        ((), {}, "insuffisant"),
    ],
)
def test_each_criterion_of_the_vote_matters(
    valeurs: tuple[int, ...], regle: dict[str, object], attendu: str
) -> None:
    assert notation(*valeurs, **regle).verdict == attendu


def test_an_empty_rating_invents_no_figure() -> None:
    resultat = notation()
    figures = (resultat.mediane, resultat.part_favorable, resultat.intervalle, resultat.cvr, resultat.kappa)
    assert figures == (None,) * 5
    assert resultat.effectifs == (0,) * 5


def test_dissent_is_kept_beside_comments() -> None:
    reponses = [
        Reponse(participant="a", question="q", note=5, commentaire="Oui !", le=HIER),
        *(Reponse(participant=f"p{rang}", question="q", note=5, le=HIER) for rang in range(6)),
        Reponse(participant="b", question="q", note=1, commentaire="Pas chez nous.", le=HIER),
        Reponse(participant="c", question="q", commentaire="Je ne sais pas.", le=HIER),
    ]
    (resultat,) = resultats(consultation(tour(*reponses)), tour=1)
    assert isinstance(resultat, ResultatNotation)
    assert [commentaire.texte for commentaire in resultat.dissidents] == ["Pas chez nous."]
    assert [commentaire.reponse for commentaire in resultat.commentaires] == ["5", "1", ""]
    assert (resultat.repondants, resultat.abstentions) == (8, 1)


@pytest.mark.parametrize(
    ("oui", "non", "attendu"),
    [(9, 1, "consensus"), (1, 9, "rejete"), (5, 5, "discute"), (2, 1, "insuffisant")],
)
def test_yes_and_no_are_counted(oui: int, non: int, attendu: str) -> None:
    question = Question(cle="q", genre="oui-non", texte="?", candidats=("a1",))
    voix = [True] * oui + [False] * non
    reponses = [
        Reponse(participant=f"p{rang}", question="q", oui=un, commentaire="Car.", le=HIER)
        for rang, un in enumerate(voix)
    ]
    (resultat,) = resultats(consultation(tour(*reponses, question=question)), tour=1)
    assert isinstance(resultat, ResultatOuiNon)
    assert (resultat.favorables, resultat.defavorables, resultat.verdict) == (oui, non, attendu)
    assert {commentaire.reponse for commentaire in resultat.commentaires} == {"oui", "non"}


def test_free_proposals_are_given_as_written() -> None:
    question = Question(cle="q", genre="proposition", texte="?")
    reponses = [
        Reponse(participant="a", question="q", texte="Animer un réseau", le=HIER),
        Reponse(participant="b", question="q", le=HIER),
    ]
    (resultat,) = resultats(consultation(tour(*reponses, question=question)), tour=1)
    assert isinstance(resultat, ResultatProposition)
    assert [proposition.texte for proposition in resultat.propositions] == ["Animer un réseau"]


def test_a_ranking_that_nobody_gave_says_nothing() -> None:
    question = Question(cle="q", genre="classement", texte="?", candidats=("a1", "a2"))
    (resultat,) = resultats(consultation(tour(question=question)), tour=1)
    assert isinstance(resultat, ResultatClassement)
    assert (resultat.rangs, resultat.w) == ((), None)


def test_each_participant_sees_the_group_and_their_own_answer() -> None:
    deux = consultation(notes(5, 4, 1), notes(5, 4, 3, numero=2))
    assert retours(deux, tour=1, participant="p2") == ()
    (retour,) = retours(deux, tour=2, participant="p2")
    assert isinstance(retour.resultat, ResultatNotation)
    assert retour.resultat.mediane == 4
    assert retour.reponse is not None
    assert retour.reponse.note == 1
    assert retours(deux, tour=2, participant="absent")[0].reponse is None


def test_who_changed_is_told_from_what_the_group_did() -> None:
    (mouvement,) = stabilite(consultation(notes(5, 4, 1), notes(4, 5, 1, numero=2)), tour=2)
    assert (mouvement.changement, mouvement.est_stable, mouvement.ont_change) == (0, True, 2)


@pytest.mark.parametrize(
    "brute",
    [
        {"note": 6},
        {"oui": True},
        {"texte": "Oui"},
        {"rangs": (("a1",),)},
        {"note": 3, "oui": True},
    ],
)
def test_an_answer_that_does_not_fit_is_refused(brute: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        tour(Reponse(participant="a", question="q", le=HIER, **brute))


@pytest.mark.parametrize(
    "brute",
    [
        {"genre": "classement", "candidats": ("a1",)},
        {"genre": "notation", "candidats": ("a1", "a2")},
        {"genre": "classement", "candidats": ("a1", "a1")},
    ],
)
def test_a_question_that_makes_no_sense_is_refused(brute: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Question(cle="q", texte="?", **brute)


@pytest.mark.parametrize(
    "brute",
    [
        {"minimum": 1, "maximum": 1, "favorable_des": 1},
        {"minimum": 1, "maximum": 5, "favorable_des": 6},
        {"minimum": 1, "maximum": 3, "favorable_des": 2, "libelles": ("bas", "haut")},
    ],
)
def test_a_scale_that_makes_no_sense_is_refused(brute: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Echelle(**brute)


def test_a_round_never_opens_under_a_rule_that_may_change() -> None:
    with pytest.raises(ValidationError):
        Consultation(cle="c", titre="Essai", tours=(notes(5),))
    with pytest.raises(ValidationError):
        consultation(notes(5, numero=2))
