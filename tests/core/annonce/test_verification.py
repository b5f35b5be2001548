"""What an offer must say before it is published."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exemples.annonces import JOUR, annonce, fiche
from socle.annonce import REGLES_ANNONCE, Annonce, annoncer, rediger, reecrire, verifier_annonce
from socle.annonce.champs import LIEUX
from socle.annonce.verification import mois_suivant
from socle.fiche import adapter_mission
from socle.fiche.constats import Constat


def constats(offre: Annonce, jour: date = JOUR) -> list[Constat]:
    return list(verifier_annonce(offre, jour=jour).constats)


def seul(offre: Annonce, jour: date = JOUR) -> Constat:
    (constat,) = constats(offre, jour)
    return constat


def test_a_complete_offer_raises_no_remark() -> None:
    assert constats(annonce()) == []


def test_every_finding_says_where_and_how_to_mend_it() -> None:
    trouves = constats(Annonce(intitule="POSTE 2026 !")) + constats(annoncer(fiche()))
    assert {constat.code for constat in trouves} <= {regle.code for regle in REGLES_ANNONCE}
    for constat in trouves:
        assert constat.remede, constat.code
        assert constat.source, constat.code
        assert constat.rubrique in LIEUX, constat


@pytest.mark.parametrize(
    ("champ", "rubrique"),
    [
        ("versant", "versant"),
        ("vacance", "vacance"),
        ("grade", "grade"),
        ("autorite_recrutement", "autorite_recrutement"),
        ("date_limite", "date_limite"),
    ],
)
def test_a_missing_line_of_the_notice_is_an_error(champ: str, rubrique: str) -> None:
    constat = seul(rediger(annonce(), {champ: ""}))
    assert (constat.code, constat.gravite, constat.rubrique) == ("avis-incomplet", "erreur", rubrique)


def test_the_twelve_lines_are_those_of_a_fiche() -> None:
    vide = [constat for constat in constats(Annonce(intitule="X")) if constat.code == "avis-incomplet"]
    assert len(vide) == 11
    nulle_part = rediger(annonce(), {"adresse": "", "code_postal": "", "ville": ""})
    assert [(c.code, c.rubrique) for c in constats(nulle_part) if c.gravite == "erreur"] == [
        ("avis-incomplet", "ville")
    ]
    assert "«\u00a0Conditions d’exercice\u00a0»" in seul(reecrire(annonce(), "conditions", texte="")).remede
    assert constats(reecrire(annonce(), "candidature", texte="")) == []


def test_a_post_without_emploi_type_says_its_metier_otherwise() -> None:
    sans = annonce().model_copy(update={"emplois_types": ()})
    constat = seul(sans)
    assert (constat.code, constat.rubrique) == ("avis-incomplet", "metier")
    assert "«\u00a0Référence du métier\u00a0»" in constat.remede
    assert constats(rediger(sans, {"metier": "Conseiller pédagogique (RMFP)"})) == []


def test_publicity_lasts_a_month() -> None:
    courte = rediger(annonce(), {"date_limite": "2026-09-30"})
    constat = seul(courte)
    assert (constat.code, constat.proposition) == ("publicite-courte", "2026-10-01")
    assert "29 jours" in constat.message
    assert constats(rediger(courte, {"date_limite": "2026-10-01"})) == []
    prevue = rediger(annonce(), {"date_publication": "2026-09-20"})
    assert seul(prevue).proposition == "2026-10-20"


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [
        (date(2026, 12, 15), date(2027, 1, 15)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2026, 8, 31), date(2026, 9, 30)),
    ],
)
def test_a_month_later(jour: date, attendu: date) -> None:
    assert mois_suivant(jour) == attendu


def test_a_deadline_gone_by_is_told() -> None:
    offre = annonce()
    assert offre.date_limite is not None
    constat = seul(offre, offre.date_limite + timedelta(days=1))
    assert constat.code == "date-passee"
    assert offre.est_close(offre.date_limite + timedelta(days=1))
    assert not offre.est_close(offre.date_limite)
    assert not Annonce(intitule="X").est_close(JOUR)


def test_search_engines_ask_for_a_town_and_a_working_time() -> None:
    sans = seul(rediger(annonce(), {"ville": ""}))
    assert (sans.code, sans.rubrique) == ("annonce-incomplete", "ville")
    assert seul(rediger(annonce(), {"quotite": ""})).rubrique == "quotite"
    conseil = seul(rediger(annonce(), {"reference": ""}))
    assert (conseil.code, conseil.gravite) == ("annonce-a-completer", "information")


def test_pay_is_said_and_makes_sense() -> None:
    rien = {"salaire_min": "", "salaire_max": ""}
    assert seul(rediger(annonce(), rien)).code == "remuneration-absente"
    assert constats(rediger(annonce(), rien | {"remuneration": "Selon la grille"})) == []
    inverse = seul(rediger(annonce(), {"salaire_min": "40000"}))
    assert (inverse.code, inverse.rubrique) == ("salaire-incoherent", "salaire_min")
    mensuel = rediger(annonce(), {"salaire_min": "2000", "salaire_max": "2500"})
    assert seul(mensuel).rubrique == "salaire_periode"
    assert constats(rediger(mensuel, {"salaire_periode": "mois"})) == []


@pytest.mark.parametrize(
    "texte",
    [
        "Vous avez moins de 35 ans",
        "Une personne âgée de 30 ans",
        "Idéalement jeune diplômée",
        "Célibataire de préférence",
        "Excellente présentation exigée",
        "Femmes uniquement",
        "Le français comme langue maternelle",
    ],
)
def test_a_forbidden_criterion_is_an_error(texte: str) -> None:
    constat = seul(reecrire(annonce(), "profil", texte=texte))
    assert (constat.code, constat.gravite, constat.rubrique) == ("critere-interdit", "erreur", "profil")


@pytest.mark.parametrize("texte", ["Plus de 10 ans d’expérience", "Un service de plus de 40 personnes"])
def test_experience_is_no_age(texte: str) -> None:
    assert constats(reecrire(annonce(), "profil", texte=texte)) == []


@pytest.mark.parametrize("texte", ["Poste F2D57", "IFSE de groupe 2", "En lien avec le N+1", "Un IGE"])
def test_inside_words_are_told(texte: str) -> None:
    constat = seul(reecrire(annonce(), "contexte", texte=texte))
    assert (constat.code, constat.gravite) == ("mots-du-dedans", "avertissement")


def test_the_employer_and_a_contact_are_asked_for() -> None:
    assert seul(reecrire(annonce(), "presentation", texte="")).code == "presentation-absente"
    assert seul(rediger(annonce(), {"contact": "", "contact_courriel": ""})).code == "contact-absent"
    nominatif = seul(rediger(annonce(), {"contact_courriel": "prenom.nom@exemple.fr"}))
    assert (nominatif.code, nominatif.gravite) == ("contact-nominatif", "information")


@pytest.mark.parametrize("intitule", ["INGÉNIEUR PÉDAGOGIQUE", "Ingénieur 2026", "Ingénieur !"])
def test_a_title_holds_the_name_of_the_post(intitule: str) -> None:
    assert seul(rediger(annonce(), {"intitule": intitule})).code == "intitule-brouille"


def test_a_text_left_as_the_fiche_has_it_is_told() -> None:
    tiree = [c.rubrique for c in constats(annoncer(fiche())) if c.code == "texte-de-la-fiche"]
    assert tiree == ["mission", "activites", "conditions"]


def test_a_fiche_that_changed_is_told() -> None:
    changee = adapter_mission(fiche(), "Concevoir des parcours hybrides.")
    rapport = verifier_annonce(annonce(), jour=JOUR, fiche=changee)
    (constat,) = rapport.constats
    assert (constat.code, constat.rubrique) == ("fiche-changee", "mission")
    assert constat.proposition == "Concevoir des parcours hybrides."
    assert verifier_annonce(annonce(), jour=JOUR, fiche=fiche()).constats == ()
