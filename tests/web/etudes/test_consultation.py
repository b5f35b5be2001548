"""Rounds: the rule locked, questions asked, answers kept as they are given, results told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from etudes_menees import CANDIDATS, Conduite, Repondant

from socle.synthese import RegleVote
from socle_web.etudes.models import Reponse

pytestmark = pytest.mark.django_db
Ouvrir = Callable[[str], Repondant]


def champs(conduite: Conduite, *notes: int) -> dict[str, str]:
    """The fields of a form that ranks in order, rates, says yes and proposes nothing."""
    classement, *reste = conduite.questions
    lus = {f"q{classement.pk}-{place}": str(place + 1) for place in range(3)}
    notations = [question for question in reste if question.contenu.genre == "notation"]
    lus |= {f"q{question.pk}": str(note) for question, note in zip(notations, notes, strict=False)}
    return lus


def test_a_round_from_the_first_question_to_the_results(ouverte: Conduite, repondant: Ouvrir) -> None:
    for note in (5, 5, 4, 4, 2):
        personne = repondant(ouverte.lien)
        assert "Commencer" in personne.lire()
        personne.entrer()
        assert "Enregistrer et terminer" in personne.lire()
        assert personne.repondre(ouverte.tour, champs(ouverte, note)).status_code == 302
    ouverte.clore()
    page = ouverte.lire("etudes:resultats", numero=1)
    assert "médiane 4" in page
    assert "5\u00a0personnes ont répondu" in page
    assert "W de Kendall" in page
    assert "1,00" in page


def test_the_rule_is_locked_by_the_first_round(ouverte: Conduite) -> None:
    regle = RegleVote.model_validate(ouverte.consultation.regle)
    assert regle.est_verrouillee
    reponse = ouverte.poster("etudes:regle_vote", {"part_favorable": 60, "repondants_minimum": 1})
    assert reponse.status_code == 422
    assert "ne change plus" in reponse.content.decode()
    assert RegleVote.model_validate(ouverte.consultation.regle) == regle


def test_the_questions_of_an_open_round_do_not_change(ouverte: Conduite) -> None:
    question = ouverte.questions[0]
    for vue in ("etudes:retirer_question", "etudes:deplacer_question"):
        assert ouverte.poster(vue, {"vers": "bas"}, numero=1, question=question.pk).status_code == 422
    assert ouverte.ajouter(texte="Une de plus").status_code == 422
    assert ouverte.questions[0].pk == question.pk


def test_an_answer_is_kept_as_it_is_given_and_replaced(ouverte: Conduite, repondant: Ouvrir) -> None:
    personne = repondant(ouverte.lien)
    personne.entrer()
    question = ouverte.questions[1]
    for note in ("2", "5"):
        reponse = personne.repondre(
            ouverte.tour, {f"q{question.pk}": note}, htmx=True, question=str(question.pk)
        )
        assert "Enregistré" in reponse.content.decode()
    ligne = Reponse.objects.get(question=question)
    assert ligne.valeur == 5
    assert 'value="5" checked' in personne.lire()


def test_a_ranking_under_way_is_kept_and_does_not_count(ouverte: Conduite, repondant: Ouvrir) -> None:
    personne = repondant(ouverte.lien)
    personne.entrer()
    classement = ouverte.questions[0]
    double = {f"q{classement.pk}-0": "1", f"q{classement.pk}-1": "1"}
    reponse = personne.repondre(ouverte.tour, double)
    assert reponse.status_code == 422
    assert "Deux éléments ont le rang 1" in reponse.content.decode()
    assert Reponse.objects.get(question=classement).complete is False
    assert "Deux éléments ont le rang 1" in personne.lire()


@pytest.mark.parametrize("brut", ["0", "6", "²", "cinq", "5.0"])
def test_a_mark_out_of_the_scale_is_refused_and_the_rest_kept(
    ouverte: Conduite, repondant: Ouvrir, brut: str
) -> None:
    personne = repondant(ouverte.lien)
    personne.entrer()
    une = ouverte.questions[1]
    autre = next(question for question in ouverte.questions if question.contenu.genre == "oui-non")
    reponse = personne.repondre(ouverte.tour, {f"q{une.pk}": brut, f"q{autre.pk}": "oui"})
    assert reponse.status_code == 422
    assert Reponse.objects.get(question=autre).valeur is True
    assert not Reponse.objects.comptees().filter(question=une).exists()


def test_what_is_answered_is_not_read_before_the_closing(ouverte: Conduite, repondant: Ouvrir) -> None:
    personne = repondant(ouverte.lien)
    personne.entrer()
    personne.repondre(ouverte.tour, champs(ouverte, 5))
    adresse = reverse("etudes:resultats", args=[ouverte.consultation.pk, 1])
    assert ouverte.client.get(adresse).status_code == 404
    assert "médiane" not in ouverte.lire("etudes:direct_comptes")


def test_a_closed_round_takes_no_answer(ouverte: Conduite, repondant: Ouvrir) -> None:
    personne = repondant(ouverte.lien)
    personne.entrer()
    personne.repondre(ouverte.tour, champs(ouverte, 5))
    ouverte.clore()
    reponse = personne.repondre(ouverte.tour, champs(ouverte, 1))
    assert reponse.status_code == 422
    assert "ce tour est clos" in reponse.content.decode()
    assert Reponse.objects.get(question=ouverte.questions[1]).valeur == 5
    assert "Ce que le groupe a répondu" in personne.lire()


def test_the_next_round_tells_each_their_answer_and_the_groups(ouverte: Conduite, repondant: Ouvrir) -> None:
    personnes = []
    for note, motif in ((5, ""), (4, ""), (4, ""), (1, "Le verger n’est pas l’école.")):
        personne = repondant(ouverte.lien)
        personne.entrer()
        question = ouverte.questions[1]
        personne.repondre(ouverte.tour, {**champs(ouverte, note), f"m{question.pk}": motif})
        personnes.append(personne)
    ouverte.clore()
    cles = [question.cle for question in ouverte.questions]
    assert (
        ouverte.poster("etudes:suite", {"questions": cles[1:2], "retour": "Vous hésitez."}).status_code == 302
    )
    assert ouverte.tour.numero == 2
    assert [question.cle for question in ouverte.questions] == cles[1:2]
    assert "n’est pas encore ouvert" not in personnes[0].lire()
    ouverte.poster("etudes:ouvrir", numero=2)
    page = personnes[3].lire()
    assert "Votre réponse au tour précédent" in page
    assert "<strong>1, pas du tout d’accord</strong>" in page
    assert "médiane 4" in page
    assert "Vous hésitez." in page
    assert "Le verger n’est pas l’école." in page
    for personne in personnes:
        personne.repondre(ouverte.tour, {f"q{ouverte.questions[0].pk}": "5"})
    ouverte.clore()
    resultats = ouverte.lire("etudes:resultats", numero=2)
    assert "Depuis le tour précédent" in resultats
    assert "3\u00a0personnes sur 4" in resultats
    assert "Les avis minoritaires" in ouverte.lire("etudes:resultats", numero=1)


def test_without_a_question_a_round_does_not_open(conduite: Conduite) -> None:
    conduite.consulter()
    reponse = conduite.poster("etudes:ouvrir", numero=1)
    assert reponse.status_code == 422
    assert "aucune question" in reponse.content.decode()


def test_a_bad_question_says_so_and_loses_nothing(conduite: Conduite) -> None:
    conduite.consulter()
    reponse = conduite.ajouter(genre="classement", texte="Classez", elements="Un seul")
    assert reponse.status_code == 422
    page = reponse.content.decode()
    assert "deux éléments au moins" in page
    assert "Un seul" in page


def test_questions_are_rewritten_moved_and_removed(conduite: Conduite) -> None:
    conduite.consulter()
    conduite.poser_les_candidats()
    depart = [question.cle for question in conduite.questions]
    premiere = conduite.questions[0]
    conduite.poster("etudes:deplacer_question", {"vers": "bas"}, numero=1, question=premiere.pk)
    assert [q.cle for q in conduite.questions] == [depart[1], depart[0], *depart[2:]]
    conduite.poster("etudes:retirer_question", numero=1, question=premiere.pk)
    assert depart[0] not in [q.cle for q in conduite.questions]
    autre = conduite.questions[0]
    champs_lus = {"genre": "notation", "texte": "Autrement dit", "echelle": "neuf"}
    conduite.poster("etudes:modifier_question", champs_lus, numero=1, question=autre.pk)
    assert conduite.questions[0].contenu.texte == "Autrement dit"
    assert conduite.questions[0].contenu.echelle.maximum == 9
    assert conduite.questions[0].cle == autre.cle


def test_the_candidates_of_a_ranking_join_the_study_once(conduite: Conduite) -> None:
    conduite.consulter()
    for _ in range(2):
        conduite.ajouter(genre="classement", texte="Classez", elements="\n".join(CANDIDATS))
    assert [candidat["libelle"] for candidat in conduite.etude.document["candidats"]] == list(CANDIDATS)
