"""Learning from référentiels: what it brings nearer, that it repeats itself, that it is kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from socle.alignement.apprentissage import Groupe, Reglages, Relation, empreinte_de, entrainer
from socle.alignement.compact import EncodeurCompact, mettre_en_sac, quantifier
from socle.erreurs import DocumentIllisible

PETIT = Reglages(dimension=16, pas=60, lot=32, chauffe=5)
NOMS = [
    ("boulanger", "fournier"),
    ("chausseur", "bottier"),
    ("apothicaire", "pharmacien"),
    ("pedologue", "specialiste du sol"),
    ("cartographe", "dessinateur de cartes"),
    ("bibliothécaire", "documentaliste"),
    ("soudeur", "chaudronnier"),
    ("verrier", "souffleur"),
]


def corpus() -> list[Relation]:
    synonymes = Relation("noms", 2.0, tuple(Groupe(noms[0], noms, noms) for noms in NOMS))
    soi = Relation("soi", 0.5, tuple(Groupe(nom, (nom,), (nom,)) for noms in NOMS for nom in noms))
    vide = Relation("vide", 1.0, (Groupe("x", ("seul",), ()),))
    return [synonymes, soi, vide, Relation("muette", 0.0, soi.groupes)]


@pytest.fixture(scope="module")
def encodeur() -> EncodeurCompact:
    return entrainer(corpus(), reglages=PETIT)


def test_names_of_one_thing_end_nearer_than_the_others(encodeur: EncodeurCompact) -> None:
    gauche, droite = (encodeur.encode([noms[cote] for noms in NOMS]) for cote in (0, 1))
    proches = gauche @ droite.T
    assert (proches.argmax(axis=1) == np.arange(len(NOMS))).all()


def test_vectors_have_length_one_and_nothing_is_zero(encodeur: EncodeurCompact) -> None:
    vecteurs = encodeur.encode(["un boulanger", "", "de la", "mot jamais vu", "BOULANGER."])
    assert vecteurs.dtype == np.float32
    assert vecteurs.shape == (5, encodeur.dimension)
    assert np.linalg.norm(vecteurs, axis=1).tolist() == pytest.approx([1, 0, 0, 1, 1], abs=1e-5)
    assert vecteurs[0].tolist() == vecteurs[4].tolist()
    assert encodeur.encode([]).shape == (0, encodeur.dimension)


def test_the_same_input_gives_the_same_encoder(encodeur: EncodeurCompact) -> None:
    autre = entrainer(corpus(), reglages=PETIT)
    assert (autre.rangs == encodeur.rangs).all()
    assert autre.empreinte == encodeur.empreinte == empreinte_de(corpus(), PETIT)
    assert empreinte_de(corpus()[:1], PETIT) != encodeur.empreinte


def test_progress_is_told_step_by_step() -> None:
    etapes: list[tuple[int, int]] = []
    entrainer(
        corpus(), reglages=PETIT._replace(pas=3), progression=lambda fait, total: etapes.append((fait, total))
    )
    assert etapes == [(1, 3), (2, 3), (3, 3)]


def test_nothing_to_learn_from_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing"):
        entrainer([Relation("vide", 1.0, ())], reglages=PETIT)


def test_an_encoder_is_kept_and_read_again(encodeur: EncodeurCompact, tmp_path: Path) -> None:
    chemin = tmp_path / "encodeur.npz"
    encodeur.save(chemin)
    relu = EncodeurCompact.load(chemin)
    assert (relu.empreinte, relu.sources) == (encodeur.empreinte, ("noms", "soi", "vide"))
    assert (relu.encode(["boulanger"]) == encodeur.encode(["boulanger"])).all()


@pytest.mark.parametrize("contenu", [b"", b"PK\x03\x04", b"texte"])
def test_a_file_that_is_no_encoder_is_refused(tmp_path: Path, contenu: bytes) -> None:
    chemin = tmp_path / "faux.npz"
    chemin.write_bytes(contenu)
    with pytest.raises(DocumentIllisible, match="apprentissage"):
        EncodeurCompact.load(chemin)


def test_an_encoder_of_another_shape_is_refused(tmp_path: Path) -> None:
    chemin = tmp_path / "autre.npz"
    EncodeurCompact(np.zeros((8, 4), dtype=np.int8), np.ones(8, dtype=np.float32)).save(chemin)
    with pytest.raises(DocumentIllisible):
        EncodeurCompact.load(chemin)


def test_only_the_first_forty_words_count() -> None:
    bornes = mettre_en_sac(["mot " * 40, "mot " * 50]).bornes
    assert bornes[1] == bornes[2] - bornes[1]


def test_rows_on_one_byte_stay_close() -> None:
    rangs = np.array([[0.5, -1.0, 0.25], [0.0, 0.0, 0.0]], dtype=np.float32)
    entiers, echelles = quantifier(rangs)
    assert np.abs(entiers * echelles[:, None] - rangs).max() < 0.005
