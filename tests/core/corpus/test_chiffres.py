"""The figures of small corpora whose every count fits on a page."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from core.corpus.fabrique_resultats import AUTRE, CODE, Resultats, dehors, referentiel, sure
from socle.corpus.chiffres import Chiffres
from socle.corpus.chiffres_calcul import calculer
from socle.corpus.chiffres_emplois_types import premiers
from socle.corpus.chiffres_lecture import Resultats as Lecture
from socle.corpus.chiffres_mesures import wilson
from socle.erreurs import DocumentIllisible, ErreurSocle

CONSEIL = "Conseiller les équipes"


def quatre_offres() -> Resultats:
    """Four offers against an emploi-type of three lines.

    Asked: the first line by three offers, the second in part by one, the third by none. Of the seven
    lines of work, four ask for something else (one diploma is not work).
    """
    resultats = Resultats()
    resultats.offre(
        "a",
        lignes=[sure("Conseil aux équipes", libelle=CONSEIL), dehors("Animer une communauté apprenante")],
        couverture={0: ("present", 0), 1: "absent", 2: "absent"},
        numerique="avec",
        niveaux=["cours", "formation"],
    )
    resultats.offre(
        "b",
        lignes=[
            sure("Conseiller", libelle=CONSEIL),
            dehors("Veiller", rubrique="mission"),
            dehors("Bac+5", rubrique="profil"),
        ],
        couverture={0: ("present", 0), 1: ("partiel", 1), 2: "absent"},
        code_proche=AUTRE,
        intitule_proche="Chargé de gestion",
        code_annonce=CODE,
    )
    resultats.offre(
        "c",
        lignes=[sure("Suivre le budget", libelle="Suivre un budget", codes=(AUTRE,)), dehors("Piloter")],
        couverture={0: ("present", 1), 1: "absent", 2: "absent"},
        code_annonce=CODE,
    )
    resultats.offre(
        "d",
        lignes=[dehors("Écouter")],
        couverture={0: "absent", 1: "absent", 2: "absent"},
    )
    return resultats.offre("e", etat="doublon", groupe="a").offre("f", etat="illisible", cause="vide")


@pytest.fixture
def chiffres(tmp_path: Path) -> Chiffres:
    return calculer(quatre_offres().ecrire(tmp_path), referentiel(), codes=[CODE])


def test_records_and_lines_are_counted_by_state(chiffres: Chiffres) -> None:
    effectifs = chiffres.effectifs
    assert (effectifs.enregistrements, effectifs.analysees, effectifs.lignes) == (6, 4, 8)
    assert (effectifs.doublons, effectifs.illisibles, effectifs.autre_langue) == (1, 1, 0)
    assert {part.valeur: part.chiffre.effectif for part in chiffres.decisions} == {
        "sur": 3,
        "a-choisir": 0,
        "hors-referentiel": 5,
    }


def test_each_line_of_the_emploi_type_has_its_frequency_and_its_examples(chiffres: Chiffres) -> None:
    conseil, veille, sciences = chiffres.etudes[0].frequences
    assert [f.presente.effectif for f in (conseil, veille, sciences)] == [3, 0, 0]
    assert (veille.partielle.effectif, veille.absente.effectif) == (1, 3)
    assert [(exemple.offre, exemple.texte) for exemple in veille.partielle.exemples] == [("b", "Veiller")]
    assert (conseil.presente.bas, conseil.presente.haut) == wilson(3, 4)
    assert [(exemple.offre, exemple.rang) for exemple in conseil.presente.exemples] == [
        ("a", 0),
        ("b", 0),
        ("c", 1),
    ]
    assert conseil.presente.exemples[0].texte == "Conseil aux équipes"
    assert [f.jamais for f in (conseil, veille, sciences)] == [False, False, True]


def test_what_is_asked_beyond_the_emploi_type(chiffres: Chiffres) -> None:
    (seul,) = chiffres.etudes[0].ailleurs
    assert (seul.libelle, seul.emplois_types, seul.demandee.effectif) == ("Suivre un budget", (AUTRE,), 1)
    assert seul.demandee.exemples[0].offre == "c"


def test_the_decalage_is_the_mean_of_its_two_sides(chiffres: Chiffres) -> None:
    """Missing: each offer misses 2, 1.5, 2 and 3 of three lines, 8.5 of 12. Beyond: a 1 of 2, b 0 of 2 (the
    line that asks for the second in part is not elsewhere), c 1 of 2 (its budget), d 1 of 1: 3 of 7."""
    decalage = chiffres.etudes[0].decalage
    assert decalage.manque.valeur == pytest.approx(8.5 / 12)
    assert decalage.au_dela.valeur == pytest.approx(3 / 7)
    assert (decalage.au_dela.effectif, decalage.au_dela.total) == (3, 7)
    assert decalage.valeur.valeur == pytest.approx((8.5 / 12 + 3 / 7) / 2)
    assert [(exemple.offre, exemple.rang) for exemple in decalage.au_dela.exemples] == [
        ("a", 1),
        ("c", 0),
        ("d", 0),
    ]
    assert decalage.valeur.bas < decalage.valeur.valeur < decalage.valeur.haut


def test_the_parts_of_the_decalage_add_up(chiffres: Chiffres) -> None:
    decalage = chiffres.etudes[0].decalage
    parts = {(part.cote, part.rubrique): part.valeur for part in decalage.parts}
    assert sum(parts.values()) == pytest.approx(decalage.valeur.valeur)
    # The four offers miss the connaissance, and 4.5 of the eight activités.
    assert parts["manque", "connaissances"] == pytest.approx(4 / 12 / 2)
    assert parts["manque", "activites"] == pytest.approx(4.5 / 12 / 2)
    assert set(parts) == {("manque", "connaissances"), ("manque", "activites"), ("au-dela", "activites")}


def test_when_every_offer_is_measured_against_it_the_corpus_has_the_same_decalage(chiffres: Chiffres) -> None:
    assert chiffres.decalage == chiffres.etudes[0].decalage


def test_nearest_announced_and_confused(chiffres: Chiffres) -> None:
    assert {part.valeur: part.chiffre.effectif for part in chiffres.proches} == {CODE: 3, AUTRE: 1}
    assert chiffres.accord is not None
    assert (chiffres.accord.effectif, chiffres.accord.total) == (1, 2)
    ailleurs = [un for un in chiffres.croisements if un.annonce != un.proche]
    assert [(un.annonce, un.proche, un.chiffre.effectif) for un in ailleurs] == [(CODE, AUTRE, 1)]
    assert ailleurs[0].chiffre.exemples[0].offre == "b"


def test_an_offer_of_two_levels_counts_in_both(chiffres: Chiffres) -> None:
    parts = {
        p.dimension: {part.valeur: part.chiffre.effectif for part in p.parts} for p in chiffres.portraits
    }
    assert parts["numerique"] == {"avec": 1, "mixte": 0, "sans": 3, "indetermine": 0}
    assert parts["niveaux"] == {"cours": 1, "formation": 1, "etablissement": 0}


def test_the_figures_do_not_depend_on_the_parts(tmp_path: Path, chiffres: Chiffres) -> None:
    morcele = quatre_offres().ecrire(tmp_path / "morcele", par_part=1)
    autres = calculer(morcele, referentiel(), codes=[CODE], titre=chiffres.titre)
    assert autres == chiffres


def test_the_document_reads_back_and_has_a_schema(chiffres: Chiffres) -> None:
    assert Chiffres.from_json(chiffres.to_json()) == chiffres
    assert Chiffres.model_json_schema()["title"] == "Chiffres"


def test_the_manifest_says_what_to_study_and_what_makes_it_again(tmp_path: Path) -> None:
    manifeste = {
        "commande": "socle corpus analyser offres.csv -o sortie",
        "emplois_types": [CODE],
        "donnees": "ab12",
        "empreintes": {"referentiel": "cd34", "apprentissage": ""},
        "versions": {"numba": "0.61"},
    }
    chiffres = calculer(
        quatre_offres().ecrire(tmp_path, manifeste=manifeste),
        referentiel(),
        empreintes={"concours": "ef56"},
    )
    assert [etude.code for etude in chiffres.etudes] == [CODE]
    assert chiffres.provenance.commandes == (manifeste["commande"],)
    assert chiffres.provenance.empreintes == {"données": "ab12", "référentiel": "cd34", "concours": "ef56"}
    assert chiffres.provenance.versions["numba"] == "0.61"


def test_without_a_code_the_emplois_types_of_enough_offers_are_studied(tmp_path: Path) -> None:
    resultats = Resultats()
    for rang in range(8):
        resultats.offre(
            f"a{rang}", couverture={0: "absent", 1: "absent", 2: "absent"}, lignes=[dehors("Aller")]
        )
    resultats.offre("seule", code=AUTRE, code_mesure=AUTRE, couverture={0: "absent"})
    chiffres = calculer(resultats.ecrire(tmp_path), referentiel())
    assert [(etude.code, etude.offres) for etude in chiffres.etudes] == [(CODE, 8)]
    assert chiffres.decalage is not None
    assert chiffres.decalage.valeur.total == 9


def test_openings_stand_beside_the_offers_of_the_year(tmp_path: Path) -> None:
    resultats = Resultats()
    for annee in (2020, 2021, 2021):
        resultats.offre(f"a{len(resultats.tables['offres'])}", annee=annee, couverture={0: "absent"})
    chiffres = calculer(
        resultats.ecrire(tmp_path),
        referentiel(),
        codes=[CODE],
        postes={CODE: {2019: 4, 2021: 6}, AUTRE: {2018: 1, 2022: 1}},
    )
    assert [(d.annee, d.postes, d.offres) for d in chiffres.demandes] == [
        (2019, 4, 0),
        (2020, None, 1),
        (2021, 6, 2),
        (2022, 0, 0),
    ]


def test_a_folder_that_holds_no_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentIllisible) as erreur:
        calculer(tmp_path, referentiel())
    assert "offres" in erreur.value.cause
    assert erreur.value.remede


def test_a_corpus_without_an_analysed_offer_has_no_figures(tmp_path: Path) -> None:
    dossier = Resultats().offre("a", etat="illisible").ecrire(tmp_path)
    with pytest.raises(ErreurSocle) as erreur:
        calculer(dossier, referentiel())
    assert erreur.value.code == "corpus-vide"


def test_an_emploi_type_that_no_offer_is_measured_against_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ErreurSocle) as erreur:
        calculer(quatre_offres().ecrire(tmp_path), referentiel(), codes=[AUTRE])
    assert erreur.value.code == "emploi-type-non-mesure"


def test_lines_are_read_a_few_parts_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socle.corpus.chiffres_lecture.LIGNES_PAR_LOT", 3)
    lecture = Lecture(quatre_offres().ecrire(tmp_path, par_part=1))
    lots = list(lecture.lots())
    assert [lot.lignes.height for lot in lots] == [5, 3, 0]
    assert [ident for lot in lots for ident in lot.offres["id"]] == lecture.offres["id"].to_list()
    for lot in lots:
        for table in (lot.lignes, lot.couverture):
            rangs = table.join(lecture.offres, on="place")
            assert rangs["offre"].to_list() == rangs["id"].to_list()


def test_the_examples_kept_do_not_hold_the_texts_of_their_lots() -> None:
    """What bounds the memory of a million offers: a text kept is a copy, not a window on its lot."""
    lot = pl.DataFrame(
        {
            "code": ["F2Z01"] * 10_000,
            "place": range(10_000),
            "rang": [0] * 10_000,
            "texte": [f"Tenir le registre n° {rang} de la bibliothèque" for rang in range(10_000)],
        }
    )
    gardes = premiers([lot, lot], ["code"], 3)
    assert gardes["texte"].to_list() == [lot["texte"][0], lot["texte"][0], lot["texte"][1]]
    assert _octets(lot) > 100_000
    assert _octets(gardes) < 10_000


def _octets(table: pl.DataFrame) -> int:
    textes = table["texte"].to_arrow(compat_level=pl.CompatLevel.newest())
    return sum(tampon.size for tampon in textes.buffers() if tampon is not None)
