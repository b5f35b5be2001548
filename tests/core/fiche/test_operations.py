"""What a writer does to a fiche: the gesture done, the provenance told, the rest untouched."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemples.referens import ecrire_csv
from exemples.strategies import libelles
from socle import FicheDePoste, Referentiel, decliner
from socle.erreurs import Introuvable, SaisieInvalide
from socle.fiche import (
    CHAMPS,
    adapter,
    adapter_mission,
    ajouter,
    changer_rubrique,
    deplacer,
    lignes_retirees,
    marquer,
    renseigner,
    repartir,
    reprendre,
    retirer,
    trouver,
)
from socle.referentiel import RUBRIQUES_LISTE

REF = Referentiel.from_csv(ecrire_csv(), edition="essai")
EMPLOI = REF["F2Z41"]
FICHE = decliner(EMPLOI)


def cles(fiche: FicheDePoste, rubrique: str = "activites") -> list[str]:
    return [ligne.cle for ligne in fiche.lignes(rubrique)]  # type: ignore[arg-type]


def test_a_removed_line_is_gone_and_can_be_taken_back() -> None:
    fiche = retirer(FICHE, "a2")
    assert cles(fiche) == ["a1", "a3"]
    (retiree,) = lignes_retirees(fiche, [EMPLOI])
    assert (retiree.emploi_type, retiree.rubrique, retiree.rang) == (EMPLOI, "activites", 2)
    assert retiree.ligne.libelle == "Animer des ateliers de pâtisserie"
    reprise = reprendre(fiche, EMPLOI, "activites", 2)
    assert cles(reprise) == ["a1", "a3", "a4"]
    assert reprise.activites[-1].provenance == FICHE.activites[1].provenance
    assert lignes_retirees(reprise, [EMPLOI]) == ()
    assert cles(FICHE) == ["a1", "a2", "a3"]


def test_an_adapted_line_is_not_a_removed_one() -> None:
    assert lignes_retirees(adapter(FICHE, "a2", libelle="Autre chose"), [EMPLOI]) == ()
    ailleurs = ajouter(retirer(FICHE, "a2"), "activites", libelle="animer des ateliers de PÂTISSERIE")
    assert lignes_retirees(ailleurs, [EMPLOI]) == ()


@pytest.mark.parametrize("rang", [0, 4, -1])
def test_a_line_that_the_emploi_type_does_not_have_cannot_be_taken_back(rang: int) -> None:
    with pytest.raises(Introuvable):
        reprendre(FICHE, EMPLOI, "activites", rang)


def test_an_adapted_line_remembers_its_original_and_may_return_to_it() -> None:
    fiche = adapter(FICHE, "c1", libelle="Sciences du miel (maîtrise)")
    ligne = fiche.connaissances[0]
    assert (ligne.libelle, ligne.niveau, ligne.identifiant) == ("Sciences du miel", "maîtrise", None)
    assert (ligne.provenance.nature, ligne.provenance.original) == (
        "adapte",
        "Sciences du sucre (connaissance approfondie)",
    )
    encore = adapter(fiche, "c1", libelle="Sciences de la cire")
    assert encore.connaissances[0].provenance.original == "Sciences du sucre (connaissance approfondie)"
    retour = adapter(encore, "c1", libelle="Sciences du  sucre (Connaissance approfondie)")
    assert retour.connaissances[0].provenance == FICHE.connaissances[0].provenance
    assert retour.connaissances[0].texte == FICHE.connaissances[0].texte


def test_a_level_changed_keeps_the_dictionary_id() -> None:
    ligne = adapter(FICHE, "c1", libelle="Sciences du sucre", niveau="notion de base").connaissances[0]
    assert (ligne.identifiant, ligne.texte) == ("9001", "Sciences du sucre (notion de base)")
    assert ligne.provenance.nature == "adapte"
    choisi = adapter(FICHE, "c3", libelle="Sciences du sucre", identifiant="9001").connaissances[2]
    assert choisi.identifiant == "9001"


def test_an_added_line_comes_last_and_stays_added() -> None:
    fiche = ajouter(FICHE, "connaissances", libelle="  Chimie   du lait (maîtrise) ", identifiant="77")
    ligne = fiche.connaissances[-1]
    assert (ligne.libelle, ligne.niveau, ligne.identifiant, ligne.cle) == (
        "Chimie du lait",
        "maîtrise",
        "77",
        "c5",
    )
    assert ligne.provenance.nature == "ajoute"
    assert adapter(fiche, "c5", libelle="Chimie").connaissances[-1].provenance.nature == "ajoute"
    secondaire = ajouter(FICHE, "activites", libelle="Ranger", niveau=None, principale=False).activites[-1]
    assert (secondaire.principale, secondaire.cle) == (False, "a4")
    dit = ajouter(FICHE, "connaissances", libelle="Sel", niveau="application").connaissances[-1]
    assert dit.texte == "Sel (application)"


@pytest.mark.parametrize("libelle", ["", "   ", "\n\t"])
def test_an_empty_line_is_refused(libelle: str) -> None:
    with pytest.raises(SaisieInvalide) as attrape:
        ajouter(FICHE, "activites", libelle=libelle)
    assert "libelle" in attrape.value.champs
    with pytest.raises(SaisieInvalide):
        adapter(FICHE, "a1", libelle=libelle)


@pytest.mark.parametrize(
    ("vers", "attendu"), [(0, "a2 a1 a3"), (2, "a1 a3 a2"), (99, "a1 a3 a2"), (-5, "a2 a1 a3")]
)
def test_a_line_is_moved_within_bounds(vers: int, attendu: str) -> None:
    assert " ".join(cles(deplacer(FICHE, "a2", vers=vers))) == attendu


def test_a_line_moved_to_another_rubrique_keeps_its_key_and_its_origin() -> None:
    fiche = repartir(marquer(FICHE, "a2", principale=False), "a2", part=40)
    fiche = changer_rubrique(fiche, "a2", rubrique="competences_operationnelles")
    assert cles(fiche) == ["a1", "a3"]
    ligne = fiche.competences_operationnelles[-1]
    assert (ligne.cle, ligne.part, ligne.principale) == ("a2", None, True)
    assert (ligne.provenance.nature, ligne.provenance.rubrique) == ("adapte", "activites")
    assert changer_rubrique(fiche, "a2", rubrique="competences_operationnelles") is fiche
    reformulee = adapter(fiche, "a2", libelle=ligne.libelle)
    assert reformulee.competences_operationnelles[-1].provenance.nature == "adapte"
    retour = changer_rubrique(fiche, "a2", rubrique="activites")
    assert retour.activites[-1].provenance.nature == "herite"


def test_an_activite_is_marked_and_given_a_share_of_time() -> None:
    fiche = repartir(marquer(FICHE, "a1", principale=False), "a1", part=25)
    assert (fiche.activites[0].principale, fiche.activites[0].part) == (False, 25)
    assert repartir(fiche, "a1", part=None).activites[0].part is None
    for part in (-1, 101):
        with pytest.raises(SaisieInvalide):
            repartir(FICHE, "a1", part=part)


def test_a_mission_is_adapted_and_may_return_to_the_emploi_type() -> None:
    fiche = adapter_mission(FICHE, " Cuire des tartes. ")
    assert fiche.mission == "Cuire des tartes."
    assert fiche.mission_provenance is not None
    assert (fiche.mission_provenance.nature, fiche.mission_provenance.original) == ("adapte", EMPLOI.mission)
    retour = adapter_mission(adapter_mission(fiche, "Autre."), EMPLOI.mission)
    assert retour.mission_provenance == FICHE.mission_provenance
    libre = adapter_mission(FicheDePoste(intitule="X"), "Servir.")
    assert libre.mission_provenance is not None
    assert libre.mission_provenance.nature == "ajoute"


@pytest.mark.parametrize(
    "geste",
    [
        lambda f: retirer(f, "a9"),
        lambda f: adapter(f, "a9", libelle="X"),
        lambda f: deplacer(f, "a9", vers=0),
        lambda f: changer_rubrique(f, "a9", rubrique="activites"),
        lambda f: marquer(f, "a9", principale=True),
        lambda f: repartir(f, "a9", part=1),
        lambda f: trouver(f, "a9"),
    ],
)
def test_a_gesture_on_a_line_that_is_gone_says_so(geste: Any) -> None:
    with pytest.raises(Introuvable, match="n’est plus dans la fiche") as attrape:
        geste(FICHE)
    assert attrape.value.code == "ligne-introuvable"
    assert attrape.value.remede


GESTES = st.lists(
    st.tuples(
        st.sampled_from(["retirer", "adapter", "ajouter", "deplacer", "changer"]),
        st.integers(0, 50),
        libelles,
    ),
    max_size=12,
)


@given(GESTES)
def test_no_series_of_gestures_breaks_a_fiche(gestes: list[tuple[str, int, str]]) -> None:
    fiche = FICHE
    for geste, nombre, texte in gestes:
        lignes = [ligne.cle for _, ligne in fiche.toutes_les_lignes()]
        cle = lignes[nombre % len(lignes)] if lignes else ""
        rubrique = RUBRIQUES_LISTE[nombre % 4]
        if geste == "ajouter" and texte.strip():
            fiche = ajouter(fiche, rubrique, libelle=texte)
        elif cle and geste == "retirer":
            fiche = retirer(fiche, cle)
        elif cle and geste == "deplacer":
            fiche = deplacer(fiche, cle, vers=nombre)
        elif cle and geste == "changer":
            fiche = changer_rubrique(fiche, cle, rubrique=rubrique)
        elif cle and geste == "adapter" and texte.strip():
            fiche = adapter(fiche, cle, libelle=texte)
    assert FicheDePoste.from_json(fiche.to_json()) == fiche
    for rubrique, ligne in fiche.toutes_les_lignes():
        provenance = ligne.provenance
        if provenance.nature == "herite":
            assert ligne.texte == EMPLOI.lignes(rubrique)[(provenance.rang or 0) - 1].texte
        assert (provenance.nature == "adapte") == bool(provenance.original)


def test_fields_are_filled_in_and_cleared() -> None:
    fiche = renseigner(
        FICHE,
        {
            "lieu": "  Brest ",
            "quotite": "80",
            "nombre_postes": 2,
            "date_limite": "2026-09-01",
            "corps": "IR",
            "vacance": "creation",
            "encadrement.categorie_a": "3",
            "projet.nom": "Levain",
            "contexte": "Une ligne\r\net une autre",
        },
    )
    assert (fiche.lieu, fiche.quotite, fiche.date_limite) == ("Brest", 80, date(2026, 9, 1))
    assert (fiche.corps, fiche.vacance, fiche.encadrement.categorie_a) == ("IR", "creation", 3)
    assert fiche.contexte == "Une ligne\net une autre"
    vide = renseigner(
        fiche,
        dict.fromkeys(("lieu", "quotite", "date_limite", "corps", "vacance", "encadrement.categorie_a"), ""),
    )
    assert (vide.lieu, vide.quotite, vide.corps, vide.vacance) == ("", None, None, "")
    assert vide.encadrement.categorie_a is None
    assert vide.projet.nom == "Levain"
    assert renseigner(FICHE, {}) == FICHE


def test_every_field_of_the_form_can_be_cleared_but_the_title() -> None:
    for groupe in CHAMPS:
        for champ in groupe.champs:
            if champ.nom == "intitule":
                continue
            fiche = renseigner(FICHE, {champ.nom: ""})
            assert FicheDePoste.from_json(fiche.to_json()) == fiche, champ.nom


@pytest.mark.parametrize(
    ("nom", "valeur", "dit"),
    [
        ("intitule", "  ", "L’intitulé du poste est nécessaire."),
        ("nombre_postes", "zéro", "un nombre entier positif"),
        ("nombre_postes", "0", "un nombre entier positif"),
        ("quotite", "120", "un nombre de 0 à 100"),
        ("date_limite", "demain", "une date"),
        ("corps", "PRAG", "l’un des choix"),
        ("encadrement.categorie_b", "-1", "un nombre entier positif"),
        ("lieu", 12, "un texte"),
    ],
)
def test_a_value_that_does_not_fit_is_told_field_by_field(nom: str, valeur: object, dit: str) -> None:
    with pytest.raises(SaisieInvalide) as attrape:
        renseigner(FICHE, {nom: valeur, "moyens": "Un four"})
    assert list(attrape.value.champs) == [nom]
    assert dit in attrape.value.champs[nom]


def test_the_key_of_a_removed_line_is_never_given_again() -> None:
    fiche = decliner(Referentiel.livret()["ANSTIA-IP"])
    derniere = fiche.activites[-1].cle
    fiche = ajouter(retirer(fiche, derniere), "activites", libelle="Animer un réseau")
    assert fiche.activites[-1].cle != derniere
    relue = FicheDePoste.from_json(retirer(fiche, fiche.activites[-1].cle).to_json())
    assert ajouter(relue, "activites", libelle="Autre").activites[-1].cle != fiche.activites[-1].cle
