"""Comparing two documents: nothing invented, nothing lost, a line set beside the one it comes from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemples.referens import PATISSIER, ecrire_csv
from exemples.strategies import emplois_types, fiches
from socle import comparer, decliner
from socle.fiche import adapter, ajouter, deplacer, retirer
from socle.referentiel import EmploiType, FicheDePoste, Ligne, Referentiel
from socle.referentiel.alignement_lignes import mots_differents
from socle.rendu import Segment

EMPLOI = Referentiel.from_csv(ecrire_csv(), edition="essai")["F2Z41"]


def avant(segments: tuple[Segment, ...]) -> str:
    return "".join(s.texte for s in segments if s.marque != "insertion")


def apres(segments: tuple[Segment, ...]) -> str:
    return "".join(s.texte for s in segments if s.marque != "suppression")


def statuts(a: EmploiType | FicheDePoste, b: EmploiType | FicheDePoste, rubrique: str) -> list[str]:
    (ecart,) = [r for r in comparer(a, b).rubriques if r.rubrique == rubrique]
    return [ligne.statut for ligne in ecart.lignes]


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_marked_words_recompose_both_texts(a: str, b: str) -> None:
    segments = mots_differents(a, b)
    assert (avant(segments), apres(segments)) == (a, b)


MOTS = st.lists(
    st.sampled_from(["un", "projet", "de", "cours", "à", "l’", "distance", ",", "le"]), max_size=12
)


@given(MOTS, MOTS)
def test_the_marked_words_recompose_near_sentences(a: list[str], b: list[str]) -> None:
    segments = mots_differents(" ".join(a), " ".join(b))
    assert (avant(segments), apres(segments)) == (" ".join(a), " ".join(b))
    assert all(s.texte for s in segments)


def test_two_changes_parted_by_a_small_word_make_one() -> None:
    segments = mots_differents("concevoir un cours de chimie", "concevoir un atelier de couture")
    assert [(s.texte, s.marque) for s in segments] == [
        ("concevoir un ", None),
        ("cours de chimie", "suppression"),
        ("atelier de couture", "insertion"),
    ]


@pytest.mark.parametrize("nombre", [500, 8000])
def test_two_long_texts_are_compared_all_the_same(nombre: int) -> None:
    a = " ".join(f"mot{rang * rang % 50}" for rang in range(nombre))
    b = " ".join(f"mot{rang * 7 % 50}" for rang in range(nombre))
    segments = mots_differents(a, b)
    assert (avant(segments), apres(segments)) == (a, b)
    assert mots_differents(a, a) == (Segment(texte=a),)


@given(emplois_types | fiches, emplois_types | fiches)
def test_every_line_of_both_sides_stands_once_in_the_comparison(
    a: EmploiType | FicheDePoste, b: EmploiType | FicheDePoste
) -> None:
    for ecart in comparer(a, b).rubriques:
        gauche = sorted(ligne.avant for ligne in ecart.lignes if ligne.statut != "seulement-b")
        droite = [ligne.apres for ligne in ecart.lignes if ligne.statut != "seulement-a"]
        assert gauche == sorted(ligne.texte for ligne in a.lignes(ecart.rubrique))
        assert droite == [ligne.texte for ligne in b.lignes(ecart.rubrique)]
        for ligne in ecart.lignes:
            if ligne.statut != "identique":
                assert (avant(ligne.segments), apres(ligne.segments)) == (ligne.avant, ligne.apres)


@given(emplois_types | fiches)
def test_a_document_is_identical_to_itself(document: EmploiType | FicheDePoste) -> None:
    comparaison = comparer(document, document)
    assert comparaison.identiques
    assert comparaison.resume() == "Les deux documents sont identiques."


def test_apostrophes_and_spaces_make_no_difference() -> None:
    droites = EMPLOI.model_copy(
        update={
            "competences_comportementales": (Ligne(libelle="Sens de l'écoute"), Ligne(libelle=" Rigueur"))
        }
    )
    assert statuts(EMPLOI, droites, "competences_comportementales") == ["identique", "identique"]


def test_a_level_a_rewording_an_addition_and_a_removal_are_told_apart() -> None:
    autre = EMPLOI.model_copy(
        update={
            "mission": "Concevoir des tartes qui font apprendre.",
            "connaissances": (
                Ligne(libelle="Sciences du sucre", niveau="connaissance générale"),
                Ligne(libelle="Droit de la confiserie et du goûter", niveau="connaissance générale"),
                Ligne(libelle="Météorologie"),
                Ligne(libelle="Langue anglaise", niveau="B1 à B2"),
            ),
        }
    )
    assert statuts(EMPLOI, autre, "connaissances") == [
        "niveau",
        "modifie",
        "seulement-a",
        "seulement-b",
        "identique",
    ]
    comparaison = comparer(EMPLOI, autre)
    (mission,) = comparaison.champs
    assert [(s.texte, s.marque) for s in mission.segments][1:3] == [
        ("gâteaux", "suppression"),
        ("tartes", "insertion"),
    ]
    assert comparaison.resume() == (
        "8 lignes communes, 1 niveau différent, 1 ligne réécrite, 1 ligne propre au premier, "
        "1 ligne propre au second."
    )
    assert comparaison.titre_a == "Ingénieur-e en pâtisserie pédagogique (F2Z41, essai)"


def test_a_fiche_is_compared_with_the_lines_it_comes_from() -> None:
    fiche = decliner(EMPLOI)
    fiche = adapter(fiche, "a1", libelle="Tout autre chose, sans un mot commun")
    fiche = deplacer(fiche, "a1", vers=2)
    fiche = retirer(fiche, "a2")
    fiche = ajouter(fiche, "activites", libelle="Animer des ateliers de pâtisserie fine")
    (activites, *_) = comparer(EMPLOI, fiche).rubriques
    paires = {(ligne.statut, ligne.avant[:10], ligne.apres[:10]) for ligne in activites.lignes}
    assert paires == {
        ("identique", "Évaluer le", "Évaluer le"),
        ("modifie", "Concevoir ", "Tout autre"),
        ("modifie", "Animer des", "Animer des"),
    }


def test_two_states_of_a_fiche_are_compared_by_the_keys_of_their_lines() -> None:
    avant_ = decliner(EMPLOI)
    apres_ = adapter(avant_, "a2", libelle="Zzz")
    apres_ = ajouter(apres_, "activites", libelle="Ranger")
    (activites, *_) = comparer(apres_, ajouter(apres_, "activites", libelle="Compter")).rubriques
    assert [ligne.statut for ligne in activites.lignes] == ["identique"] * 4 + ["seulement-b"]
    assert comparer(avant_, avant_).identiques
    assert comparer(apres_, EMPLOI).nombre("seulement-b") == 1


def test_fields_of_two_fiches_are_compared_as_they_are_read(livret: Referentiel) -> None:
    a = decliner(EMPLOI)
    b = decliner(EMPLOI, corps="IGR")
    assert {(c.champ, c.avant, c.apres) for c in comparer(a, b).champs} == {
        ("corps", "Ingénieur d’études (IGE)", "Ingénieur de recherche (IGR)")
    }
    comparaison = comparer(livret.fiche("generaliste"), livret.fiche("hybridation"))
    assert comparaison.titre_b == "Ingénieur-e pédagogique – Hybridation des enseignements"
    assert {champ.champ for champ in comparaison.champs} == {"sous_titre", "mission"}


@pytest.mark.parametrize("modele", ["generaliste", "hybridation", "approche-par-competences"])
def test_the_outline_of_a_comparison_says_the_status_of_each_line(livret: Referentiel, modele: str) -> None:
    comparaison = comparer(livret["ANSTIA-IP"], livret.fiche(modele))
    plan = comparaison.plan()
    elements = [element for bloc in plan.blocs if bloc.genre == "liste" for element in bloc.elements]
    assert len(elements) == sum(len(rubrique.lignes) for rubrique in comparaison.rubriques)
    mentions = {element.mention for element in elements}
    assert "Commun" in mentions
    assert mentions <= {
        "Commun",
        "Niveau différent",
        "Rédaction différente",
        "Seulement dans le premier",
        "Seulement dans le second",
    }


@pytest.mark.donnees
def test_the_booklet_and_the_nearest_official_emploi_type_are_near(ensemble: Referentiel) -> None:
    comparaison = comparer(ensemble["F2D57"], ensemble["ANSTIA-IP"])
    assert comparaison.nombre("identique") >= 10
    assert comparaison.nombre("niveau") >= 1
    assert not comparaison.identiques


def test_previous_codes_make_a_graph() -> None:
    scission = PATISSIER | {"referens_id": "F2Z99", "referens_id_precedent": "F2Z21"}
    reprise = PATISSIER | {"referens_id": "F2Z98", "referens_id_precedent": "F2Z20"}
    partage = PATISSIER | {"referens_id": "F2Z97", "referens_id_precedent": "F2Z21"}
    histoire = Referentiel.from_csv(
        ecrire_csv(
            [
                PATISSIER,
                scission,
                reprise,
                partage,
                PATISSIER | {"referens_id": "F2Z96", "referens_id_precedent": ""},
            ]
        ),
        edition="x",
    ).historique
    assert histoire.precedents("F2Z41") == ("F2Z21", "F2Z22")
    assert histoire.precedents("inconnu") == ()
    assert histoire.successeurs("F2Z21") == ("F2Z41", "F2Z99", "F2Z97")
    assert histoire.successeurs("F2Z00") == ()
    assert histoire.creations() == ("F2Z96",)
    assert {(f.ancien, f.nouveau, f.genre) for f in histoire.filiations()} == {
        ("F2Z21", "F2Z41", "fusion"),
        ("F2Z22", "F2Z41", "fusion"),
        ("F2Z21", "F2Z99", "scission"),
        ("F2Z21", "F2Z97", "scission"),
        ("F2Z20", "F2Z98", "reprise"),
    }


def test_of_two_lines_near_one_the_nearest_is_its_rewording() -> None:
    a = EMPLOI.model_copy(
        update={"activites": (Ligne(libelle="Cuire le pain de seigle"), Ligne(libelle="Vendre"))}
    )
    b = EMPLOI.model_copy(
        update={
            "activites": (
                Ligne(libelle="Cuire du pain de seigles"),
                Ligne(libelle="Cuire le pain de seigle noir"),
            )
        }
    )
    (activites, *_) = comparer(a, b).rubriques
    assert sorted(ligne.statut for ligne in activites.lignes) == ["modifie", "seulement-a", "seulement-b"]


def test_an_empty_rubrique_has_no_heading_in_the_outline() -> None:
    sans = EMPLOI.model_copy(update={"activites": (), "intitule": "Autre"})
    plan = comparer(sans, sans.model_copy(update={"intitule": "Encore un autre"})).plan()
    titres = [bloc.texte for bloc in plan.blocs if bloc.genre == "titre"]
    assert titres[0] == "Intitulé du poste"
    assert "Activités principales" not in titres
