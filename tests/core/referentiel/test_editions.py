"""The éditions in the user's data folder: previewed, saved whole, never overwritten."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemples.referens import EMPLOIS, PATISSIER, ecrire_csv
from socle.erreurs import DocumentIllisible, EditionExistante, ErreurSocle, Introuvable
from socle.referentiel import Edition, Editions, Referentiel, dossier_donnees, proposer_nom


@pytest.fixture
def editions(tmp_path: Path) -> Editions:
    return Editions(tmp_path)


def importer(editions: Editions, nom: str, contenu: bytes = b"") -> Path:
    return editions.enregistrer(editions.preparer(contenu or ecrire_csv(), nom=nom))


def contenu_du_dossier(dossier: Path) -> list[str]:
    return sorted(os.listdir(dossier)) if dossier.is_dir() else []


def test_a_first_import_is_previewed_then_saved(editions: Editions, tmp_path: Path) -> None:
    fichier = tmp_path / "export.csv"
    fichier.write_bytes(ecrire_csv())
    apercu = editions.preparer(fichier, nom="r3", titre="RéFérens", origine="https://exemple.fr/export")
    assert (apercu.refus, apercu.comparaison) == ("", None)
    assert (apercu.edition.nom, apercu.edition.titre) == ("r3", "RéFérens")
    assert len(apercu.referentiel) == 3
    assert editions.liste() == ()
    assert "r3" not in editions

    dossier = editions.enregistrer(apercu)
    assert dossier == editions.chemin("r3") == tmp_path / "editions" / "r3"
    assert editions.liste() == (apercu.edition,)
    assert editions.charger("r3") == apercu.referentiel
    assert "r3" in editions
    assert 3 not in editions


def test_the_next_import_is_compared_with_the_latest(editions: Editions) -> None:
    importer(editions, "2021")
    importer(editions, "2024", ecrire_csv([PATISSIER]))
    apercu = editions.preparer(ecrire_csv(), nom="2026")
    assert apercu.comparaison is not None
    assert (apercu.comparaison.nom_a, apercu.comparaison.nouveaux) == ("2024", ("A4Y43", "F1Z42"))
    assert apercu.refus == ""


def test_the_latest_import_comes_first(editions: Editions) -> None:
    for nom in ("a", "c", "b"):
        importer(editions, nom)
    (editions.dossier / "ancienne").mkdir()
    (editions.dossier / "ancienne" / "edition.json").write_text(Edition(nom="ancienne").model_dump_json())
    assert [edition.nom for edition in editions.liste()] == ["b", "c", "a", "ancienne"]


def test_an_edition_is_never_overwritten(editions: Editions) -> None:
    importer(editions, "r3")
    avant = editions.charger("r3")
    apercu = editions.preparer(ecrire_csv([PATISSIER]), nom="r3")
    assert "existe déjà" in apercu.refus
    assert apercu.comparaison is not None
    assert apercu.comparaison.nom_a == "r3"
    with pytest.raises(EditionExistante, match="existe déjà"):
        editions.enregistrer(apercu)
    assert editions.charger("r3") == avant
    assert contenu_du_dossier(editions.dossier) == ["r3"]


@pytest.mark.parametrize(
    "nom",
    ["", "livret", "R3", "référens", "a b", "../ailleurs", "..", ".cache", "a/b", "a\\b", "x" * 65, "r3\n"],
)
def test_a_name_that_is_not_one_is_refused(editions: Editions, nom: str) -> None:
    assert editions.refus(nom)
    assert nom not in editions
    apercu = editions.preparer(ecrire_csv(), nom=nom or "x")
    with pytest.raises(EditionExistante):
        editions.enregistrer(apercu.model_copy(update={"referentiel": _renomme(apercu.referentiel, nom)}))
    assert contenu_du_dossier(editions.dossier) == []


def _renomme(ref: Referentiel, nom: str) -> Referentiel:
    return ref.model_copy(update={"editions": (ref.edition.model_copy(update={"nom": nom}),)})


@given(st.text(max_size=80))
def test_the_name_proposed_for_a_file_can_be_taken(nom_fichier: str) -> None:
    refus = Editions(Path("/inexistant")).refus(proposer_nom(nom_fichier))
    assert refus in ("", "Le nom «\u00a0livret\u00a0» est réservé au livret de l’ANSTIA.")


def test_a_proposed_name_keeps_the_words_of_the_file() -> None:
    assert proposer_nom("fr-esr RéFérens (2026).CSV") == "fr-esr-referens-2026"
    assert proposer_nom("é&.csv") == "e"
    assert proposer_nom("c++.csv") == "c"
    assert proposer_nom("???.csv") == "referens"


def test_an_edition_is_removed_with_what_was_learnt_from_it(editions: Editions) -> None:
    importer(editions, "r3")
    (editions.chemin("r3") / "index.npz").write_bytes(b"appris")
    editions.supprimer("r3")
    assert contenu_du_dossier(editions.dossier) == []
    with pytest.raises(Introuvable, match="aucune"):
        editions.supprimer("r3")


def test_an_unknown_edition_says_which_are_known(editions: Editions) -> None:
    importer(editions, "r3")
    with pytest.raises(Introuvable, match="r3") as attrape:
        editions.charger("r4")
    assert attrape.value.code == "edition-introuvable"


def test_the_booklet_is_always_there(editions: Editions) -> None:
    assert editions.charger("livret") == Referentiel.livret()
    assert editions.tout() == Referentiel.livret()
    importer(editions, "r3")
    tout = editions.tout()
    assert "ANSTIA-IP" in tout
    assert "F2Z41" in tout
    assert [edition.nom for edition in tout.editions] == ["livret", "r3"]


@pytest.mark.parametrize("nom_fichier", ["referentiel.json", "edition.json"])
@pytest.mark.parametrize("contenu", ["", "{", "[]", '{"version": 2}'])
def test_a_damaged_file_is_named_with_what_to_do(editions: Editions, nom_fichier: str, contenu: str) -> None:
    dossier = importer(editions, "r3")
    (dossier / nom_fichier).write_text(contenu)
    with pytest.raises(DocumentIllisible, match=r"r3.*est abîmée") as attrape:
        editions.liste() if nom_fichier == "edition.json" else editions.charger("r3")
    assert attrape.value.code == "edition-abimee"
    assert str(dossier) in attrape.value.remede
    editions.supprimer("r3")
    assert editions.liste() == ()


def test_a_missing_file_is_a_damaged_edition(editions: Editions) -> None:
    (importer(editions, "r3") / "referentiel.json").unlink()
    with pytest.raises(DocumentIllisible, match="abîmée"):
        editions.charger("r3")


@pytest.mark.parametrize(
    "panne", [OSError(28, "No space left on device"), KeyboardInterrupt(), MemoryError()]
)
@pytest.mark.parametrize("au_milieu", ["write_text", "rename"])
def test_an_import_that_breaks_leaves_nothing(
    editions: Editions, monkeypatch: pytest.MonkeyPatch, panne: BaseException, au_milieu: str
) -> None:
    apercu = editions.preparer(ecrire_csv(), nom="r3")
    importer(editions, "deja")

    def casse(*_: object, **__: object) -> None:
        raise panne

    with monkeypatch.context() as substitut:
        substitut.setattr(Path, au_milieu, casse)
        with pytest.raises(ErreurSocle if isinstance(panne, OSError) else type(panne)):
            editions.enregistrer(apercu)
    assert contenu_du_dossier(editions.dossier) == ["deja"]
    editions.enregistrer(apercu)
    assert editions.charger("r3") == apercu.referentiel


def test_a_draft_left_by_a_power_cut_is_not_an_edition(editions: Editions) -> None:
    brouillon = importer(editions, "r3").rename(editions.dossier / ".import-abc")
    assert brouillon.is_dir()
    assert editions.liste() == ()


def test_of_two_imports_under_one_name_one_wins_and_the_other_is_told(editions: Editions) -> None:
    contenus = (ecrire_csv(), ecrire_csv([PATISSIER]))
    apercus = [editions.preparer(contenu, nom="r3") for contenu in contenus]
    assert [apercu.refus for apercu in apercus] == ["", ""]
    depart = Barrier(2)

    def enregistrer(rang: int) -> bool:
        depart.wait()
        try:
            editions.enregistrer(apercus[rang])
        except EditionExistante:
            return False
        return True

    with ThreadPoolExecutor(2) as fils:
        reussites = list(fils.map(enregistrer, range(2)))
    assert sorted(reussites) == [False, True]
    assert editions.charger("r3") == apercus[reussites.index(True)].referentiel
    assert contenu_du_dossier(editions.dossier) == ["r3"]


def test_an_import_that_ends_second_is_told(editions: Editions, monkeypatch: pytest.MonkeyPatch) -> None:
    apercu = editions.preparer(ecrire_csv(), nom="r3")
    importer(editions, "r3")
    monkeypatch.setattr(Editions, "refus", lambda *_: "")
    with pytest.raises(EditionExistante, match="entre-temps"):
        editions.enregistrer(apercu)


def test_a_data_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "editions").write_text("un fichier, pas un dossier")
    editions = Editions(tmp_path)
    with pytest.raises(ErreurSocle, match="ne peut pas être écrit") as attrape:
        editions.enregistrer(editions.preparer(ecrire_csv(), nom="r3"))
    assert attrape.value.code == "dossier-de-donnees"


def test_the_data_folder_is_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCLE_DONNEES", str(tmp_path / "ici"))
    assert dossier_donnees() == tmp_path / "ici"
    importer(Editions(), "r3")
    assert (tmp_path / "ici" / "editions" / "r3" / "edition.json").is_file()
    monkeypatch.delenv("SOCLE_DONNEES")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "la"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert dossier_donnees().name == "socle"


def test_two_editions_of_one_file_have_one_fingerprint(editions: Editions) -> None:
    importer(editions, "a")
    importer(editions, "b", ecrire_csv(EMPLOIS))
    b, a = editions.liste()
    assert a.empreinte == b.empreinte
    assert a.importee_le is not None
    assert a.importee_le <= datetime.now(UTC)
