"""From verdicts to an emploi-type, and what it would change."""

from __future__ import annotations

import pytest
from tests.core.synthese.fabrique import GABARIT, HIER, codage, etude, source

from socle import decliner
from socle.erreurs import ErreurSocle
from socle.referentiel import Ligne, Referentiel
from socle.synthese import Candidat, Etude, effets, preuves, proposer

TROIS = (source("s1"), source("s2", "referentiel"), source("s3", "enquete", "s1"), source("s4", "ouvrage"))


def test_only_candidates_in_consensus_enter_with_their_evidence() -> None:
    posee = etude(TROIS, {"a1": "PPPP", "a2": "PaaP", "a3": "----"})
    proposee = proposer(posee, GABARIT, le=HIER, auteur="Ana", remplace="Y")
    (version,) = proposee.propositions
    assert [ligne.texte for ligne in version.emploi_type.activites] == ["Activité a1"]
    assert [ligne.texte for ligne in version.emploi_type.connaissances] == ["Sciences"]
    activite, connaissance = version.preuves
    assert (activite.candidat, activite.verdict, activite.indice) == ("a1", "consensus", 1)
    assert (activite.sources, activite.echos) == (("s1", "s2", "s4"), ("s3",))
    assert "texte de départ" in connaissance.motif
    assert (version.numero, version.remplace, version.auteur) == (1, "Y", "Ana")
    assert [p.numero for p in proposer(proposee, GABARIT, le=HIER).propositions] == [1, 2]


def test_quotations_travel_with_the_line() -> None:
    posee = etude(TROIS, {"a1": "PPPP"})
    citee = posee.model_copy(
        update={
            "codages": tuple(
                acte.model_copy(update={"citation": f"Selon {acte.source}", "page": "3"})
                for acte in posee.codages
            )
        }
    )
    (preuve, *_) = preuves(citee, proposer(citee, GABARIT, le=HIER).propositions[0].emploi_type)
    assert [citation.texte for citation in preuve.citations] == [
        "Selon s1",
        "Selon s2",
        "Selon s3",
        "Selon s4",
    ]


def test_competences_enter_the_rubrique_of_their_nature() -> None:
    posee = etude(TROIS, {"a1": "PPPP"})
    savoir = Candidat(
        cle="a2", libelle="Langue anglaise", nature="connaissance", niveau="B1 à B2", identifiant="12"
    )
    posee = posee.model_copy(
        update={
            "candidats": (*posee.candidats, savoir),
            "codages": (*posee.codages, *(codage(s.cle, "a2", "P") for s in TROIS)),
        }
    )
    emploi = proposer(posee, GABARIT, le=HIER).propositions[0].emploi_type
    assert emploi.connaissances == (Ligne(libelle="Langue anglaise", niveau="B1 à B2", identifiant="12"),)


def test_nothing_is_proposed_without_a_consensus() -> None:
    with pytest.raises(ErreurSocle) as refus:
        proposer(etude(TROIS, {"a1": "----"}), GABARIT, le=HIER)
    assert refus.value.code == "aucun-consensus"


def test_effects_name_the_fiches_and_their_lines() -> None:
    livret = Referentiel.livret()
    actuel = livret["ANSTIA-IP"]
    propose = actuel.model_copy(
        update={
            "activites": (
                *actuel.activites[2:],
                Ligne(libelle="Apporter un soutien au pilotage de projets pédagogiques adaptés"),
            )
        }
    )
    derivee = decliner(actuel, corps="IGE")
    autre = livret.fiche("responsable-appui")
    (fiche,) = effets(propose, actuel, fiches=[derivee, autre]).fiches
    assert fiche.intitule == derivee.intitule
    assert fiche.inchangees == sum(1 for _ in derivee.toutes_les_lignes()) - 2
    disparue = next(ligne for ligne in fiche.lignes if "Analyser les besoins" in ligne.texte)
    assert (disparue.rubrique, disparue.devient) == ("activites", "")
    reecrite = next(ligne for ligne in fiche.lignes if ligne is not disparue)
    assert reecrite.devient == propose.activites[-1].texte


def test_nothing_changes_when_the_proposal_is_what_stands() -> None:
    livret = Referentiel.livret()
    actuel = livret["ANSTIA-IP"]
    bilan = effets(actuel, actuel, fiches=livret.fiches)
    assert bilan.comparaison.identiques
    assert all(not fiche.lignes for fiche in bilan.fiches)
    assert len(bilan.fiches) == 4
    assert Etude.livret().derniere_proposition is not None
