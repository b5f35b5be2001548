"""The rules on the document as a whole: a case that fires, a near case that does not, a mend that mends."""

from __future__ import annotations

from datetime import date

import pytest

from exemples.conformite import ACTIVITES, EMPLOI, FICHE, REF, avec, codes, seul
from socle import FicheDePoste, Referentiel, decliner, verifier
from socle.fiche import (
    adapter,
    adapter_mission,
    ajouter,
    corriger,
    renseigner,
    repartir,
    retirer,
)
from socle.referentiel import Encadrement


@pytest.mark.parametrize(
    ("fiche", "rubriques"),
    [
        (avec("activites", "Peser", mission=" "), ["mission"]),
        (avec("activites"), ["activites"]),
        (FicheDePoste(intitule="Poste"), ["mission", "activites"]),
    ],
)
def test_an_empty_mission_or_no_activite_is_told(fiche: FicheDePoste, rubriques: list[str]) -> None:
    constats = verifier(fiche, REF).constats
    assert [(c.code, c.rubrique) for c in constats] == [("rubrique-vide", nom) for nom in rubriques]


def test_the_number_of_lines_is_set_beside_that_of_the_corps() -> None:
    rapport = verifier(FICHE, REF)
    (repere, *_) = rapport.reperes
    assert (repere.rubrique, repere.nombre, repere.minimum, repere.mediane, repere.maximum) == (
        "activites", 3, 1, 2, 5,
    )  # fmt: skip
    assert repere.dans_la_norme
    trop = FICHE
    for libelle in ACTIVITES[:3]:
        trop = ajouter(trop, "activites", libelle=libelle)
    constat = seul(trop, "nombre-inhabituel")
    assert (
        constat.message == "6 activités\u00a0; les emplois-types IGE en comptent de 1 à 5, le plus souvent 2."
    )
    assert constat.remede == "Regroupez les lignes voisines."
    peu = retirer(retirer(FICHE, "p1"), "p2")
    assert seul(peu, "nombre-inhabituel").message.startswith("0 compétence comportementale")
    assert "compétences opérationnelles" in seul(
        ajouter(ajouter(FICHE, "competences_operationnelles", libelle="Utiliser un sécateur"),
                "competences_operationnelles", libelle="Encadrer une brigade"), "nombre-inhabituel",
    ).message  # fmt: skip


def test_a_corps_too_rare_to_set_a_norm_is_not_judged() -> None:
    fiche = avec("activites", *(f"Activité {n}" for n in range(30)), corps="TECH")
    assert verifier(fiche, REF).reperes == ()
    assert codes(fiche) == []


def test_a_line_said_twice_in_a_rubrique_is_removed() -> None:
    fiche = avec("activites", "Peser la farine", "peser la farine.", "Cuire")
    constat = seul(fiche, "doublon")
    assert constat.cle_ligne == "x2"
    assert [ligne.cle for ligne in corriger(fiche, constat).activites] == ["x1", "x3"]
    assert codes(corriger(fiche, constat)) == []


def test_the_same_words_in_two_rubriques_are_not_a_repetition() -> None:
    fiche = ajouter(
        avec("activites", "Animer un atelier"), "competences_operationnelles", libelle="Animer un atelier"
    )
    assert codes(fiche) == []


def test_a_corps_that_is_not_the_emploi_types_is_told() -> None:
    fiche = FICHE.model_copy(update={"corps": "AI"})
    constat = seul(fiche, "corps-emploi-type")
    assert "Assistant ingénieur" in constat.message
    assert codes(FICHE.model_copy(update={"corps": None})) == []


def test_a_categorie_that_is_not_the_corps_is_mended() -> None:
    fiche = FICHE.model_copy(update={"categorie": "B"})
    constat = seul(fiche, "categorie-corps")
    assert corriger(fiche, constat).categorie == "A"
    assert codes(corriger(fiche, constat)) == []
    assert codes(FICHE.model_copy(update={"categorie": ""})) == []


@pytest.mark.parametrize(
    ("quotites", "principaux", "dit"),
    [
        ((70, 30), (True, False), ""),
        ((50, 50), (True, False), ""),
        ((40, 30), (True, False), "40 %"),
        ((70, 40), (True, False), "110 %"),
        ((70, 30), (True, True), "2 emplois-types"),
        ((70, 30), (False, False), "0 emplois-types"),
    ],
)
def test_the_shares_of_the_emplois_types(
    quotites: tuple[int, int], principaux: tuple[bool, bool], dit: str
) -> None:
    emploi = FICHE.emplois_types[0]
    fiche = FICHE.model_copy(
        update={
            "emplois_types": tuple(
                emploi.model_copy(update={"code": f"F2Z4{rang}", "quotite": quotite, "principal": principal})
                for rang, (quotite, principal) in enumerate(zip(quotites, principaux, strict=True))
            )
        }
    )
    if not dit:
        assert codes(fiche) == []
    else:
        assert dit in seul(fiche, "quotites").message.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("parts", "dit"),
    [
        ((50, 30, 20), ""),
        ((50, 30, None), ""),
        ((None, None, None), ""),
        ((50, 30, 10), "90 %"),
        ((50, 60, None), "110 %"),
    ],
)
def test_the_shares_of_working_time(parts: tuple[int | None, ...], dit: str) -> None:
    fiche = FICHE
    for rang, part in enumerate(parts, start=1):
        fiche = repartir(fiche, f"a{rang}", part=part)
    if not dit:
        assert codes(fiche) == []
    else:
        assert dit in seul(fiche, "parts-du-temps").message.replace("\u00a0", " ")


def test_encadrement_named_is_described() -> None:
    fiche = ajouter(FICHE, "activites", libelle="Encadrer les apprentis")
    assert seul(fiche, "encadrement-non-decrit").cle_ligne == "a4"
    assert codes(fiche.model_copy(update={"encadrement": Encadrement(categorie_c=2)})) == []
    assert codes(ajouter(FICHE, "activites", libelle="Cadrer les photographies")) == []
    par_mission = adapter_mission(FICHE, "Assurer l’encadrement d’une équipe.")
    assert seul(par_mission, "encadrement-non-decrit").rubrique == "mission"


def test_an_igr_post_names_its_four_kinds_of_interlocutors() -> None:
    fiche = avec("activites", "Peser la farine", corps="IR")
    constat = seul(fiche, "interlocuteurs-igr")
    assert constat.gravite == "information"
    for sorte in ("la direction", "l’équipe", "autres services", "l’extérieur"):
        assert sorte in constat.message
    complete = avec(
        "activites",
        "Conseiller la direction",
        "Animer l’équipe",
        "Travailler avec les composantes",
        corps="IR",
    ).model_copy(update={"relations_externes": "Réseaux nationaux"})
    assert codes(complete) == []
    assert codes(avec("activites", "Peser la farine", corps="IE").model_copy(update={"corps": None})) == []
    assert "interlocuteurs-igr" not in codes(avec("activites", corps="IR"))


def test_an_emploi_type_copied_whole_is_told_until_something_is_said_of_the_post() -> None:
    copie = decliner(EMPLOI)
    assert seul(copie, "emploi-type-non-adapte").rubrique == "activites"
    for adaptee in (
        adapter_mission(copie, "Autre mission."),
        adapter(copie, "a1", libelle="Concevoir des recettes"),
        ajouter(copie, "activites", libelle="Ranger"),
        renseigner(copie, {"contexte": "Un nouveau laboratoire."}),
        renseigner(copie, {"relations_externes": "Les meuniers"}),
    ):
        assert codes(adaptee) == []
    assert seul(retirer(copie, "a1"), "emploi-type-non-adapte")


def test_a_subtitle_left_from_a_model_is_told(livret: Referentiel) -> None:
    modele = livret.fiche("hybridation")
    fiche = avec("activites", "Peser", intitule="Chef pâtissier", sous_titre=modele.sous_titre)
    constat = seul(fiche, "sous-titre-copie")
    assert corriger(fiche, constat).sous_titre == ""
    assert codes(corriger(fiche, constat)) == []
    assert codes(fiche.model_copy(update={"sous_titre": "Entremets"})) == []
    assert codes(fiche.model_copy(update={"intitule": modele.intitule})) == []
    assert codes(fiche.model_copy(update={"mission": modele.mission + " " + modele.sous_titre})) == []


AVIS = {
    "versant": "fonction publique de l’État",
    "vacance": "vacance",
    "grade": "IGE de classe normale",
    "autorite_recrutement": "La présidente",
    "etablissement": "Université",
    "conditions": "Aucune",
    "lieu": "Brest",
    "date_vacance": "2026-09-01",
    "candidature": "drh@exemple.fr",
    "date_limite": "2026-08-01",
}


def test_the_mandatory_notice_is_checked_for_publication_only() -> None:
    assert codes(FICHE) == []
    complete = renseigner(FICHE, AVIS)
    assert codes(complete, publication=True) == []
    for champ in AVIS:
        constats = verifier(renseigner(complete, {champ: ""}), REF, publication=True).constats
        assert [(c.code, c.gravite) for c in constats] == [("avis-incomplet", "erreur")], champ
        assert constats[0].rubrique in ("organisme", champ)


def test_a_mention_may_be_given_by_either_of_two_fields() -> None:
    complete = renseigner(FICHE, AVIS | {"date_vacance": "", "prise_de_poste": "septembre 2026"})
    assert codes(complete, publication=True) == []
    assert complete.date_limite == date(2026, 8, 1)
    vide = verifier(FicheDePoste(intitule="X"), REF, publication=True).constats
    assert len([c for c in vide if c.code == "avis-incomplet"]) == 11
    assert codes(EMPLOI, publication=True) == []
