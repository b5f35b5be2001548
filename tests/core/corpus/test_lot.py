"""The batch analysis says what one analysis says, on real profiles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from tests.core.corpus.fabrique import ecrire_jsonl, offre

from socle.corpus.analyse import AnalyseDeLot
from socle.corpus.entree import ENTREE, en_lots
from socle.corpus.preparation import preparer
from socle.corpus.sources import Source
from socle.offre import Analyse, Analyseur, decouper
from socle.offre.analyse.portrait import reconnaitre
from socle.referentiel import Referentiel


@pytest.fixture(scope="module")
def profils(donnees: Path) -> list[dict[str, Any]]:
    lignes = (donnees / "offres" / "cnrs_2025_dev.jsonl").read_text("utf-8").splitlines()
    return [json.loads(ligne) for ligne in lignes]


@pytest.fixture(scope="module")
def seul(ensemble: Referentiel) -> Analyseur:
    return Analyseur(ensemble)


def par_lot(
    textes: list[tuple[str, str]], referentiel: Referentiel, dossier: Path, **options: Any
) -> list[dict[str, Any]]:
    """The results of texts and corps, duplicates analysed as the others are."""
    source = ecrire_jsonl(dossier / "o.jsonl", [{"texte": t, "corps": c} for t, c in textes])
    (brut,) = en_lots(iter(Source(source)))
    entree = pa.Table.from_batches([preparer(brut)])
    entree = entree.append_column("groupe", pa.array([""] * len(textes)))
    assert set(ENTREE.names) < set(entree.column_names)
    resultats: list[dict[str, Any]] = AnalyseDeLot(referentiel, **options)(
        entree.combine_chunks().to_batches()[0]
    ).to_pylist()
    return resultats


def comparer(resultat: dict[str, Any], analyse: Analyse) -> None:
    premier = analyse.emplois_types[0]
    assert resultat["code_proche"] == premier.code
    assert [un["code"] for un in resultat["emplois_types"]] == [un.code for un in analyse.emplois_types[:5]]
    assert resultat["probabilite"] == pytest.approx(premier.probabilite, abs=1e-4)
    assert resultat["corps"] == (analyse.corps or "")
    lignes = resultat["lignes_analysees"]
    assert [(un["texte"], un["rubrique"], un["decision"]) for un in lignes] == [
        (un.texte, un.rubrique, un.decision) for un in analyse.lignes
    ]
    for une, attendue in zip(lignes, analyse.lignes, strict=True):
        assert une["probabilite"] == pytest.approx(attendue.probabilite, abs=2e-3)
        if attendue.decision == "sur":
            assert une["cle"] == attendue.propositions[0].entree
        reconnus = reconnaitre(attendue.texte)
        assert {("niveau", un) for un in une["niveaux"]} == {un for un in reconnus if un[0] == "niveau"}
    assert [(un["etat"], un["ligne"]) for un in resultat["couvertures"]] == [
        (un.presence, un.lignes[0] if un.lignes else None) for un in analyse.couverture
    ]
    assert analyse.decalage is not None
    assert resultat["decalage"] == analyse.decalage.taux
    portrait = {un.dimension: un.dominantes for un in analyse.portrait.traits}
    assert tuple(resultat["niveaux"]) == portrait["niveau"]
    assert tuple(resultat["categories"]) == portrait["categorie"]
    assert resultat["numerique"] == (portrait["numerique"] or ("indetermine",))[0]


@pytest.mark.parametrize("avec_corps", [True, False])
def test_real_profiles_are_analysed_as_one_by_one(
    tmp_path: Path, profils: list[dict[str, Any]], ensemble: Referentiel, seul: Analyseur, avec_corps: bool
) -> None:
    textes = [(un["texte"], un["corps"] if avec_corps else "") for un in profils[:: 1 if avec_corps else 2]]
    resultats = par_lot(textes, ensemble, tmp_path)
    for (texte, corps), resultat in zip(textes, resultats, strict=True):
        comparer(resultat, seul.analyser(decouper(texte), corps=corps or None))


def test_lines_that_read_as_entries_are_as_sure(
    tmp_path: Path, ensemble: Referentiel, seul: Analyseur
) -> None:
    emploi = ensemble["ANSTIA-IP"]
    lignes = "\n".join(f"- {ligne.texte}" for ligne in emploi.activites)
    savoirs = "\n".join(
        f"- {ligne.texte}" for ligne in (*emploi.connaissances, *emploi.competences_operationnelles)
    )
    qualites = "\n".join(f"- {ligne.texte}" for ligne in emploi.competences_comportementales)
    texte = f"{emploi.intitule}\nActivités :\n{lignes}\nCompétences :\n{savoirs}\nSavoir-être :\n{qualites}"
    (resultat,) = par_lot([(texte, "IE")], ensemble, tmp_path)
    comparer(resultat, seul.analyser(decouper(texte), corps="IE"))
    assert {un["etat"] for un in resultat["couvertures"] if un["rubrique"] == "activites"} == {"present"}


@pytest.mark.parametrize("capacite", [30, 4])  # the second holds fewer texts than one offer has lines
def test_what_was_met_before_changes_nothing(
    tmp_path: Path, ensemble: Referentiel, monkeypatch: pytest.MonkeyPatch, capacite: int
) -> None:
    from socle.corpus import analyse as module
    from socle.corpus.lot import registre

    textes = [(offre(numero), "IE") for numero in range(40)]
    large = par_lot(textes, ensemble, tmp_path)
    monkeypatch.setattr(registre, "CAPACITE", capacite)
    monkeypatch.setattr(module, "MAX_LIGNES", 25)
    assert par_lot(textes, ensemble, tmp_path) == large
