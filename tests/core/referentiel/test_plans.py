"""What a document lays out: every line, in order, and nothing that is empty."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from exemples.referens import ecrire_csv
from exemples.strategies import emplois_types, fiches
from socle import FicheDePoste, Referentiel, decliner
from socle.fiche import marquer, renseigner, repartir
from socle.referentiel import EmploiType, LigneFiche, Reference
from socle.referentiel.documents import Auteur, Ressource
from socle.referentiel.fiche_de_poste import Encadrement, Signature
from socle.referentiel.plan_livret import citer_auteurs, citer_contenant
from socle.rendu import Plan

EMPLOI = Referentiel.from_csv(ecrire_csv(), edition="essai")["F2Z41"]


def listes(plan: Plan) -> dict[str, list[str]]:
    """The printed items under each heading."""
    trouvees: dict[str, list[str]] = {}
    titre = ""
    for bloc in plan.blocs:
        if bloc.genre == "titre":
            titre = bloc.texte
        elif bloc.genre == "liste":
            trouvees[titre] = ["".join(s.texte for s in e.segments) for e in bloc.elements]
    return trouvees


def titres(plan: Plan, niveau: int = 2) -> list[str]:
    return [bloc.texte for bloc in plan.blocs if bloc.genre == "titre" and bloc.niveau == niveau]


def paires(plan: Plan) -> dict[str, str]:
    return dict(paire for bloc in plan.blocs if bloc.genre == "definitions" for paire in bloc.paires)


def textes(document: EmploiType | FicheDePoste, rubrique: str) -> list[str]:
    return [ligne.texte for ligne in document.lignes(rubrique)]  # type: ignore[arg-type]


def test_an_emploi_type_lays_out_every_line_in_order() -> None:
    plan = EMPLOI.plan()
    assert listes(plan) == {
        "Activités principales": textes(EMPLOI, "activites"),
        "Connaissances": textes(EMPLOI, "connaissances"),
        "Compétences opérationnelles": textes(EMPLOI, "competences_operationnelles"),
        "Compétences comportementales": textes(EMPLOI, "competences_comportementales"),
    }
    assert titres(plan)[-2:] == [
        "Conditions particulières d’exercice",
        "Diplôme réglementaire exigé, formation souhaitable",
    ]
    assert paires(plan) == {
        "Code": "F2Z41",
        "Corps": "Ingénieur d’études (IE)",
        "Catégorie": "A",
        "BAP": "F – Culture et pâtisserie",
        "Famille": "Desserts et apprentissages",
        "Emploi-type précédent": "F2Z21 Chargé de goûters, F2Z22 Chargée de desserts",
    }


@pytest.mark.parametrize("fiche", Referentiel.livret().fiches, ids=lambda fiche: fiche.modele)
def test_a_fiche_lays_out_every_line_in_order(fiche: FicheDePoste) -> None:
    assert listes(fiche.plan()) == {
        "Activités principales": textes(fiche, "activites"),
        "Connaissances": textes(fiche, "connaissances"),
        "Compétences opérationnelles": textes(fiche, "competences_operationnelles"),
        "Compétences comportementales": textes(fiche, "competences_comportementales"),
    }


@given(fiches)
def test_any_fiche_lays_out_each_of_its_lines_once(fiche: FicheDePoste) -> None:
    trouvees = listes(fiche.plan())
    activites = trouvees.pop("Activités principales", []) + trouvees.pop("Activités secondaires", [])
    assert sorted(activites) == sorted(textes(fiche, "activites"))
    assert trouvees.get("Connaissances", []) == textes(fiche, "connaissances")
    assert all(valeur.strip() for valeur in paires(fiche.plan()).values())


@given(emplois_types)
def test_any_emploi_type_can_be_laid_out(emploi: EmploiType) -> None:
    assert listes(emploi.plan()).get("Connaissances", []) == textes(emploi, "connaissances")


def test_an_empty_fiche_shows_its_title_and_where_to_sign() -> None:
    plan = FicheDePoste(intitule="Poste").plan()
    assert plan.titre == "Poste"
    assert [bloc.genre for bloc in plan.blocs] == ["signatures"]
    assert FicheDePoste(intitule="Poste", signatures=()).plan().blocs == ()


def test_what_is_filled_in_appears_and_the_rest_does_not() -> None:
    fiche = renseigner(
        decliner(EMPLOI),
        {
            "quotite": "80",
            "lieu": "Campus nord",
            "contexte": "Un service.\n- trois agents\n- deux sites\nEn croissance.",
            "relations_internes": "Les composantes",
            "moyens": "   ",
            "projet.nom": "Levain",
            "projet.debut": "2026-01-31",
            "versant": "fonction publique de l’État",
            "diplome": "Licence\nMaster",
        },
    )
    plan = fiche.plan()
    trouvees = paires(plan)
    assert trouvees["Quotité de travail"] == "80\u00a0%"
    assert trouvees["Début du projet"] == "31 janvier 2026"
    assert trouvees["Diplôme"] == "Licence\u00a0; Master"
    assert trouvees["Emploi-type"] == "Ingénieur-e en pâtisserie pédagogique (F2Z41)"
    assert "Référence" not in trouvees
    assert "Intitulé du poste" not in trouvees
    assert titres(plan)[0] == "Contexte"
    assert listes(plan)["Contexte"] == ["trois agents", "deux sites"]
    assert "Relations internes" in titres(plan)
    assert "Moyens" not in titres(plan)


def test_secondary_activites_stand_apart_with_their_share_of_time() -> None:
    fiche = marquer(decliner(EMPLOI), "a2", principale=False)
    fiche = repartir(fiche, "a2", part=30)
    plan = fiche.plan()
    assert listes(plan)["Activités secondaires"] == ["Animer des ateliers de pâtisserie"]
    mentions = [e.mention for b in plan.blocs if b.genre == "liste" for e in b.elements if e.mention]
    assert mentions == ["30\u00a0%"]


def test_several_emplois_types_show_their_shares() -> None:
    jardin = Referentiel.from_csv(ecrire_csv(), edition="essai")["A4Y43"]
    trouvees = paires(decliner(EMPLOI, jardin, quotites=(60, 40)).plan())
    assert trouvees["Emploi-type"].endswith("(F2Z41), 60\u00a0%")
    assert trouvees["Emploi-type secondaire"].endswith("(A4Y43), 40\u00a0%")


def test_encadrement_and_signatures_are_written_out() -> None:
    fiche = FicheDePoste(
        intitule="Poste",
        sous_titre="Appui",
        encadrement=Encadrement(categorie_a=2, categorie_b=0, categorie_c=1, description="Une équipe."),
        signatures=(
            Signature(role="Agent", nom="C. Dupont", date_signature=date(2026, 9, 1)),
            Signature(role="Chef", mention="Le"),
        ),
    )
    plan = fiche.plan()
    paragraphes = ["".join(s.texte for s in b.segments) for b in plan.blocs if b.genre == "paragraphe"]
    assert paragraphes == ["Agents encadrés\u00a0: 2 en catégorie A, 1 en catégorie C.", "Une équipe."]
    (cases,) = [bloc.cases for bloc in plan.blocs if bloc.genre == "signatures"]
    assert cases == (("Agent, C. Dupont", "Pris connaissance le 1er septembre 2026"), ("Chef", "Le"))
    assert plan.pied == "Fiche de poste – Poste – Appui"


def test_the_booklet_holds_its_six_documents_their_needs_and_its_sources(livret: Referentiel) -> None:
    plan = livret.plan()
    assert plan.couverture
    assert titres(plan) == [
        "Ingénieur-e pédagogique",
        *(
            ", ".join(partie for partie in (fiche.intitule, fiche.sous_titre) if partie)
            for fiche in livret.fiches
        ),
    ]
    assert titres(plan, 1) == [
        "La proposition d’emploi-type",
        "Les fiches de poste de niveau IGE",
        "La fiche de poste de niveau IGR",
        "Bibliographie",
    ]
    paragraphes = {"".join(s.texte for s in b.segments) for b in plan.blocs if b.genre == "paragraphe"}
    assert {fiche.besoin for fiche in livret.fiches} <= paragraphes
    imprimees = [
        "".join(s.texte for s in e.segments) for b in plan.blocs if b.genre == "liste" for e in b.elements
    ]
    for document in (*livret.emplois_types, *livret.fiches):
        for _, ligne in document.toutes_les_lignes():
            assert ligne.texte in imprimees
    assert len(listes(plan)["Bibliographie"]) == len(livret.bibliographie)
    encadres = [bloc.titre for bloc in plan.blocs if bloc.genre == "encadre"]
    assert encadres == [ressource.titre for fiche in livret.fiches for ressource in fiche.ressources]


def test_a_booklet_without_models_or_sources_has_no_empty_part() -> None:
    seul = Referentiel(emplois_types=(EMPLOI,), fiches=(FicheDePoste(intitule="X", corps="AI"),))
    assert titres(seul.plan(), 1) == ["La proposition d’emploi-type"]


def test_a_resource_without_address_or_presentation_is_shown_all_the_same() -> None:
    fiche = FicheDePoste(intitule="X", corps="IE", ressources=(Ressource(titre="Un livre", genre="inconnu"),))
    plan = Referentiel(fiches=(fiche,)).plan()
    (encadre,) = [bloc for bloc in plan.blocs if bloc.genre == "encadre"]
    textes_ = [
        "".join(s.texte for s in bloc.segments) for bloc in encadre.blocs if bloc.genre == "paragraphe"
    ]
    assert textes_ == ["Ressource – ", "Accès\u00a0: en ligne"]


def test_how_a_reference_is_cited() -> None:
    auteurs = (Auteur(nom="Poumay", prenom="M."), Auteur(nom="Georges", prenom="F."), Auteur(nom="OCDE"))
    reference = Reference(
        cle="x",
        titre="T",
        auteurs=auteurs,
        contenant="Revue",
        volume="3",
        numero="2",
        pages="1-9",
        editeur="Presses",
    )
    assert citer_auteurs(reference) == "Poumay, M., Georges, F. et OCDE"
    assert citer_auteurs(Reference(cle="x", titre="T", auteurs=auteurs[:1])) == "Poumay, M."
    assert citer_auteurs(Reference(cle="x", titre="T")) == ""
    assert citer_contenant(reference) == "Revue, 3(2), p.\u00a01-9, Presses. "
    assert citer_contenant(Reference(cle="x", titre="T")) == ""


def test_lines_of_a_fiche_may_print_another_text_than_their_wording() -> None:
    ligne = LigneFiche(libelle="Sucre", niveau="maîtrise", source="Sucre (Maîtrise)", cle="c1")
    plan = FicheDePoste(intitule="X", connaissances=(ligne,)).plan()
    assert listes(plan) == {"Connaissances": ["Sucre (Maîtrise)"]}
