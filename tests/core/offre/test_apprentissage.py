"""What is learnt from an édition is kept beside it, and used."""

from __future__ import annotations

from pathlib import Path

import pytest

from exemples.referens import ecrire_csv
from socle import Referentiel
from socle.alignement import Reglages
from socle.erreurs import DocumentIllisible, Introuvable
from socle.offre import Analyseur
from socle.offre.apprentissage import apprendre, encodeur_appris, encodeur_du_referentiel
from socle.referentiel import Editions

COURT = Reglages(dimension=16, pas=3, lot=8)


@pytest.fixture
def editions(tmp_path: Path) -> Editions:
    editions = Editions(tmp_path)
    editions.enregistrer(editions.preparer(ecrire_csv(), nom="essai"))
    return editions


def test_what_is_learnt_is_kept_beside_the_edition_and_used(editions: Editions) -> None:
    assert encodeur_appris("essai", editions=editions) is None
    etapes: list[tuple[int, int]] = []
    appris = apprendre(
        "essai",
        editions=editions,
        reglages=COURT,
        progression=lambda fait, total: etapes.append((fait, total)),
    )
    assert etapes == [(1, 3), (2, 3), (3, 3)]
    assert appris.fichier.is_relative_to(editions.chemin("essai"))
    ref = Referentiel.livret() | editions.charger("essai")
    compact = encodeur_du_referentiel(ref, editions=editions)
    assert compact is not None
    assert compact.empreinte == appris.empreinte
    assert Analyseur(ref, compact=compact).analyser("Activités :\n- Former des enseignants").lignes


def test_the_same_sources_are_not_learnt_twice(editions: Editions) -> None:
    premier = apprendre("essai", editions=editions, reglages=COURT)
    second = apprendre("essai", editions=editions, reglages=COURT)
    assert not premier.deja_fait
    assert second.deja_fait
    assert second.empreinte == premier.empreinte
    assert not apprendre("essai", editions=editions, reglages=COURT._replace(graine=2)).deja_fait


def test_a_source_that_is_not_what_it_should_be_changes_nothing(editions: Editions, tmp_path: Path) -> None:
    faux = tmp_path / "rmfp.csv"
    faux.write_text("a;b\n1;2\n", "utf-8")
    with pytest.raises(DocumentIllisible):
        apprendre("essai", editions=editions, rmfp=faux, reglages=COURT)
    with pytest.raises(DocumentIllisible):
        apprendre("essai", editions=editions, rome=tmp_path, reglages=COURT)
    with pytest.raises(DocumentIllisible):
        apprendre("essai", editions=editions, esco=tmp_path, reglages=COURT)
    assert encodeur_appris("essai", editions=editions) is None
    with pytest.raises(Introuvable):
        apprendre("absente", editions=editions)


def test_the_booklet_alone_has_nothing_learnt(editions: Editions) -> None:
    assert encodeur_du_referentiel(Referentiel.livret(), editions=editions) is None
