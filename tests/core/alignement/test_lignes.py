"""The lines of an offer among those of a référentiel, with the offer as context."""

from __future__ import annotations

from pathlib import Path

import pytest

from socle.alignement.emplois_types import ClassementEmploisTypes, EmploiTypeProche, Passage
from socle.alignement.lignes import AlignementLignes, Entree, entrees_du_referentiel
from socle.referentiel.documents import EmploiType, Ligne
from socle.referentiel.referentiel import Referentiel

ENTREES = [
    Entree("1", "activites", "Concevoir des dispositifs de formation", ("F2D57",)),
    Entree("2", "activites", "Concevoir des dispositifs de mesure", ("C2B43",)),
    Entree("3", "connaissances", "Ingénierie pédagogique", ("F2D57",), ("Ingénierie de la pédagogie",)),
    Entree("4", "competences_operationnelles", "Ingénierie des dispositifs", ("C2B43",)),
    Entree("5", "connaissances", "Marchés publics", (), (), "Connaître les règles de la commande"),
]


def proche(code: str, probabilite: float) -> EmploiTypeProche:
    return EmploiTypeProche(code, "", "", "IE", 0.5, probabilite)


@pytest.fixture
def aligneur() -> AlignementLignes:
    return AlignementLignes(ENTREES)


def test_a_line_is_placed_with_a_decision_and_its_proposals(aligneur: AlignementLignes) -> None:
    exacte, vague, hors = aligneur.aligner(
        [
            Passage("connaissances", "Ingénierie de la pédagogie"),
            Passage("activites", "Concevoir des dispositifs"),
            Passage("", "Conduire un tracteur"),
        ]
    )
    assert (exacte.decision, exacte.propositions[0].entree.id, exacte.propositions[0].voie) == (
        "sur",
        "3",
        "exact",
    )
    assert {proposition.entree.id for proposition in vague.propositions} >= {"1", "2"}
    assert hors.decision == "hors-referentiel"
    assert hors.texte == "Conduire un tracteur"


def test_the_offer_weighs_on_its_lines(aligneur: AlignementLignes) -> None:
    ligne = [Passage("activites", "Concevoir des dispositifs")]
    for code, attendu in (("F2D57", "1"), ("C2B43", "2")):
        (alignee,) = aligneur.aligner(ligne, proches=[proche(code, 0.9)])
        assert alignee.propositions[0].entree.id == attendu
        assert alignee.propositions[0].contexte > alignee.propositions[1].contexte


def test_the_rubrique_weighs_on_its_lines(aligneur: AlignementLignes) -> None:
    for rubrique in ("connaissances", "competences_operationnelles"):
        (alignee,) = aligneur.aligner([Passage(rubrique, "Ingénierie")])
        apports = {p.entree.rubrique: p.contexte for p in alignee.propositions}
        assert [nom for nom, apport in apports.items() if apport > 0] == [rubrique]


def test_the_neighbouring_lines_weigh_on_a_line(aligneur: AlignementLignes) -> None:
    vague = Passage("activites", "Concevoir des dispositifs")
    (seule,) = aligneur.aligner([vague])
    assert [proposition.voisines for proposition in seule.propositions] == [0.0] * len(seule.propositions)
    for voisine, attendu in (("Ingénierie pédagogique", "1"), ("Ingénierie des dispositifs", "2")):
        premiere, _ = aligneur.aligner([vague, Passage("connaissances", voisine)])
        gagnante = premiere.propositions[0]
        assert gagnante.entree.id == attendu
        assert 0 < gagnante.voisines <= gagnante.contexte


def test_a_line_far_away_is_no_neighbour(aligneur: AlignementLignes) -> None:
    vague = Passage("activites", "Concevoir des dispositifs")
    vides = [Passage("", "Wxyz")] * 2
    premiere, *_ = aligneur.aligner([vague, *vides, Passage("connaissances", "Ingénierie des dispositifs")])
    assert all(proposition.voisines == 0 for proposition in premiere.propositions)


def test_words_that_only_open_a_line_are_set_aside(aligneur: AlignementLignes) -> None:
    (alignee,) = aligneur.aligner([Passage("connaissances", "Très bonne connaissance des marchés publics")])
    assert (alignee.decision, alignee.propositions[0].entree.id) == ("sur", "5")
    assert alignee.texte.startswith("Très bonne")


def test_no_more_proposals_than_asked(aligneur: AlignementLignes) -> None:
    (alignee,) = aligneur.aligner([Passage("", "Concevoir des dispositifs")], k=1)
    assert len(alignee.propositions) == 1
    assert aligneur.aligner([]) == []


def test_the_booklet_gives_each_line_once() -> None:
    entrees = entrees_du_referentiel(Referentiel.livret())
    assert len({entree.id for entree in entrees}) == len(entrees)
    assert all(len(entree.emplois_types) == 1 for entree in entrees)
    assert {entree.rubrique for entree in entrees} == {
        "activites",
        "connaissances",
        "competences_operationnelles",
        "competences_comportementales",
    }


def test_a_line_without_a_word_is_no_entry() -> None:
    emploi = EmploiType(
        code="F2A41", intitule="x", corps="IE", activites=(Ligne(libelle="…"), Ligne(libelle="Trier"))
    )
    entrees = entrees_du_referentiel(Referentiel(emplois_types=(emploi,)))
    assert [(entree.libelle, entree.emplois_types) for entree in entrees] == [("Trier", ("F2A41",))]


@pytest.mark.donnees
def test_a_real_offer_is_placed_in_the_whole_referentiel(donnees: Path) -> None:
    referentiel = Referentiel.from_csv(donnees / "referens" / "referens3_noms_techniques.csv")
    entrees = entrees_du_referentiel(referentiel)
    activites = {entree.id for entree in entrees if entree.rubrique == "activites"}
    assert len(activites) == 2366
    aligneur = AlignementLignes(entrees)
    emploi = referentiel["F2D57"]
    offre = [Passage("activites", ligne.libelle) for ligne in emploi.activites]
    proches = ClassementEmploisTypes(referentiel.emplois_types).classer(offre, k=5)
    assert proches[0].code == "F2D57"
    assert all(alignee.decision == "sur" for alignee in aligneur.aligner(offre, proches=proches))
