"""What an analyser is made of is kept beside the édition, and made anew when it no longer holds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from exemples.grande_edition import ecrire_grande_edition
from exemples.referens import ecrire_csv
from socle import Referentiel
from socle.alignement import Reglages
from socle.offre import Analyseur, preparation
from socle.offre.apprentissage import apprendre, encodeur_appris
from socle.offre.preparation import preparation_gardee, preparer
from socle.referentiel import Editions

TEXTE = (
    "Corps : IGE\nActivités :\n- Préparer des fourneaux à charbon\n- Réparer l’horloge\n- Menuiserie navale"
)


@pytest.fixture
def editions(tmp_path: Path) -> Editions:
    editions = Editions(tmp_path)
    editions.enregistrer(editions.preparer(ecrire_grande_edition(), nom="ateliers"))
    return editions


@pytest.fixture
def ref(editions: Editions) -> Referentiel:
    return Referentiel.livret() | editions.charger("ateliers")


def analyser(ref: Referentiel, editions: Editions) -> str:
    return Analyseur(ref, preparation=preparation_gardee(ref, editions=editions)).analyser(TEXTE).to_json()


def test_what_is_read_again_says_the_same_as_what_was_computed(
    ref: Referentiel, editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    neuve = Analyseur(ref).analyser(TEXTE).to_json()
    assert analyser(ref, editions) == neuve
    monkeypatch.setattr(preparation, "preparer", None)
    assert analyser(ref, editions) == neuve, "nothing is computed the second time"
    relue = preparation_gardee(ref, editions=editions)
    assert relue.entrees == preparer(ref).entrees
    assert relue.index_lignes.connait("menuiserie NAVALE")


def test_vectors_are_kept_for_one_learning(
    ref: Referentiel, editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    vus = []
    for graine in (1, 2):
        apprendre("ateliers", editions=editions, reglages=Reglages(dimension=16, pas=3, lot=8, graine=graine))
        compact = encodeur_appris("ateliers", editions=editions)
        assert compact is not None
        premiere = preparation_gardee(ref, editions=editions, compact=compact).vecteurs
        monkeypatch.setattr(compact, "encode", None)
        seconde = preparation_gardee(ref, editions=editions, compact=compact).vecteurs
        assert premiere is not None
        assert np.array_equal(premiere, seconde)  # type: ignore[arg-type]
        vus.append(premiere)
    assert not np.array_equal(vus[0], vus[1])


def test_other_editions_or_another_code_make_it_anew(
    ref: Referentiel, editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    preparation_gardee(ref, editions=editions)
    seule = preparation_gardee(editions.charger("ateliers"), editions=editions)
    assert len(seule.classement.emplois) == len(ref.emplois_types) - 1
    monkeypatch.setattr(preparation, "_CODE", ("alignement",))
    faites: list[Referentiel] = []
    monkeypatch.setattr(preparation, "preparer", lambda ref: faites.append(ref) or preparer(ref))
    preparation_gardee(ref, editions=editions)
    assert faites == [ref]


@pytest.mark.parametrize("contenu", [b"", b"PK\x03\x04", b"texte"])
def test_a_damaged_file_is_replaced(ref: Referentiel, editions: Editions, contenu: bytes) -> None:
    neuve = analyser(ref, editions)
    fichier = editions.chemin("ateliers") / "moteur" / "preparation.npz"
    fichier.write_bytes(contenu)
    assert analyser(ref, editions) == neuve
    assert len(fichier.read_bytes()) > 1000
    assert not list(fichier.parent.glob("*.partiel"))


def test_where_nothing_can_be_kept_everything_works(
    ref: Referentiel, editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuser(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(preparation, "garder", refuser)
    assert analyser(ref, editions) == Analyseur(ref).analyser(TEXTE).to_json()
    livret = Referentiel.livret()
    assert preparation_gardee(livret, editions=editions).vecteurs is None


def test_a_small_edition_is_kept_too(editions: Editions) -> None:
    editions.enregistrer(editions.preparer(ecrire_csv(), nom="petite"))
    petite = editions.charger("petite")
    neuve = Analyseur(petite).analyser(TEXTE).to_json()
    assert [analyser(petite, editions) for _ in range(2)] == [neuve, neuve]
