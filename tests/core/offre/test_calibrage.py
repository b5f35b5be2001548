"""The decision fitted on an édition: measured, kept beside it, used with what it was fitted with only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from exemples.grande_edition import ecrire_grande_edition
from exemples.referens import ecrire_csv
from socle import Referentiel
from socle.alignement import Reglages
from socle.alignement.calibration import calibration_fournie
from socle.erreurs import DocumentIllisible, ErreurSocle, Introuvable
from socle.offre import Analyseur
from socle.offre.apprentissage import apprendre
from socle.offre.calibrage import CalibrageEdition, EncodeurNomme, calibrages, calibrer_edition
from socle.offre.moteur import moteur_du_referentiel
from socle.referentiel import Editions

COURT = Reglages(dimension=16, pas=3, lot=8)


class Lettres:
    """An external encoder that counts letters."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        lignes = [[texte.lower().count(lettre) + 0.01 for lettre in "aeioursnt"] for texte in texts]
        tableau = np.array(lignes, dtype=np.float32).reshape(len(texts), 9)
        return np.asarray(tableau / np.linalg.norm(tableau, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture
def editions(tmp_path: Path) -> Editions:
    editions = Editions(tmp_path)
    editions.enregistrer(editions.preparer(ecrire_grande_edition(), nom="ateliers", titre="Ateliers"))
    return editions


def test_an_edition_fits_its_own_decision_and_says_how_good_it_is(editions: Editions) -> None:
    etapes: list[tuple[int, int]] = []
    (fait,) = calibrer_edition(
        "ateliers", editions=editions, progression=lambda faits, total: etapes.append((faits, total))
    )
    assert etapes == [(0, 1)]
    ref = editions.charger("ateliers")
    assert fait.empreinte == ref.edition.empreinte
    assert "Ateliers" in str(fait.calibration.provenance["donnees"])
    assert fait.calibration.provenance["empreinte"] == fait.empreinte
    assert [mesure.genre for mesure in fait.mesures] == ["libelle", "activite", "definition", "ensemble"]
    ensemble = fait.mesures[-1]
    assert ensemble.textes == sum(mesure.textes for mesure in fait.mesures[:-1])
    assert ensemble.precision is not None
    assert ensemble.precision >= 0.9
    assert ensemble.rappel >= 0.3
    assert calibrages(ref.edition, editions=editions) == (fait,)


def test_the_same_edition_is_fitted_the_same(editions: Editions) -> None:
    (premier,) = calibrer_edition("ateliers", editions=editions)
    (second,) = calibrer_edition("ateliers", editions=editions)
    assert second.calibration == premier.calibration
    assert second.mesures == premier.mesures


def test_what_was_fitted_decides_the_analyses(editions: Editions) -> None:
    (fait,) = calibrer_edition("ateliers", editions=editions)
    ref = Referentiel.livret() | editions.charger("ateliers")
    moteur = moteur_du_referentiel(ref, editions=editions)
    assert moteur.ajuste
    assert moteur.calibration == fait.calibration
    analyseur = Analyseur(ref, calibration=moteur.calibration)
    (ligne,) = analyseur.analyser("Activités :\n- Préparer des fourneaux à charbon").lignes
    assert ligne.propositions[0].libelle == "Préparer les fourneaux à charbon"
    assert ligne.decision == "sur"
    jamais = Analyseur(ref, calibration=fait.calibration.prudente())
    assert jamais.analyser("Activités :\n- Préparer des fourneaux à charbon").lignes[0].decision != "sur"
    assert jamais.analyser("Activités :\n- Préparer les fourneaux à charbon").lignes[0].decision == "sur"


def test_each_way_of_comparing_has_its_own(editions: Editions) -> None:
    apprendre("ateliers", editions=editions, reglages=COURT)
    externe = EncodeurNomme("lettres", Lettres())
    faits = calibrer_edition("ateliers", editions=editions, encodeur=externe)
    assert [fait.nature for fait in faits] == ["mots", "sens", "encodeur"]
    ref = editions.charger("ateliers")
    avec, sans = (moteur_du_referentiel(ref, editions=editions, appris=appris) for appris in (True, False))
    assert (avec.calibration, sans.calibration) == (faits[1].calibration, faits[0].calibration)
    complet = moteur_du_referentiel(ref, editions=editions, externe=externe)
    assert complet.calibration == faits[2].calibration
    assert complet.encodeur is externe.encodeur


def test_definitions_that_were_learnt_are_not_asked(editions: Editions) -> None:
    apprendre("ateliers", editions=editions, reglages=COURT)
    mots, sens = calibrer_edition("ateliers", editions=editions)
    asked = [
        {mesure.genre: mesure.textes for mesure in fait.mesures}.get("definition", 0) for fait in (mots, sens)
    ]
    assert 0 < asked[1] < asked[0]


def test_another_learning_leaves_what_was_fitted_aside(editions: Editions) -> None:
    apprendre("ateliers", editions=editions, reglages=COURT)
    calibrer_edition("ateliers", editions=editions)
    apprendre("ateliers", editions=editions, reglages=COURT._replace(graine=2))
    moteur = moteur_du_referentiel(editions.charger("ateliers"), editions=editions)
    assert not moteur.ajuste
    assert moteur.calibration is None


def test_an_encoder_without_a_fit_is_never_sure_but_of_the_same_words(editions: Editions) -> None:
    externe = EncodeurNomme("lettres", Lettres())
    moteur = moteur_du_referentiel(editions.charger("ateliers"), editions=editions, externe=externe)
    assert not moteur.ajuste
    assert moteur.calibration == calibration_fournie("mots").prudente()


def test_an_edition_too_small_or_absent_keeps_nothing(editions: Editions) -> None:
    editions.enregistrer(editions.preparer(ecrire_csv(), nom="petite"))
    with pytest.raises(ErreurSocle, match="trop petite") as erreur:
        calibrer_edition("petite", editions=editions)
    assert erreur.value.code == "edition-trop-petite"
    assert calibrages(editions.charger("petite").edition, editions=editions) == ()
    with pytest.raises(Introuvable):
        calibrer_edition("absente", editions=editions)
    assert calibrages(Referentiel.livret().edition, editions=editions) == ()


def test_what_was_fitted_on_another_file_does_not_serve(editions: Editions) -> None:
    (fait,) = calibrer_edition("ateliers", editions=editions)
    fichier = editions.chemin("ateliers") / "moteur" / "calibration-mots.json"
    brut = json.loads(fichier.read_text("utf-8")) | {"empreinte": "autre"}
    fichier.write_text(json.dumps(brut), "utf-8")
    assert CalibrageEdition.model_validate(brut).calibration == fait.calibration
    assert not moteur_du_referentiel(editions.charger("ateliers"), editions=editions).ajuste


def test_a_damaged_file_is_told_with_its_remedy(editions: Editions) -> None:
    calibrer_edition("ateliers", editions=editions)
    (editions.chemin("ateliers") / "moteur" / "calibration-mots.json").write_text("{", "utf-8")
    with pytest.raises(DocumentIllisible, match="calibrer") as erreur:
        moteur_du_referentiel(editions.charger("ateliers"), editions=editions)
    assert erreur.value.code == "calibration-illisible"
