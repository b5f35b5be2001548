"""Reading a file in RéFérens's format, good or bad, on small samples."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemples.referens import EMPLOIS, JARDINIERE, PATISSIER, RECHERCHE, ecrire_csv, rangee
from socle.erreurs import DocumentIllisible, Introuvable
from socle.referentiel import Referentiel, comparer_editions

ATTENDU = Referentiel.from_csv(ecrire_csv(), edition="essai")


def codes_anomalies(ref: Referentiel) -> list[str]:
    return [anomalie.code for anomalie in ref.anomalies]


@pytest.mark.parametrize("entete", ["technique", "libelles"])
@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separateur", [";", ",", "\t"])
def test_the_same_content_whatever_header_encoding_and_separator(
    entete: str, encodage: str, separateur: str
) -> None:
    contenu = ecrire_csv(entete=entete, encodage=encodage, separateur=separateur)
    lu = Referentiel.from_csv(contenu, edition="essai")
    assert lu.emplois_types == ATTENDU.emplois_types
    assert lu.entrees == ATTENDU.entrees
    assert ("encodage" in codes_anomalies(lu)) == (encodage == "cp1252")


def test_an_emploi_type_is_read_whole() -> None:
    emploi = ATTENDU["F2Z41"]
    assert emploi.intitule == "Ingénieur-e en pâtisserie pédagogique"
    assert (emploi.corps, emploi.corps_libelle, emploi.categorie) == ("IE", "Ingénieur d’études", "A")
    assert (emploi.bap, emploi.famille, emploi.famille_code) == ("F", "Desserts et apprentissages", "FZ")
    assert emploi.activites[0].libelle == "Concevoir des recettes avec les enseignants"
    assert [(ligne.libelle, ligne.niveau, ligne.identifiant) for ligne in emploi.connaissances] == [
        ("Sciences du sucre", "connaissance approfondie", "9001"),
        ("Droit de la confiserie", "connaissance générale", "9002"),
        ("Histoire des desserts", None, None),
        ("Langue anglaise", "B1 à B2", "9003"),
    ]
    assert emploi.metiers == ("Concepteur de desserts", "Conseillère en goûters")
    assert emploi.conditions == "Horaires du matin\nPort de charges"
    assert [p.code for p in emploi.precedents] == ["F2Z21", "F2Z22"]
    assert emploi.precedents[1].intitule == "Chargée de desserts"
    assert emploi.edition == "essai"
    assert emploi.situation == "Fusion"


def test_the_dictionary_gathers_levels_and_uses() -> None:
    entree = ATTENDU.dictionnaire.get("9102")
    assert entree is not None
    assert (entree.libelle, entree.rubrique) == ("Animer un atelier", "competences_operationnelles")
    assert entree.definition == "Définition de Animer un atelier (maîtrise)"
    assert entree.niveaux == ("application", "maîtrise")
    assert entree.emplois_types == ("A4Y43", "F2Z41")
    (sans,) = ATTENDU.dictionnaire.sans_identifiant
    assert (sans.libelle, sans.definition, sans.emplois_types) == (
        "Histoire des desserts",
        "",
        ("A4Y43", "F2Z41"),
    )
    assert ATTENDU.dictionnaire.get("0000") is None


def test_spellings_of_one_id_are_variants_the_most_usual_first() -> None:
    autre = rangee(
        "F2Z49",
        "Autre",
        mission="M",
        connaissances=("sciences du sucre@9001",),
        competences_operationnelles=("Monter des blancs@9101",),
        cs="IE",
    )
    ref = Referentiel.from_csv(ecrire_csv([*EMPLOIS, autre]), edition="essai")
    entree = ref.dictionnaire.get("9001")
    assert entree is not None
    assert entree.libelle == "Sciences du sucre"
    assert entree.variantes == ("sciences du sucre",)
    graphies = [a.texte for a in ref.anomalies if a.code == "graphies-multiples"]
    assert "Sciences du sucre | sciences du sucre" in graphies
    assert ref.dictionnaire.exact("sciences du sucre") == (entree,)


def test_an_item_printed_twice_has_one_id_and_one_entry() -> None:
    double = rangee("F2Z50", "Double", mission="M", connaissances=("Biologie@9301",), cs="IE")
    double["referens_connaissances"] = "Biologie|Biologie"
    ref = Referentiel.from_csv(ecrire_csv([double]), edition="essai")
    assert [ligne.identifiant for ligne in ref["F2Z50"].connaissances] == ["9301", None]
    assert [entree.libelle for entree in ref.dictionnaire.toutes] == ["Biologie"]
    assert "ligne-repetee" in codes_anomalies(ref)


def test_extra_columns_are_kept_and_missing_ones_are_empty() -> None:
    ref = Referentiel.from_csv(ecrire_csv([PATISSIER | {"remarque_locale": "à relire"}]), edition="x")
    assert ref["F2Z41"].colonnes["remarque_locale"] == "à relire"
    courtes = {nom: PATISSIER[nom] for nom in ("referens_id", "referens_intitule", "referens_mission")}
    contenu = (
        "referens_id;referens_intitule;referens_mission;referens_activites_principales\n"
        + ";".join(courtes.values())
        + ";Cuire|Servir\n"
    )
    lu = Referentiel.from_csv(contenu.encode(), edition="x")["F2Z41"]
    assert lu.corps == "IE"
    assert [ligne.libelle for ligne in lu.activites] == ["Cuire", "Servir"]
    assert lu.connaissances == ()


def test_blank_rows_and_blank_items_are_not_content() -> None:
    emploi = PATISSIER | {"referens_activites_principales": "Cuire||Servir|"}
    contenu = ecrire_csv([emploi]) + b";;;;\r\n\r\n"
    ref = Referentiel.from_csv(contenu, edition="x")
    assert [ligne.texte for ligne in ref["F2Z41"].activites] == ["Cuire", "Servir"]
    assert "nombre-de-colonnes" not in codes_anomalies(ref)


def test_rows_without_code_or_with_an_unknown_corps_are_told_not_loaded() -> None:
    ref = Referentiel.from_csv(
        ecrire_csv(
            [
                PATISSIER,
                JARDINIERE | {"referens_id": " "},
                RECHERCHE | {"referens_cs": "XYZ"},
                JARDINIERE | {"referens_id": "Z9999", "referens_cs": ""},
            ]
        ),
        edition="x",
    )
    assert [emploi.code for emploi in ref.emplois_types] == ["F2Z41"]
    places = [
        (a.code, a.emploi_type) for a in ref.anomalies if a.code in ("ligne-sans-code", "corps-inconnu")
    ]
    assert places == [("ligne-sans-code", ""), ("corps-inconnu", "F1Z42"), ("corps-inconnu", "Z9999")]


def test_a_corps_left_out_is_read_from_the_code() -> None:
    ref = Referentiel.from_csv(ecrire_csv([JARDINIERE | {"referens_cs": ""}]), edition="x")
    assert ref["A4Y43"].corps == "TECH"


def test_the_first_of_two_rows_with_one_code_is_kept_and_the_other_told() -> None:
    second = PATISSIER | {"referens_intitule": "Un autre intitulé"}
    ref = Referentiel.from_csv(ecrire_csv([PATISSIER, second]), edition="x")
    assert len(ref) == 1
    assert ref["f2z41"].intitule == PATISSIER["referens_intitule"]
    assert [a.emploi_type for a in ref.anomalies if a.code == "code-double"] == ["F2Z41"]


def test_ids_that_do_not_match_the_tooltips_are_told() -> None:
    trop = PATISSIER | {"competences_id": PATISSIER["competences_id"] + "|9999"}
    ref = Referentiel.from_csv(ecrire_csv([trop]), edition="x")
    assert "definitions-et-identifiants" in codes_anomalies(ref)
    (orphelin,) = [a for a in ref.anomalies if a.code == "identifiants-sans-ligne"]
    assert orphelin.texte == "9999"
    peu = PATISSIER | {"competences_id": "9001"}
    ref = Referentiel.from_csv(ecrire_csv([peu]), edition="x")
    assert "definitions-et-identifiants" in codes_anomalies(ref)
    assert [entree.identifiant for entree in ref.dictionnaire] == ["9001"]


@pytest.mark.parametrize(
    ("valeurs", "attendues"),
    [
        ({"referens_id": "F2ZX1"}, {"code-inattendu"}),
        ({"referens_bap_id": "G"}, {"bap-differente"}),
        ({"referens_cs": "AI"}, {"corps-different"}),
        ({"referens_intitule": "Iingénieur"}, {"faute-probable"}),
        ({"referens_mission": " "}, {"mission-vide"}),
        ({"referens_fap": "Desserts  doubles"}, {"espaces-doubles"}),
        ({"referens_id_precedent": "G2Z21"}, {"precedent-autre-bap"}),
        ({"referens_id_precedent": "Néant"}, {"precedent-sans-code"}),
        ({"referens_activites_principales": ""}, {"rubrique-vide"}),
        ({"referens_activites_principales": "Peser (la farine"}, {"parentheses"}),
        ({"referens_activites_principales": "Peser la farine ·"}, {"signe-parasite"}),
        ({"referens_activites_principales": "Peser  la farine"}, {"espaces-doubles"}),
        ({"referens_activites_principales": "Peser|peser."}, {"ligne-repetee"}),
        ({"referens_mission": "Concevoir d'autres gâteaux"}, {"apostrophes-melees"}),
    ],
)
def test_what_looks_wrong_is_told_and_left(valeurs: dict[str, str], attendues: set[str]) -> None:
    sain = Referentiel.from_csv(ecrire_csv([PATISSIER]), edition="x")
    assert codes_anomalies(sain) == []
    ref = Referentiel.from_csv(ecrire_csv([PATISSIER | valeurs]), edition="x")
    assert set(codes_anomalies(ref)) == attendues
    assert valeurs.items() <= ref.emplois_types[0].colonnes.items()


@pytest.mark.parametrize(
    ("contenu", "code", "dit"),
    [
        (b"", "document-illisible", "vide"),
        (b" \r\n", "document-illisible", "vide"),
        (b"\xef\xbb\xbf", "document-illisible", "vide"),
        (b"\xff\xfe", "document-illisible", "vide"),
        (b"\xff\xfe\n\x00", "en-tete-inconnu", "RéFérens"),
        (b"PK\x03\x04\x00\x00\x00binaire", "document-illisible", "CSV"),
        (b"nom;prenom\nA;B\n", "en-tete-inconnu", "Code emploi type"),
        (b"referens_id;referens_intitule\nF2Z41;X\n", "en-tete-inconnu", "Mission"),
        (ecrire_csv([]), "document-illisible", "aucun emploi-type"),
        (ecrire_csv([PATISSIER | {"referens_id": ""}]), "document-illisible", "aucun emploi-type"),
    ],
)
def test_what_is_not_the_file_is_refused_with_a_remedy(contenu: bytes, code: str, dit: str) -> None:
    with pytest.raises(DocumentIllisible) as attrape:
        Referentiel.from_csv(contenu)
    assert attrape.value.code == code
    assert dit in str(attrape.value)
    assert attrape.value.remede


def test_a_file_cut_inside_a_quoted_cell_is_refused() -> None:
    contenu = ecrire_csv([PATISSIER | {"referens_mission": "Peser ; cuire"}])
    coupe = contenu[: contenu.index(b" ; cuire")]
    with pytest.raises(DocumentIllisible, match="abîmé"):
        Referentiel.from_csv(coupe)


def test_a_file_cut_inside_a_row_is_loaded_and_told() -> None:
    contenu = ecrire_csv([PATISSIER, JARDINIERE])
    coupe = contenu[: contenu.rindex("Création".encode())]
    ref = Referentiel.from_csv(coupe, edition="x")
    assert "A4Y43" in ref
    (courte,) = [a for a in ref.anomalies if a.code == "nombre-de-colonnes"]
    assert "La ligne 3 a " in courte.message


def test_a_path_that_cannot_be_read_is_an_error_in_french(tmp_path: Path) -> None:
    for chemin in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(DocumentIllisible) as attrape:
            Referentiel.from_csv(chemin)
        assert attrape.value.code == "fichier-introuvable"


def test_an_edition_is_named_after_its_file_unless_told(tmp_path: Path) -> None:
    chemin = tmp_path / "printemps.csv"
    chemin.write_bytes(ecrire_csv())
    assert Referentiel.from_csv(chemin).edition.nom == "printemps"
    assert Referentiel.from_csv(str(chemin)).edition.titre == "printemps"
    assert Referentiel.from_csv(ecrire_csv()).edition.nom == "referens"
    nommee = Referentiel.from_csv(chemin, edition="r3", titre="RéFérens", source="https://exemple.fr").edition
    assert (nommee.nom, nommee.titre, nommee.source) == ("r3", "RéFérens", "https://exemple.fr")
    assert len(nommee.empreinte) == 64
    assert nommee.importee_le is not None


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(contenu: bytes) -> None:
    with pytest.raises(DocumentIllisible):
        Referentiel.from_csv(contenu)


@given(
    st.lists(
        st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40),
        min_size=1,
        max_size=5,
    )
)
def test_any_cells_are_kept_to_the_letter(cellules: list[str]) -> None:
    activites = "|".join(cellules)
    emploi = PATISSIER | {"referens_activites_principales": activites}
    lu = Referentiel.from_csv(ecrire_csv([emploi]), edition="x")["F2Z41"]
    assert lu.colonnes["referens_activites_principales"] == activites
    assert [ligne.texte for ligne in lu.activites] == [c for c in activites.split("|") if c.strip()]


def test_several_referentiels_read_as_one_the_right_one_wins() -> None:
    neuf = Referentiel.from_csv(
        ecrire_csv(
            [
                rangee(
                    "F2Z41",
                    "Nouvel intitulé",
                    mission="M",
                    connaissances=("Sciences du sucre (expertise)@9001", "Sel@9302"),
                    cs="IE",
                ),
                rangee("G5A41", "Aide", mission="Aider.", cs="ATRF"),
            ]
        ),
        edition="suivante",
    )
    ensemble = ATTENDU | neuf
    assert [edition.nom for edition in ensemble.editions] == ["essai", "suivante"]
    assert {emploi.code for emploi in ensemble.emplois_types} == {"F2Z41", "A4Y43", "F1Z42", "G5A41"}
    assert ensemble["F2Z41"].intitule == "Nouvel intitulé"
    entree = ensemble.dictionnaire.get("9001")
    assert entree is not None
    assert entree.emplois_types == ("F1Z42", "F2Z41")
    assert set(entree.niveaux) == {"connaissance approfondie", "expertise"}
    with pytest.raises(ValueError, match="too many"):
        _ = ensemble.edition


def test_an_unknown_code_says_where_it_was_looked_for() -> None:
    with pytest.raises(Introuvable, match="essai") as attrape:
        _ = ATTENDU["F9Z99"]
    assert attrape.value.code == "emploi-type-introuvable"
    with pytest.raises(Introuvable, match="aucune édition"):
        _ = Referentiel()["F2Z41"]
    assert "F9Z99" not in ATTENDU
    assert 12 not in ATTENDU
    assert " f2z41 " in ATTENDU


def test_models_are_found_by_key() -> None:
    livret = Referentiel.livret()
    assert livret.fiche("hybridation").sous_titre == "Hybridation des enseignements"
    with pytest.raises(Introuvable, match="generaliste, hybridation"):
        livret.fiche("inconnue")
    with pytest.raises(Introuvable, match="aucun"):
        ATTENDU.fiche("hybridation")


def test_comparing_editions_tells_codes_contents_columns_and_entries() -> None:
    apres = Referentiel.from_csv(
        ecrire_csv(
            [
                PATISSIER
                | {
                    "referens_mission": "Concevoir des gâteaux qui font réfléchir.",
                    "tricarto": "L1",
                },
                RECHERCHE | {"tricarto": "L2"},
                rangee(
                    "G5A41", "Aide", mission="Aider.", competences_comportementales=("Calme@9301",), cs="ATRF"
                ),
            ]
        ),
        edition="suivante",
    )
    ecart = comparer_editions(ATTENDU, apres)
    assert (ecart.nom_a, ecart.nom_b, ecart.communs) == ("essai", "suivante", 2)
    assert (ecart.nouveaux, ecart.disparus) == (("G5A41",), ("A4Y43",))
    (modifie,) = ecart.modifies
    assert (modifie.code, modifie.comparaison.champs[0].champ) == ("F2Z41", "mission")
    assert {(c.colonne, c.nombre) for c in ecart.colonnes} == {("referens_mission", 1), ("tricarto", 2)}
    (tri,) = [c for c in ecart.colonnes if c.colonne == "tricarto"]
    assert (tri.exemple_code, tri.avant, tri.apres) == ("F2Z41", "", "L1")
    assert {(e.statut, e.identifiant) for e in ecart.entrees} == {
        ("disparue", "9004"),
        ("disparue", "9103"),
        ("nouvelle", "9301"),
    }
    assert ecart.resume() == (
        "1 emploi-type nouveau, 1 emploi-type disparu, 1 emploi-type modifié, "
        "3 entrées du dictionnaire changées, pour 2 emplois-types communs. "
        "Colonnes du fichier qui diffèrent\u00a0: «\u00a0referens_mission\u00a0» (1 ligne), "
        "«\u00a0tricarto\u00a0» (2 lignes)."
    )


def test_comparing_editions_tells_an_entry_reworded_or_redefined() -> None:
    avant = rangee("F2Z41", "E", mission="M", connaissances=("Sucre@1", "Sel@2"), cs="IE")
    apres = dict(avant)
    apres["referens_connaissances"] = "Sucres|Sel"
    apres["referens_connaissances_definitions"] = (
        avant["referens_connaissances_definitions"]
        .replace("<li>Sucre ", "<li>Sucres ")
        .replace("Définition de Sel", "Chlorure de sodium")
    )
    ecart = comparer_editions(
        Referentiel.from_csv(ecrire_csv([avant]), edition="a"),
        Referentiel.from_csv(ecrire_csv([apres]), edition="b"),
    )
    assert [(e.statut, e.avant, e.apres) for e in ecart.entrees] == [
        ("libelle", "Sucre", "Sucres"),
        ("definition", "Définition de Sel", "Chlorure de sodium"),
    ]
