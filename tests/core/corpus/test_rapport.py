"""The report: sentences first, every figure with its interval, its method, and how to make it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.corpus.fabrique_resultats import AUTRE, CODE, Resultats, dehors, referentiel, sure
from socle.corpus.chiffres import Chiffres
from socle.corpus.chiffres_calcul import calculer
from socle.corpus.echantillon import tirer
from socle.corpus.echantillon_corrections import corriger_chiffres
from socle.corpus.rapport import phrases_principales, rediger
from socle.corpus.rapport_exemples import dire_exemple
from socle.corpus.rapport_textes import bornes, decalage_dit, enumerer, pluriel, pourcent
from socle.rendu import Figure, Plan, Tableau, Titre, ecrire
from socle.rendu.plan import Paragraphe


def corpus(tmp_path: Path) -> Path:
    """Ninety offers of three years, half titulaires, where the digital share grows."""
    resultats = Resultats()
    for rang in range(90):
        annee = 2021 + rang % 3
        resultats.offre(
            f"o{rang}",
            annee=annee,
            statut=("titulaire", "contractuel")[rang % 2],
            numerique="avec" if rang % 30 < 8 * (annee - 2020) else "sans",
            decalage=0.2 + 0.4 * (rang % 2) + rang / 1000,
            code_annonce=CODE,
            code_proche=CODE if rang % 5 else AUTRE,
            intitule_proche="Ingénieur pédagogique" if rang % 5 else "Chargé de gestion",
            niveaux=["cours"],
            lignes=[
                sure("Conseil aux équipes", libelle="Conseiller les équipes"),
                sure("Suivi du budget", libelle="Suivre un budget", codes=(AUTRE,)),
                dehors(("Animer une communauté apprenante", "Animer des communautés apprenantes")[rang % 2]),
            ],
            couverture={0: ("present", 0) if rang % 2 else "absent", 1: "absent", 2: "absent"},
        )
    return resultats.ecrire(tmp_path, manifeste={"commande": "socle corpus analyser offres.csv -o out"})


@pytest.fixture(scope="module")
def chiffres(tmp_path_factory: pytest.TempPathFactory) -> Chiffres:
    dossier = corpus(tmp_path_factory.mktemp("corpus"))
    return calculer(dossier, referentiel(), codes=[CODE], postes={CODE: {2021: 3, 2022: 5}})


@pytest.fixture(scope="module")
def plan(chiffres: Chiffres) -> Plan:
    return chiffres.plan()


def mots(plan: Plan) -> str:
    return plan.model_dump_json().replace("\u00a0", " ").replace("\u202f", " ")


def test_the_report_opens_on_sentences(plan: Plan, chiffres: Chiffres) -> None:
    debut = plan.blocs[: len(phrases_principales(chiffres))]
    assert all(isinstance(bloc, Paragraphe) and bloc.style == "chapeau" for bloc in debut)
    texte = mots(plan.model_copy(update={"blocs": debut}))
    assert "90 offres analysées sur 90 enregistrements" in texte
    assert "Le décalage avec « Ingénieur pédagogique » (F2D57) est de" in texte
    assert "L’activité la plus demandée est « Conseiller les équipes », 50 %" in texte


def test_the_report_has_its_parts_in_the_order_of_the_reader(plan: Plan) -> None:
    assert [bloc.texte for bloc in plan.blocs if isinstance(bloc, Titre) and bloc.niveau == 1] == [
        "Le corpus",
        "De quels emplois-types ces offres relèvent-elles ?",
        "L’emploi-type F2D57, Ingénieur pédagogique",
        "Ce qui émerge hors du référentiel",
        "Portrait des postes",
        "Différences entre groupes d’offres",
        "Évolution dans le temps",
        "La demande : postes ouverts et offres",
        "Ce que valent ces chiffres",
        "Méthode",
        "Refaire ce rapport",
        "Annexe : les exemples",
    ]


def test_every_chart_has_its_table(plan: Plan) -> None:
    """A chart is followed by a table before the next chart of its part; several may share one."""
    genres = [bloc.genre for bloc in plan.blocs if isinstance(bloc, Figure | Tableau | Titre)]
    for place, genre in enumerate(genres):
        if genre == "figure":
            assert "tableau" in genres[place : place + 4]


def test_what_the_report_says_of_the_emploi_type(plan: Plan) -> None:
    texte = mots(plan)
    assert "« Suivi du budget » (offre o0, ligne 1)" in texte
    assert "2 lignes sur 3 ne se trouvent dans aucune des 90 offres" in texte
    assert "Animer des communautés apprenantes" in texte
    assert "Offres publiées sous un emploi-type et plus proches d’un autre" in texte


def test_differences_trends_and_openings_are_told(plan: Plan) -> None:
    texte = mots(plan)
    assert "δ de Cliff" in texte
    assert "Numérique : avec le numérique : monte de" in texte
    assert "8 postes ouverts aux concours de 2021 à 2023" in texte
    assert "Région : aucune offre ne le dit." in texte


def test_the_report_says_that_its_figures_are_not_corrected(plan: Plan) -> None:
    assert "Aucun échantillon n’a été étiqueté" in mots(plan)


def test_the_report_can_be_made_again(plan: Plan) -> None:
    texte = mots(plan)
    assert "socle corpus analyser offres.csv -o out" in texte
    assert "Graine des tirages" in texte
    assert "statsmodels" in texte


def test_a_labelled_sample_adds_a_corrected_column(tmp_path: Path) -> None:
    from socle.corpus.chiffres_lecture import Resultats as Lecture

    lecture = Lecture(corpus(tmp_path))
    echantillon = tirer(lecture, taille=200)
    etiquetees = tuple(
        ligne.model_copy(
            update={"etiquette": "faux" if rang % 8 == 0 and ligne.decision == "sur" else "juste"}
        )
        for rang, ligne in enumerate(echantillon.lignes)
    )
    echantillon = echantillon.model_copy(update={"lignes": etiquetees})
    corriges = corriger_chiffres(calculer(lecture, referentiel(), codes=[CODE]), echantillon)
    texte = mots(corriges.plan())
    assert "Part corrigée" in texte
    assert "lignes tirées au sort ont été relues" in texte
    assert "Une fois corrigé des erreurs mesurées sur l’échantillon" in texte


def test_a_corpus_of_one_offer_is_told_with_care(tmp_path: Path) -> None:
    dossier = Resultats().offre("a", code_proche="", code_mesure="", decalage=None).ecrire(tmp_path)
    texte = mots(rediger(dossier, referentiel()))
    assert "Peu d’offres : les intervalles sont larges" in texte
    assert "Aucune offre n’est assez proche d’un emploi-type." in texte
    assert "Le décalage" not in texte.partition("Méthode")[0]
    assert "Aucun groupe de lignes hors référentiel" in texte
    assert "Moins de trois années" in texte


def test_a_corpus_of_several_emplois_types_has_a_decalage_of_its_own(tmp_path: Path) -> None:
    resultats = Resultats()
    for rang in range(8):
        resultats.offre(f"a{rang}", couverture={0: "present", 1: "present", 2: "present"})
        resultats.offre(f"b{rang}", code=AUTRE, code_mesure=AUTRE, couverture={0: "absent"})
    plan = rediger(resultats.ecrire(tmp_path), referentiel())
    titres = [bloc.texte for bloc in plan.blocs if isinstance(bloc, Titre) and bloc.niveau == 1]
    assert titres[2:5] == [
        "Le décalage du corpus",
        "L’emploi-type F2D57, Ingénieur pédagogique",
        "L’emploi-type J2C46, Chargé de gestion",
    ]


@pytest.mark.parametrize("format", ["html", "docx", "pdf", "odt"])
def test_the_report_is_written_in_every_format(plan: Plan, format: str) -> None:
    contenu = ecrire(plan, format=format)
    assert contenu == ecrire(plan, format=format)
    if format == "html":
        assert b"<script" not in contenu
        assert b'src="http' not in contenu


def test_words_of_figures() -> None:
    from socle.corpus.chiffres import Chiffre, Exemple

    assert pourcent(0.0996) == "10\u00a0%"
    assert bornes(Chiffre(valeur=0, effectif=0, total=9, bas=0.0, haut=0.2991)) == "0 à 30\u00a0%"
    presque_rien = Chiffre(valeur=0, effectif=0, total=20_000, bas=0.0, haut=0.000192)
    assert bornes(presque_rien) == "0,00 à 0,02\u00a0%"
    assert decalage_dit(presque_rien) == "0,000 (0,000 à 0,000)"
    assert (pluriel(1, "offre"), pluriel(0, "cheval", "chevaux")) == ("1\u00a0offre", "0\u00a0cheval")
    assert (enumerer([]), enumerer(["un"])) == ("", "un")
    assert dire_exemple(Exemple(offre="a", rang=-1)) == "offre a"
