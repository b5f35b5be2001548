"""The annex of the report: from each figure to what shows it, and what was left out."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from core.corpus.fabrique_resultats import CODE, Resultats, dehors, referentiel
from socle.corpus import rapport_exemples
from socle.corpus.chiffres import Chiffres, Exemple
from socle.corpus.chiffres_calcul import calculer
from socle.corpus.rapport_exemples import Annexe, Cite
from socle.rendu import Paragraphe, Plan, Tableau, Titre, ecrire


@pytest.fixture(scope="module")
def chiffres(tmp_path_factory: pytest.TempPathFactory) -> Chiffres:
    """Ninety offers of three years, the first activité asked of titulaires only, more and more digital."""
    resultats = Resultats()
    for rang in range(90):
        annee = 2021 + rang % 3
        resultats.offre(
            f"o{rang}",
            titre=f"Poste {rang}",
            annee=annee,
            statut=("titulaire", "contractuel")[rang % 2],
            numerique="avec" if rang % 30 < 8 * (annee - 2020) else "sans",
            decalage=0.2 + 0.4 * (rang % 2) + rang / 1000,
            lignes=[dehors(f"Conseil {rang}")],
            couverture={0: ("absent", ("present", 0))[rang % 2 == 0], 1: "absent", 2: "absent"},
        )
    dossier = resultats.ecrire(tmp_path_factory.mktemp("corpus"), par_part=25)
    return calculer(dossier, referentiel(), codes=[CODE], postes={CODE: {2021: 3}})


def test_a_group_is_shown_by_offers_and_lines_of_its_own(chiffres: Chiffres) -> None:
    mesures = {un.mesure: un for un in chiffres.comparaisons if un.critere == "statut"}
    contractuels, titulaires = mesures[f"{CODE}:0"].groupes
    assert contractuels.chiffre.exemples == ()
    assert titulaires.chiffre.exemples == tuple(
        Exemple(offre=f"o{rang}", rang=0, texte=f"Conseil {rang}") for rang in (0, 2, 4)
    )
    numerique = mesures["numerique:avec"].groupes[0].chiffre
    assert [int(exemple.offre[1:]) % 2 for exemple in numerique.exemples] == [1, 1, 1]
    # The mean of the décalage of contractuels, 0.6 + 45/1000, is that of the forty-sixth offer.
    decalage = mesures["decalage"].groupes[0].chiffre
    assert decalage.exemples[0] == Exemple(offre="o45", rang=-1, texte="Poste 45")


def test_each_year_of_a_trend_is_shown(chiffres: Chiffres) -> None:
    tendance = next(une for une in chiffres.tendances if une.mesure == "numerique:avec")
    for point in tendance.points:
        assert [2021 + int(un.offre[1:]) % 3 for un in point.chiffre.exemples] == [point.annee] * 3
    (ouverte, *_) = chiffres.demandes
    assert [un.texte for un in ouverte.exemples] == ["Poste 0", "Poste 3", "Poste 6"]


def test_an_offer_cited_as_a_whole_is_under_its_title(chiffres: Chiffres) -> None:
    cites = re.findall(r'"offre": "o(\d+)",\s*"rang": -1,\s*"texte": "(.*)"', chiffres.to_json())
    assert len(cites) > 60
    assert all(titre == f"Poste {offre}" for offre, titre in cites)


def test_in_one_page_every_figure_leads_to_its_examples_and_back(chiffres: Chiffres) -> None:
    arbre = LexborHTMLParser(ecrire(chiffres.plan(), format="html").decode())
    renvois = arbre.css("td a")
    assert len(renvois) > 20
    for renvoi in renvois:
        titre = arbre.css_first(renvoi.attributes["href"])
        assert titre.text().startswith(renvoi.text().removeprefix("n°\u00a0") + ". ")
        retour = titre.next
        assert retour.attributes["href"] == f"#{renvoi.attributes['id']}"
        liste = titre.parent.next.next
        assert liste.tag == "ul"
        assert 1 <= len(liste.css("li")) <= rapport_exemples.PAR_CHIFFRE
    rangees = {rang.css_first("td").text(): rang for rang in arbre.css("tr") if rang.css("td")}
    assert rangees["Conseiller les équipes"].css("td")[1].text() == "45"
    assert not rangees["Assurer une veille"].css("a")


def _tableau(nombre: int) -> Tableau:
    return Tableau(legende="Parts", entetes=("Nom",), lignes=tuple((f"{rang}",) for rang in range(nombre)))


def _annexe(nombre: int, lignes: int) -> tuple[Tableau, Plan]:
    annexe = Annexe()
    cites = [
        Cite(f"Chiffre {rang}", [f"ligne {place}" for place in range(lignes)], 9) for rang in range(nombre)
    ]
    tableau = annexe.joindre(_tableau(nombre), cites)
    return tableau, Plan(titre="Essai", blocs=tuple(annexe.blocs()))


@pytest.mark.parametrize(("nombre", "gardes"), [(10, 3), (15, 2), (25, 1)])
def test_many_figures_have_fewer_examples_each(
    monkeypatch: pytest.MonkeyPatch, nombre: int, gardes: int
) -> None:
    monkeypatch.setattr(rapport_exemples, "EXEMPLES_MAXIMUM", 30)
    _, plan = _annexe(nombre, 5)
    assert f"{gardes}\u00a0exemple" in plan.blocs[1].segments[0].texte  # type: ignore[union-attr]
    assert all(f"({gardes} sur 9)" in un.texte for un in plan.blocs if isinstance(un, Titre) and un.ancre)


def test_what_is_left_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rapport_exemples, "CHIFFRES_MAXIMUM", 4)
    tableau, plan = _annexe(6, 1)
    assert [cases[-1] for cases in tableau.lignes][3:] == ["n°\u00a04", "–", "–"]
    assert tableau.renvois[3:] == ("exemple-4", "", "")
    note = plan.blocs[1]
    assert isinstance(note, Paragraphe)
    assert "2\u00a0chiffres du rapport n’ont pas d’exemple ici" in note.segments[0].texte


def test_a_table_without_any_example_keeps_its_columns() -> None:
    annexe = Annexe()
    assert annexe.joindre(_tableau(2), [Cite("a", []), Cite("b", [])]) == _tableau(2)
    assert annexe.blocs() == []
