"""The nearest emploi-type of a document: which comes first, how sure, and why."""

from __future__ import annotations

import pytest

from socle.alignement.corps import EstimationCorps, nomme, plage_cecrl
from socle.alignement.emplois_types import ClassementEmploisTypes, Passage
from socle.erreurs import DeclinaisonInvalide
from socle.referentiel.documents import EmploiType, Ligne, Precedent

VERBES = {
    "IR": "Concevoir et piloter la stratégie scientifique",
    "IE": "Développer et coordonner les projets",
    "AI": "Réaliser les études et adapter les méthodes",
    "TECH": "Assister et suivre les opérations courantes",
    "ATRF": "Nettoyer et ranger le matériel",
}
CHIFFRES = {"IR": "1", "IE": "2", "AI": "3", "TECH": "4", "ATRF": "5"}
LANGUES = {"IR": "B2 à C1", "IE": "B1 à B2"}
DOMAINES = {
    "A": ("biologie", "Analyser des cultures cellulaires", "Microscopie optique"),
    "C": ("électronique", "Monter des circuits imprimés", "Capteurs et instrumentation"),
    "E": ("informatique", "Administrer les serveurs et le réseau", "Langages de programmation"),
    "F": ("pédagogie", "Accompagner les enseignants", "Ingénierie de formation"),
    "G": ("logistique", "Organiser les transports et le stock", "Hygiène et sécurité"),
    "J": ("gestion", "Suivre le budget de la composante", "Finances publiques"),
}


def emploi(bap: str, corps: str) -> EmploiType:
    domaine, activite, connaissance = DOMAINES[bap]
    return EmploiType(
        code=f"{bap}{CHIFFRES[corps]}A41",
        intitule=f"Responsable en {domaine}",
        corps=corps,  # type: ignore[arg-type]
        mission=f"{VERBES[corps]} de {domaine}",
        activites=(Ligne(libelle=activite), Ligne(libelle=f"{VERBES[corps]} du service")),
        connaissances=(
            Ligne(libelle=connaissance),
            *([Ligne(libelle="Langue anglaise", niveau=LANGUES[corps])] if corps in LANGUES else []),
        ),
        precedents=(Precedent(code="X", intitule=f"Ancien métier de {domaine}"),),
        domaine_formation=domaine,
    )


EMPLOIS = [emploi(bap, corps) for bap in DOMAINES for corps in VERBES]


@pytest.fixture(scope="module")
def classement() -> ClassementEmploisTypes:
    return ClassementEmploisTypes(EMPLOIS)


def test_the_domain_and_the_level_both_count(classement: ClassementEmploisTypes) -> None:
    premier = classement.classer(
        [
            Passage("mission", "Développer et coordonner les projets pédagogiques"),
            Passage("activites", "Accompagner les enseignants dans leurs cours"),
        ]
    )[0]
    assert (premier.code, premier.famille, premier.corps) == ("F2A41", "FA", "IE")


def test_a_plain_text_will_do(classement: ClassementEmploisTypes) -> None:
    texte = "Mission\n\nNettoyer et ranger le matériel de biologie\nCultures cellulaires"
    assert classement.classer(texte)[0].code == "A5A41"


def test_probabilities_are_shares_of_what_is_considered(classement: ClassementEmploisTypes) -> None:
    tous = classement.classer("Microscopie optique et cultures cellulaires")
    assert len(tous) == len(EMPLOIS)
    assert sum(proche.probabilite for proche in tous) == pytest.approx(1, abs=1e-3)
    assert [proche.score for proche in tous] == sorted((proche.score for proche in tous), reverse=True)
    ige = classement.classer("Microscopie optique et cultures cellulaires", corps="IGE", k=2)
    assert [proche.corps for proche in ige] == ["IE", "IE"]
    assert ige[0].code == "A2A41"
    assert ige[0].probabilite > 0.5


def test_a_bap_and_a_corps_narrow_the_choice(classement: ClassementEmploisTypes) -> None:
    seuls = classement.classer("Administrer les serveurs", corps="TECH", bap="F")
    assert [proche.code for proche in seuls] == ["F4A41"]
    assert classement.classer("Administrer les serveurs", bap="Z") == []


def test_an_unknown_corps_is_refused(classement: ClassementEmploisTypes) -> None:
    with pytest.raises(DeclinaisonInvalide):
        classement.classer("texte", corps="XYZ")


def test_the_corps_named_in_the_mission_tips_the_scale(classement: ClassementEmploisTypes) -> None:
    base = [Passage("activites", "Administrer les serveurs et le réseau")]
    nommes = [*base, Passage("mission", "L’ingénieur·e de recherche rejoint l’équipe")]
    assert classement.classer(nommes)[0].code == "E1A41"


def test_the_language_range_makes_its_corps_likelier() -> None:
    estimation = EstimationCorps(EMPLOIS)
    sans = estimation.probabilites(["Monter des circuits"])
    for rang, niveau in enumerate(("B2 à C1", "B1 à B2")):
        assert estimation.probabilites(["Monter des circuits", f"Anglais : {niveau}"])[rang] > sans[rang]


def test_the_address_counts_for_nothing(classement: ClassementEmploisTypes) -> None:
    offre = [Passage("activites", "Suivre le budget"), Passage("affectation", "Institut de biologie")]
    assert classement.scores(offre).tolist() == classement.scores(offre[:1]).tolist()


def test_a_text_without_a_known_word_ranks_nothing_high(classement: ClassementEmploisTypes) -> None:
    proches = classement.classer("Zzz xyz")
    assert all(proche.score == 0 for proche in proches)
    assert proches[0].probabilite == pytest.approx(1 / len(EMPLOIS), abs=1e-3)
    assert classement.preuves("Zzz xyz", ["A1A41"]) == [[]]


def test_the_evidence_names_the_lines_and_the_words(classement: ClassementEmploisTypes) -> None:
    offre = [
        Passage("contexte", "Une université de taille moyenne"),
        Passage("activites", "Vous devrez accompagner nos enseignants"),
        Passage("connaissances", "Ingénierie de formation"),
    ]
    (preuves,) = classement.preuves(offre, ["F2A41"])
    assert {preuve.rang for preuve in preuves} == {1, 2}
    assert sum(preuve.part for preuve in preuves) == pytest.approx(1, abs=1e-3)
    mots = {preuve.rang: preuve.mots for preuve in preuves}
    assert mots[1] == ("accompagner", "enseignants")
    assert len(classement.preuves(offre, ["F2A41"], k=1)[0]) == 1


def test_a_small_referentiel_works_without_estimating_levels() -> None:
    classement = ClassementEmploisTypes(EMPLOIS[:2])
    assert {proche.code for proche in classement.classer("Cultures cellulaires")} == {"A1A41", "A2A41"}
    assert EstimationCorps(EMPLOIS[:2]).probabilites(["Nettoyer"]).tolist() == pytest.approx([0.2] * 5)


def test_a_corps_that_no_emploi_type_has_is_out() -> None:
    sans_atrf = [emploi for emploi in EMPLOIS if emploi.corps != "ATRF"] * 2
    probables = EstimationCorps(sans_atrf).probabilites(["Nettoyer et ranger"])
    assert probables[-1] < 1e-6
    assert probables.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("texte", "rang"),
    [
        ("Ingénieure ou ingénieur de recherche", 0),
        ("poste d’IGE", 1),
        ("Assistant-e ingénieur-e", 2),
        ("une technicienne", 3),
        ("adjoint technique", 4),
    ],
)
def test_a_corps_named_is_read(texte: str, rang: int) -> None:
    assert nomme([texte])[rang] == 1


def test_no_level_of_language_no_range() -> None:
    assert plage_cecrl(["Anglais courant"]) is None
