"""The analysis of an offer, on the booklet and on a small référentiel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exemples.referens import ecrire_csv
from socle import Referentiel, analyser, verifier
from socle.erreurs import DocumentIllisible, ErreurSocle, Introuvable
from socle.offre import Analyse, Analyseur, decouper, ebaucher
from socle.rendu import FORMATS, ecrire

REF = Referentiel.livret() | Referentiel.from_csv(ecrire_csv(), edition="essai")
MODELES = Referentiel.livret().fiches


def offre_de(cle: str) -> str:
    """A model fiche written as an offer."""
    fiche = Referentiel.livret().fiche(cle)
    sections = (
        ("Mission", [fiche.mission]),
        ("Activités principales", [ligne.texte for ligne in fiche.activites]),
        ("Connaissances", [ligne.texte for ligne in fiche.connaissances]),
        ("Compétences opérationnelles", [ligne.texte for ligne in fiche.competences_operationnelles]),
        ("Compétences comportementales", [ligne.texte for ligne in fiche.competences_comportementales]),
    )
    corps = f"{fiche.intitule}\nCorps : {fiche.corps}\n\n"
    return corps + "\n\n".join(
        f"{titre} :\n" + "\n".join(f"- {ligne}" for ligne in lignes) for titre, lignes in sections
    )


def portrait(analyse: Analyse, dimension: str) -> tuple[str, ...]:
    return next(trait.dominantes for trait in analyse.portrait.traits if trait.dimension == dimension)


@pytest.mark.parametrize("cle", [fiche.modele for fiche in MODELES if fiche.corps == "IE"])
def test_a_fiche_of_the_booklet_is_nearest_to_its_emploi_type(cle: str) -> None:
    analyse = analyser(offre_de(cle), REF)
    assert analyse.emploi_type == "ANSTIA-IP"
    assert analyse.corps == "IE"
    assert analyse.corps_origine == "ecrit"
    fiche = Referentiel.livret().fiche(cle)
    heritees = {ligne.texte for _, ligne in fiche.toutes_les_lignes() if ligne.provenance.nature == "herite"}
    presentes = {couverte.libelle for couverte in analyse.couverture if couverte.presence == "present"}
    assert heritees <= presentes


def test_the_decalage_counts_the_lines_that_ask_something_else() -> None:
    analyse = analyser(offre_de("hybridation"), REF)
    decalage = analyse.decalage
    assert decalage is not None
    ailleurs = [analyse.lignes[rang].texte for rang in decalage.ailleurs]
    assert "Connaissance des ressources éducatives libres" in ailleurs
    assert "Piloter un projet" not in ailleurs
    assert decalage.taux == pytest.approx(len(ailleurs) / len(analyse.lignes), abs=1e-3)
    assert decalage.phrases[0].startswith(f"{len(ailleurs)} lignes sur {len(analyse.lignes)}")
    assert decalage.presentes + decalage.partielles + decalage.absentes == len(analyse.couverture)


def test_another_emploi_type_can_be_chosen() -> None:
    analyse = analyser(offre_de("hybridation"), REF, emploi_type="F2Z41")
    assert analyse.emploi_type == "F2Z41"
    assert {couverte.libelle for couverte in analyse.couverture} == {
        ligne.texte for _, ligne in REF["F2Z41"].toutes_les_lignes()
    }
    with pytest.raises(Introuvable):
        analyser("Missions :\n- Former", REF, emploi_type="Z9Z99")


def test_the_corps_given_wins_over_the_one_written() -> None:
    autre = next(emploi.corps for emploi in REF.emplois_types if emploi.corps != "IE")
    analyse = analyser(offre_de("hybridation"), REF, corps=autre)
    assert (analyse.corps, analyse.corps_origine) == (autre, "choisi")
    assert {trouve.corps for trouve in analyse.emplois_types} == {autre}
    assert analyse.emplois_types_tous_corps[0].code == "ANSTIA-IP"
    assert analyser("Missions :\n- Former des enseignants", REF).corps_origine == "inconnu"


def test_a_line_of_the_dictionary_is_sure_whatever_its_level() -> None:
    entree = REF.dictionnaire.entrees[0]
    texte = f"Connaissances :\n- {entree.libelle} (connaissance approfondie)\n- Jouer du hautbois baroque"
    connue, inconnue = analyser(texte, REF).lignes
    assert connue.decision == "sur"
    assert connue.propositions[0].identifiant == entree.identifiant
    assert inconnue.decision == "hors-referentiel"


def test_the_words_that_made_a_match_are_shown_in_both_texts() -> None:
    analyse = analyser(offre_de("generaliste"), REF)
    for ligne in analyse.lignes:
        for proposition in ligne.propositions:
            for debut, fin in proposition.marques.ligne:
                assert ligne.texte[debut:fin].strip()
            for debut, fin in proposition.marques.entree:
                assert proposition.libelle[debut:fin].strip()


def test_every_line_keeps_its_place_in_the_document() -> None:
    analyse = analyser(offre_de("approche-par-competences"), REF)
    for ligne in analyse.lignes:
        assert analyse.offre.texte[ligne.debut : ligne.fin] == ligne.texte


def test_the_portrait_tells_the_booklet_s_fiches_apart() -> None:
    assert portrait(analyser(offre_de("developpement-professionnel"), REF), "posture")[0] == "conseil"
    assert portrait(analyser(offre_de("hybridation"), REF), "posture")[0] == "pedagogique"
    assert portrait(analyser(offre_de("hybridation"), REF), "numerique") == ("mixte",)
    assert "etablissement" in portrait(analyser(offre_de("responsable-appui"), REF), "niveau")
    technique = "Activités :\n- Administrer la plateforme Moodle\n- Assurer la maintenance du site web\n"
    technique += "- Paramétrer les outils en ligne\n- Assister les utilisateurs de la plateforme"
    analyse = analyser(technique, REF)
    assert portrait(analyse, "posture") == ("technique",)
    assert portrait(analyse, "numerique") == ("avec",)


def test_thin_evidence_is_said() -> None:
    analyse = analyser("Activités :\n- Conseiller la direction", REF)
    assert all("prudence" in trait.phrase() or not trait.dominantes for trait in analyse.portrait.traits)


def test_from_an_analysis_to_a_draft_fiche() -> None:
    analyse = analyser(offre_de("hybridation"), REF)
    fiche = ebaucher(analyse, REF)
    assert fiche.emplois_types[0].code == "ANSTIA-IP"
    assert fiche.corps == "IE"
    activites = [ligne.libelle for ligne in fiche.activites]
    assert activites == [ligne.texte for ligne in analyse.lignes if ligne.rubrique == "activites"]
    natures = {ligne.libelle: ligne.provenance.nature for _, ligne in fiche.toutes_les_lignes()}
    assert natures["Piloter un projet"] == "herite"
    assert natures["Piloter des prestataires"] == "ajoute"
    adaptee = next(ligne for ligne in fiche.activites if ligne.libelle.startswith("Co-concevoir"))
    assert adaptee.provenance.nature == "adapte"
    assert adaptee.provenance.original == REF["ANSTIA-IP"].activites[4].libelle
    assert fiche.mission_provenance is not None
    assert fiche.mission_provenance.nature == "adapte"
    assert verifier(fiche, REF).constats is not None


def test_a_text_that_says_nothing_is_said_to() -> None:
    analyse = analyser("Bonjour.", REF)
    assert analyse.decalage is None or analyse.decalage.taux is None
    vide = analyse.model_copy(update={"emploi_type": ""})
    with pytest.raises(ErreurSocle, match="Aucun emploi-type"):
        ebaucher(vide, REF)
    with pytest.raises(DocumentIllisible, match="Aucun emploi-type"):
        Analyseur(Referentiel())


@pytest.mark.parametrize("format_", FORMATS)
def test_the_analysis_is_a_document(format_: str) -> None:
    analyse = analyser(offre_de("hybridation"), REF)
    assert len(ecrire(analyse.plan(), format=format_)) > 2000


def test_the_analysis_round_trips() -> None:
    analyse = analyser(offre_de("hybridation"), REF)
    assert Analyse.from_json(analyse.to_json()) == analyse


def test_the_same_offer_gives_the_same_analysis() -> None:
    texte = offre_de("generaliste")
    assert analyser(texte, REF).to_json() == Analyseur(REF).analyser(decouper(texte)).to_json()


@pytest.fixture(scope="module")
def profils(donnees: Path) -> Iterator[list[str]]:
    import json

    with (donnees / "offres/cnrs_2025_dev.jsonl").open(encoding="utf-8") as lignes:
        yield [json.loads(ligne)["texte"] for ligne in lignes]


@pytest.mark.donnees
def test_the_real_profiles_all_go_through(profils: list[str], ensemble: Referentiel) -> None:
    for texte in profils:
        analyse = analyser(texte, ensemble)
        assert analyse.lignes
        assert analyse.emplois_types
        assert analyse.decalage is not None


def test_a_precision_does_not_hide_a_dictionary_entry() -> None:
    entree = REF.dictionnaire.entrees[0]
    (ligne,) = analyser(f"Connaissances :\n- {entree.libelle} (LMS, MOOC, outils auteurs)", REF).lignes
    assert ligne.decision == "sur"
    assert ligne.propositions[0].identifiant == entree.identifiant
