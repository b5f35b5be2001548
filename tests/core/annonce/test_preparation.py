"""From a fiche to an offer: what goes out, what stays in, in whose words."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemples.annonces import annonce, fiche
from socle.annonce import (
    Adresse,
    Annonce,
    annoncer,
    changements,
    dater,
    omissions,
    recaler,
    rediger,
    reecrire,
)
from socle.annonce.redaction import lisible
from socle.annonce.tables import SECTIONS, sorties
from socle.erreurs import DocumentIllisible, Introuvable, SaisieInvalide
from socle.fiche import FicheDePoste, adapter_mission, ajouter, repartir, retirer
from socle.referentiel.champs import TOUS_LES_CHAMPS
from socle.rendu import FORMATS, ecrire


def test_every_field_of_a_fiche_is_either_published_or_kept_inside_for_a_reason() -> None:
    """Nothing goes out because nobody thought of it."""
    assert set(sorties()) == set(FicheDePoste.model_fields) | set(TOUS_LES_CHAMPS)
    for sortie in sorties().values():
        assert (sortie.sort == "interne") == bool(sortie.raison), sortie.champ
        assert (sortie.sort == "section") == (sortie.section in SECTIONS), sortie.champ
        if sortie.sort == "champ":
            assert hasattr(Annonce(intitule="X"), sortie.champ), sortie.champ


def test_what_is_internal_stays_in_the_fiche() -> None:
    tiree = annoncer(repartir(fiche(nbi="20 points"), "a1", part=40))
    contenu = tiree.to_json()
    for secret in ("20 points", "La direction des études", "Direction du service", "40\u00a0%"):
        assert secret not in contenu
    omis = {omission.champ: omission.raison for omission in omissions(fiche(nbi="20 points"))}
    assert {"nbi", "superieur", "relations_internes", "groupe_fonction"} <= set(omis)
    assert "bonification" in omis["nbi"]
    assert "moyens" not in omis, "what the fiche does not say is not left out"


def test_facts_are_kept_and_the_place_is_read() -> None:
    tiree = annoncer(fiche())
    assert tiree.etablissement == "Université de l’Exemple"
    assert (tiree.adresse, tiree.code_postal, tiree.ville) == ("1 quai du Port", "44000", "Nantes")
    assert tiree.lieu == "1 quai du Port, 44000 Nantes"
    assert [metier.code for metier in tiree.emplois_types] == ["ANSTIA-IP"]
    assert tiree.section("conditions").texte == "Déplacements entre deux campus"


@pytest.mark.parametrize(
    ("texte", "attendue"),
    [
        ("Nantes", Adresse(ville="Nantes")),
        ("44000 Nantes", Adresse(code_postal="44000", ville="Nantes")),
        ("Campus nord, bâtiment 3", Adresse(rue="Campus nord, bâtiment 3")),
        ("", Adresse()),
    ],
)
def test_a_place_is_read_as_far_as_it_is_said(texte: str, attendue: Adresse) -> None:
    assert Adresse.lire(texte) == attendue


def test_levels_become_headings_and_shares_disappear() -> None:
    profil = annoncer(fiche()).section("profil").texte
    assert "Connaissances générales\u00a0:\n- Droit de la propriété intellectuelle" in profil
    assert "(connaissance" not in profil.lower()
    assert lisible("Intégrer les notes dans le SI") == "Intégrer les notes dans le système d’information"


def test_a_language_is_said_as_people_say_it() -> None:
    avec = ajouter(
        fiche(),
        "connaissances",
        libelle="Langue anglaise : B1 à B2 (cadre européen commun de référence pour les langues)",
    )
    assert "- Langue anglaise, niveau B1 à B2" in annoncer(avec).section("profil").texte


def test_a_section_has_its_heading_and_its_advice() -> None:
    section = annoncer(fiche()).section("presentation")
    assert section.titre == "Qui nous sommes"
    assert "à vous de l’écrire" in section.aide


def test_the_day_of_publication_and_the_corps_are_said() -> None:
    offre = dater(annonce(), date(2026, 9, 1))
    assert (offre.date_publication, offre.corps_libelle) == (date(2026, 9, 1), "Ingénieur d’études")
    assert annonce().corps_libelle
    assert Annonce(intitule="X").corps_libelle == ""


def test_an_offer_that_says_nothing_more_has_no_more_boxes() -> None:
    blocs = Annonce(intitule="X").plan().blocs
    assert [bloc.genre for bloc in blocs] == ["definitions"]


def test_facts_are_printed_as_french_prints() -> None:
    tiree = annoncer(fiche(intitule="Responsable de l'appui", remuneration="Selon la grille : INM"))
    assert (tiree.intitule, tiree.remuneration) == (
        "Responsable de l’appui",
        "Selon la grille\u00a0: INM",
    )


def test_secondary_activities_stand_apart() -> None:
    avec = ajouter(fiche(), "activites", libelle="Tenir un blog", principale=False)
    assert annoncer(avec).section("activites").texte.endswith("Et aussi\u00a0:\n- Tenir un blog")


def test_a_section_says_whose_words_it_holds() -> None:
    tiree = annoncer(fiche())
    assert tiree.section("mission").etat == "repris"
    assert tiree.section("profil").etat == "reformule"
    assert tiree.section("presentation").etat == "vide"
    neuve = reecrire(tiree, "mission", texte="  Vous aidez.\r\n")
    assert (neuve.section("mission").etat, neuve.mission) == ("reecrit", "Vous aidez.")
    assert reecrire(neuve, "mission", texte=tiree.mission).section("mission").etat == "repris"
    with pytest.raises(Introuvable):
        reecrire(tiree, "autre", texte="")  # type: ignore[arg-type]


def test_fields_are_filled_in_whole_or_not_at_all() -> None:
    tiree = rediger(annonce(), {"salaire_min": "", "salaire_periode": "mois", "date_limite": "2026-12-01"})
    assert (tiree.salaire_min, tiree.salaire_periode) == (None, "mois")
    assert rediger(tiree, {"salaire_periode": ""}).salaire_periode == "an"
    with pytest.raises(SaisieInvalide) as refus:
        rediger(tiree, {"code_postal": "4400", "ville": "Rennes"})
    assert "Code postal" in refus.value.champs["code_postal"]


@pytest.mark.parametrize(
    ("bornes", "dit"),
    [
        ({}, ""),
        ({"salaire_min": 2000}, "à partir de 2\u202f000\u00a0€ bruts par mois"),
        ({"salaire_max": 2000}, "jusqu’à 2\u202f000\u00a0€ bruts par mois"),
        ({"salaire_min": 2000, "salaire_max": 2000}, "2\u202f000\u00a0€ bruts par mois"),
    ],
)
def test_a_salary_is_said_in_french(bornes: dict[str, int], dit: str) -> None:
    assert Annonce(intitule="X", salaire_periode="mois", **bornes).salaire == dit


def test_what_changed_in_the_fiche_is_proposed_and_never_forced() -> None:
    offre = annonce()
    assert changements(offre, fiche()) == ()
    changee = adapter_mission(fiche(), "Concevoir des parcours hybrides.")
    (changement,) = changements(offre, changee)
    assert changement.section.cle == "mission"
    assert changement.prepare == "Concevoir des parcours hybrides."
    gardee = recaler(offre, changee, sections={"mission"}, reprendre=False)
    assert gardee.mission == offre.mission
    assert changements(gardee, changee) == ()
    reprise = recaler(offre, changee, sections={"mission"}, reprendre=True)
    assert reprise.mission == "Concevoir des parcours hybrides."
    assert Annonce.model_validate(reprise.model_dump()) == reprise


def test_sections_are_brought_back_one_at_a_time() -> None:
    changee = retirer(adapter_mission(fiche(), "Concevoir des parcours hybrides."), "a1")
    offre = recaler(annonce(), changee, sections={"mission"}, reprendre=True)
    assert [changement.section.cle for changement in changements(offre, changee)] == ["activites"]
    assert offre.source == annonce().source, "the fiche is not yet followed"
    assert changements(recaler(offre, changee, sections={"activites"}, reprendre=False), changee) == ()


@given(st.text(max_size=200), st.text(max_size=80))
def test_an_offer_round_trips(texte: str, ville: str) -> None:
    offre = rediger(reecrire(annonce(), "mission", texte=texte), {"ville": ville})
    assert Annonce.from_json(offre.to_json()) == offre


def test_an_offer_has_its_sections_once_and_in_order() -> None:
    brut = json.loads(annonce().to_json())
    brut["sections"].reverse()
    with pytest.raises(DocumentIllisible):
        Annonce.from_json(json.dumps(brut))


@pytest.mark.parametrize("format", FORMATS)
def test_an_offer_is_laid_out(format: str) -> None:
    assert ecrire(annonce().plan(), format=format)


def test_the_outline_says_the_facts_then_the_post_then_how_to_apply() -> None:
    blocs = annonce().plan().blocs
    titres = [bloc.texte for bloc in blocs if bloc.genre == "titre"]
    assert titres[0] == "Qui nous sommes"
    assert titres[-1] == "Pour candidater"
    paires = {nom: valeur for bloc in blocs if bloc.genre == "definitions" for nom, valeur in bloc.paires}
    assert paires["Rémunération"] == "de 26\u202f000 à 34\u202f000\u00a0€ bruts par an"
    assert paires["Date limite de candidature"] == "15 octobre 2026"
    assert paires["Référence du métier"].endswith("(ANSTIA-IP)")
