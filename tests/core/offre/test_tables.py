"""The rule tables: every row is illustrated by an example that it catches, and by it alone or first."""

from __future__ import annotations

import re

import pytest

from socle.offre import decouper
from socle.offre.decoupage.tables import (
    cle,
    etiquettes,
    indices,
    motifs_juridiques,
    plier,
    regles_titres,
)
from socle.offre.decoupage.titres import lire_titre
from socle.offre.documents import RUBRIQUES, Identification

TITRES = [
    ("MISSION :", "mission"),
    ("I - MISSIONS", "mission"),
    ("2.1) Activités principales", "activites"),
    ("ACTIVITES ASSOCIEES :", "activites"),
    ("Les activités principales du poste", "activites"),
    ("**Tâches principales**", "activites"),
    ("Savoirs", "connaissances"),
    ("3/ Savoirs-être :", "competences_comportementales"),
    ("SAVOIRS  FAIRE", "competences_operationnelles"),
    ("Savoir être", "competences_comportementales"),
    ("Savoirs généraux, théoriques ou disciplinaires :", "connaissances"),
    ("Compétences opérationnelles", "competences_operationnelles"),
    ("Qualités requises :", "competences_comportementales"),
    ("Votre profil", "profil"),
    ("Profil du·de la candidat·e", "profil"),
    ("QUI SOMMES-NOUS ?", "contexte"),
    ("Présentation de l’établissement", "contexte"),
    ("Environnement de travail", "contexte"),
    ("Champ des relations", "contexte"),
    ("Conditions particulières d’exercice", "conditions"),
    ("Contraintes liées au poste", "conditions"),
    ("Ce que nous offrons", "conditions"),
    ("Pour postuler", "candidature"),
    ("Modalités de candidature", "candidature"),
    ("Affectation :", "affectation"),
    ("Mentions légales", "juridique"),
]


@pytest.mark.parametrize(("texte", "rubrique"), TITRES)
def test_headings_spelt_in_any_way(texte: str, rubrique: str) -> None:
    found = lire_titre(texte)
    assert found is not None
    assert found.regle.rubriques[0] == rubrique


@pytest.mark.parametrize(
    "texte",
    [
        "Langue anglaise : B1 à B2",
        "Numérique : compétences du PIX (niveau 6)",
        "Conduire une démarche d’audit et d’enquête",
        "La mission de cette équipe est de maintenir le système d’information.",
        "Traitement et analyse des données multiformes",
        "http://exemple.fr",
        "Gestion des activités chimiques :",
        "x" * 300,
    ],
)
def test_what_is_no_known_heading(texte: str) -> None:
    assert lire_titre(texte) is None


@pytest.mark.parametrize("regle", regles_titres(), ids=lambda regle: regle.exemple)
def test_each_heading_rule_catches_its_example(regle) -> None:
    found = lire_titre(f"{regle.exemple} :")
    assert found is not None
    assert found.regle.rubriques == regle.rubriques


@pytest.mark.parametrize("indice", indices(), ids=lambda indice: indice.exemple)
def test_each_cue_catches_its_example(indice) -> None:
    first = next(one for one in indices() if one.motif.fullmatch(cle(indice.exemple)))
    assert first.rubrique == indice.rubrique


@pytest.mark.parametrize("motif", motifs_juridiques(), ids=lambda motif: motif.exemple)
def test_each_notice_is_set_aside(motif) -> None:
    assert motif.motif.search(cle(motif.exemple))
    offre = decouper(f"Contexte\n{motif.exemple}")
    assert [ligne.rubrique for ligne in offre.lignes] == ["juridique"]


@pytest.mark.parametrize("etiquette", etiquettes(), ids=lambda etiquette: etiquette.exemple)
def test_each_label_catches_its_example(etiquette) -> None:
    assert etiquette.champ in Identification.model_fields
    assert re.fullmatch(etiquette.motif, plier(etiquette.exemple))


def test_rubriques_of_the_tables_exist() -> None:
    used = {rubrique for regle in regles_titres() for rubrique in regle.rubriques}
    assert used == set(RUBRIQUES)


def test_folding_keeps_places() -> None:
    for texte in ("ÉTÉ œuvre ﬁn ß İ ½", "l’Île"):
        assert len(plier(texte)) == len(texte)
