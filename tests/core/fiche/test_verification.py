"""Each rule of conformity: a case that fires, a near case that does not, a mend that mends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemples.referens import JARDINIERE, PATISSIER, ecrire_csv, rangee
from exemples.strategies import fiches
from socle import FicheDePoste, Referentiel, decliner, verifier
from socle.erreurs import ErreurSocle
from socle.fiche import (
    REGLES,
    Constat,
    Rapport,
    adapter,
    adapter_mission,
    ajouter,
    corriger,
    ecarter,
    renseigner,
    repartir,
    retablir,
    retirer,
)
from socle.referentiel import Encadrement, LigneFiche, lire_corps
from socle.referentiel.libelles import lire_ligne

_ACTIVITES = ("Peser", "Mélanger", "Cuire", "Goûter", "Servir", "Ranger")


def _voisin(rang: int) -> dict[str, str]:
    """One more IE, so that the corps has a norm: 1 to 5 activités, 2 most often."""
    return rangee(
        f"F2Z5{rang}",
        f"Voisin {rang}",
        mission="M",
        activites_principales=_ACTIVITES[: (1, 2, 2, 5)[rang]],
        connaissances=("Cuisson (vapeur, four)@9010", "Chimie des sucres lents@9011")[: 1 + rang % 2],
        competences_operationnelles=("Encadrer une brigade@9104",),
        competences_comportementales=("Rigueur@9202",),
        cs="IE",
        bap_id="F",
    )


REF = Referentiel.from_csv(
    ecrire_csv([PATISSIER, JARDINIERE, *(_voisin(rang) for rang in range(4))]), edition="essai"
)
EMPLOI = REF["F2Z41"]
FICHE = adapter_mission(decliner(EMPLOI), "Concevoir des gâteaux pour l’École.")


def avec(rubrique: str, *textes: str, **champs: Any) -> FicheDePoste:
    """A fiche with some lines in one rubrique, and an activité and a mission unless told otherwise."""
    lignes = tuple(
        LigneFiche(**lire_ligne(texte, rubrique).model_dump(), cle=f"x{rang}")  # type: ignore[arg-type]
        for rang, texte in enumerate(textes, start=1)
    )
    socle = {"mission": "M", "activites": (LigneFiche(libelle="Peser", cle="a1"),)}
    return FicheDePoste.model_validate({"intitule": "Poste", **socle, rubrique: lignes, **champs})


def codes(document: Any, **options: Any) -> list[str]:
    return [constat.code for constat in verifier(document, REF, **options).constats]


def seul(document: Any, code: str, **options: Any) -> Constat:
    constats = verifier(document, REF, **options).constats
    assert [constat.code for constat in constats] == [code]
    return constats[0]


def test_a_fiche_adapted_to_its_post_conforms() -> None:
    rapport = verifier(FICHE, REF)
    assert rapport.constats == ()
    assert rapport.conforme
    assert rapport.resume() == "Rien à signaler."
    assert rapport.document == FICHE.intitule
    assert rapport.editions == ("essai",)


def test_an_emploi_type_conforms_to_its_own_edition() -> None:
    for emploi in REF.emplois_types:
        assert codes(emploi) == [], emploi.code


@pytest.mark.parametrize(
    ("texte", "proposition"),
    [
        ("sciences du sucre", "Sciences du sucre"),
        ("SCIENCES DU SUCRE (connaissance générale)", "Sciences du sucre (connaissance générale)"),
        ("Sciences du sucre.", "Sciences du sucre"),
        ("Sciences, du sucre", "Sciences du sucre"),
        ("Sciences du sucre connaissance générale", "Sciences du sucre (connaissance générale)"),
        ("Sciences du sucre : notions", "Sciences du sucre (notions)"),
        ("sciences du sucre – maîtrise", "Sciences du sucre (maîtrise)"),
        ("biologie vegetale (arbres, fleurs)", "Biologie végétale (arbres, fleurs)"),
        (
            "langue anglaise : B2",
            "Langue anglaise : B2 (cadre européen commun de référence pour les langues)",
        ),
    ],
)
def test_the_same_words_otherwise_written_are_a_variant(texte: str, proposition: str) -> None:
    fiche = avec("connaissances", texte)
    constat = seul(fiche, "libelle-variante")
    assert (constat.ligne, constat.proposition, constat.gravite) == (texte, proposition, "avertissement")
    assert constat.identifiant is not None
    corrigee = corriger(fiche, constat)
    assert corrigee.connaissances[0].texte == proposition
    assert corrigee.connaissances[0].identifiant == constat.identifiant
    assert codes(corrigee) == []


@pytest.mark.parametrize(
    "texte",
    [
        "Sciences du sucre",
        "Sciences du sucre (Notion de base)",
        "Sciences  du sucre",
        "Sciences du sucre (canne, betterave)",
        "Histoire des desserts",
        "Cuisson (vapeur, four)",
        "Cuisson (vapeur, four) (maîtrise)",
        "Langue anglaise : A2",
    ],
)
def test_an_exact_wording_its_level_and_its_precision_are_accepted(texte: str) -> None:
    assert codes(avec("connaissances", texte)) == []


def test_typographic_apostrophes_make_no_variant() -> None:
    assert codes(avec("competences_comportementales", "Sens de l'écoute")) == []


@pytest.mark.parametrize(
    ("texte", "proposition"),
    [
        ("Sciences des sucres", "Sciences du sucre"),
        ("Chimie du sucre lent", "Chimie des sucres lents"),
        ("Droit de la confisrie (connaissance générale)", "Droit de la confiserie (connaissance générale)"),
        ("Cuisson (vapeurs, four)", "Cuisson (vapeur, four)"),
    ],
)
def test_nearly_the_same_words_propose_the_entry(texte: str, proposition: str) -> None:
    fiche = avec("connaissances", texte)
    constat = seul(fiche, "libelle-proche")
    assert constat.proposition == proposition
    assert codes(corriger(fiche, constat)) == []


def test_other_near_entries_are_named() -> None:
    autre = rangee(
        "F2Z60",
        "A",
        mission="M",
        connaissances=("Chimie des sucres rapides lents@9012",),
        cs="IE",
        bap_id="F",
    )
    ref = Referentiel.from_csv(ecrire_csv([_voisin(1), autre]), edition="x")
    (constat,) = verifier(avec("connaissances", "Chimie des sucres bien lents"), ref).constats
    assert constat.proposition == "Chimie des sucres lents"
    assert "«\u00a0Chimie des sucres rapides lents\u00a0»" in constat.message


@pytest.mark.parametrize(
    ("rubrique", "texte", "vers"),
    [
        ("connaissances", "Animer un atelier", "competences_operationnelles"),
        ("connaissances", "animer un atelier (maîtrise)", "competences_operationnelles"),
        ("competences_operationnelles", "Rigueur", "competences_comportementales"),
        ("competences_comportementales", "Histoire des desserts", "connaissances"),
    ],
)
def test_a_line_in_the_wrong_rubrique_is_moved(rubrique: str, texte: str, vers: str) -> None:
    fiche = avec(rubrique, texte)
    constat = seul(fiche, "mauvaise-rubrique")
    assert (constat.gravite, constat.rubrique) == ("erreur", rubrique)
    corrigee = corriger(fiche, constat)
    assert corrigee.lignes(rubrique) == ()  # type: ignore[arg-type]
    assert len(corrigee.lignes(vers)) == 1  # type: ignore[arg-type]
    assert codes(corrigee) == []


@pytest.mark.parametrize(
    "texte", ["Astronomie", "Sciences", "Piloter un dirigeable au-dessus des Alpes", "?!"]
)
def test_what_the_dictionary_does_not_hold_is_told_without_a_proposition(texte: str) -> None:
    fiche = avec("connaissances", texte)
    constat = seul(fiche, "hors-dictionnaire")
    assert (constat.proposition, constat.correction) == (None, None)
    with pytest.raises(ErreurSocle) as attrape:
        corriger(fiche, constat)
    assert attrape.value.code == "sans-correction"


def test_activites_are_free_text() -> None:
    assert codes(avec("activites", "Piloter un dirigeable (maîtrise)")) == []


def test_without_a_dictionary_only_that_is_told(livret: Referentiel) -> None:
    rapport = verifier(avec("connaissances", "Astronomie"), livret)
    assert [constat.code for constat in rapport.constats] == ["dictionnaire-absent"]
    assert rapport.conforme
    assert rapport.resume() == "1 information."
    assert verifier(avec("activites", "Peser"), livret).constats == ()


def test_levels_of_language() -> None:
    fiche = avec("connaissances", "Langue anglaise : C1 à B1")
    constat = seul(fiche, "cecrl-inverse")
    corrigee = corriger(fiche, constat)
    assert corrigee.connaissances[0].niveau == "B1 à C1"
    assert codes(corrigee) == []
    assert "cecrl-absent" in codes(avec("connaissances", "Langue anglaise : courant"))
    assert "cecrl-absent" not in codes(avec("connaissances", "Langue anglaise"))
    assert "cecrl-absent" not in codes(avec("activites", "Langue anglaise : courant"))


def test_levels_out_of_the_scale() -> None:
    constat = seul(avec("connaissances", "Sciences du sucre (connaissance parfaite)"), "niveau-inconnu")
    assert "connaissance parfaite" in constat.message
    assert codes(avec("connaissances", "Sciences du sucre (niveau 6)")) == []


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
    for libelle in _ACTIVITES[:3]:
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


def test_findings_come_the_gravest_first_then_in_the_order_of_the_paper() -> None:
    fiche = avec("connaissances", "Astronomie", "Animer un atelier", mission="")
    fiche = fiche.model_copy(update={"corps": lire_corps("IGE"), "categorie": "C"})
    rapport = verifier(fiche, REF)
    gravites = [constat.gravite for constat in rapport.constats]
    assert gravites == sorted(gravites, key=("erreur", "avertissement", "information").index)
    assert [c.code for c in rapport.constats][:2] == ["mauvaise-rubrique", "categorie-corps"]
    assert rapport.constats[2].rubrique == "mission"
    assert not rapport.conforme
    assert rapport.nombre("erreur") == 2
    assert rapport.resume().startswith("2 erreurs et ")


def test_a_summary_agrees_in_number() -> None:
    def constat(gravite: str) -> Constat:
        return Constat(code="x", titre="X", gravite=gravite, message="M")  # type: ignore[arg-type]

    def resume(*gravites: str) -> str:
        return Rapport(document="D", editions=(), constats=tuple(map(constat, gravites))).resume()

    assert resume("erreur") == "1 erreur."
    assert resume("erreur", "erreur", "avertissement") == "2 erreurs et 1 avertissement."
    assert resume("erreur", "avertissement", "information") == "1 erreur, 1 avertissement et 1 information."


def test_a_finding_set_aside_is_kept_with_its_reason_until_shown_again() -> None:
    fiche = avec("connaissances", "Astronomie", "Botanique stellaire")
    premier, second = verifier(fiche, REF).constats
    ecartee = ecarter(fiche, premier, motif=" Propre au poste ")
    rapport = verifier(ecartee, REF)
    assert rapport.constats == (second,)
    ((garde,)) = rapport.ecartes
    assert (garde.constat, garde.motif) == (premier, "Propre au poste")
    reecarte = ecarter(ecartee, premier, motif="Autre motif")
    assert [(e.cle, e.motif) for e in reecarte.constats_ecartes] == [(premier.cle, "Autre motif")]
    assert verifier(retablir(ecartee, premier.cle), REF).constats == (premier, second)
    assert FicheDePoste.from_json(ecartee.to_json()) == ecartee


def test_a_finding_set_aside_comes_back_when_its_line_changes() -> None:
    fiche = avec("connaissances", "Astronomie")
    fiche = ecarter(fiche, verifier(fiche, REF).constats[0], motif="x")
    assert codes(fiche) == []
    assert codes(adapter(fiche, "x1", libelle="Astrologie")) == ["hors-dictionnaire"]


def test_keys_of_findings_are_stable_and_distinct() -> None:
    fiche = avec("connaissances", "Astronomie", "Botanique stellaire", "Astronomie")
    constats = verifier(fiche, REF).constats
    assert len({constat.cle for constat in constats}) == len(constats) == 4
    assert [constat.cle for constat in verifier(fiche, REF).constats] == [constat.cle for constat in constats]


def test_every_rule_says_its_source_and_its_reason() -> None:
    assert len({regle.code for regle in REGLES}) == len(REGLES) == 20
    for regle in REGLES:
        assert regle.titre
        assert regle.source
        assert regle.explication.endswith(".")
        assert "'" not in regle.titre + regle.source + regle.explication


def test_what_a_finding_says_is_whole_and_well_written() -> None:
    fiche = avec(
        "connaissances", "Astronomie", "sciences du sucre", "Animer un atelier", corps="IR", categorie="C"
    )
    for constat in verifier(fiche, REF, publication=True).constats:
        assert constat.message.endswith(".")
        assert constat.titre
        assert constat.source
        assert constat.explication
        assert constat.remede or constat.correction
        assert "« " not in constat.message + constat.remede


def test_a_report_is_laid_out_by_gravity() -> None:
    fiche = avec("connaissances", "Astronomie", "Animer un atelier")
    plan = verifier(fiche, REF).plan()
    assert [bloc.texte for bloc in plan.blocs if bloc.genre == "titre"] == ["Erreurs", "Avertissements"]
    listes = [len(bloc.elements) for bloc in plan.blocs if bloc.genre == "liste"]
    assert listes == [1, 1]
    assert verifier(FICHE, REF).plan().sous_titre == FICHE.intitule
    sans_remede = verifier(FICHE.model_copy(update={"categorie": "C"}), REF)
    (liste,) = [bloc for bloc in sans_remede.plan().blocs if bloc.genre == "liste"]
    assert [len(element.segments) for element in liste.elements] == [2]


@given(
    st.lists(
        st.sampled_from(
            [
                "sciences du sucre", "Sciences des sucres", "Animer un atelier", "rigueur", "Astronomie",
                "Langue anglaise : C1 à B1", "langue anglaise : B2 à A1", "Sciences du sucre maîtrise",
                "Cuisson (vapeurs, four)", "histoire des desserts.", "Monter les blancs en neige",
            ]
        ),
        max_size=6,
    ),
    st.sampled_from(["connaissances", "competences_operationnelles", "competences_comportementales"]),
    st.sampled_from(["", "A", "C"]),
)  # fmt: skip
def test_every_correction_applied_removes_its_finding(
    textes: list[str], rubrique: str, categorie: str
) -> None:
    fiche = avec(rubrique, *textes, corps="IE", categorie=categorie)
    for _ in range(30):
        corrigibles = [c for c in verifier(fiche, REF).constats if c.correction is not None]
        if not corrigibles:
            break
        fiche = corriger(fiche, corrigibles[0])
        assert corrigibles[0].cle not in {constat.cle for constat in verifier(fiche, REF).constats}
    else:
        pytest.fail("corrections never end")


@given(fiches, st.booleans())
def test_any_fiche_can_be_checked(fiche: FicheDePoste, publication: bool) -> None:
    rapport = verifier(fiche, REF, publication=publication)
    assert Rapport.model_validate_json(rapport.model_dump_json()) == rapport
    assert verifier(fiche, REF, publication=publication) == rapport
