"""RMFP, ROME and ESCO: what is read of them, and what they teach."""

from __future__ import annotations

from pathlib import Path

import pytest

from socle.alignement.relations import definition_utile, rassembler
from socle.echanges import Esco, Rmfp, Rome
from socle.erreurs import DocumentIllisible
from socle.referentiel.documents import EmploiType, Ligne
from socle.referentiel.referentiel import Referentiel

RMFP = """\ufeffCode;DF;Famille;Intitulé;FPH;FPT;FPE;Définition synthétique de l'ER;Activités de l'ER;Connaissances;Savoir-faire;Savoir-être
FP001;Forêt;Gestion;Garde des bois;FPH;;FPE;"Veiller sur un massif
Accueillir";"Compter les arbres
Surveiller les coupes

Compter les arbres";Botanique;Identifier une espèce;Être patient
;;;Sans code;;;;x;y;;;
FP002;Mer;Pêche;Garde des côtes;;FPT;;Veiller sur le littoral;Surveiller les coupes;;;
"""  # noqa: E501

ESCO_METIERS = """conceptUri,preferredLabel,altLabels
http://x/occupation/1,jardinier/jardinière,jardinier|jardinière|jardinier/jardinière
http://x/occupation/2,meunier,
,sans adresse,
"""
ESCO_COMPETENCES = """conceptType,conceptUri,preferredLabel,altLabels,hiddenLabels,description
KnowledgeSkillCompetence,http://x/skill/1,tailler une haie,"couper une haie
élaguer une haie",,Couper les branches qui dépassent
"""

ROME = {
    "unix_referentiel_code_rome_v999_utf8.csv": 'code_rome,libelle_rome\nA1,"Jardinier / Jardinière"\n',
    "unix_referentiel_appellation_v999_utf8.csv": (
        "code_rome,libelle_appellation_long,libelle_appellation_court\n"
        "A1,Jardinier / Jardinière de parc,Jardinier(ère) de parc\nA1,Paysagiste,Paysagiste\n"
    ),
    "unix_texte_v999_utf8.csv": (
        "code_rome,libelle_type_texte,libelle_texte\nA1,definition,Taille l''arbuste.\nA1,acces_metier,CAP\n"
    ),
    "unix_referentiel_competence_v999_utf8.csv": (
        "code_ogr,nature,libelle_competence,definition,code_ogr_macro_comp\n"
        "10,Macro-compétence,Entretenir,Garder en bon état,\n11,Compétence,Tailler,,10\n,Compétence,Rien,,\n"
    ),
    "unix_referentiel_savoir_v999_utf8.csv": "code_ogr_savoir,libelle_savoir\n20,Botanique\n",
    "unix_liens_rome_referentiels_v999_utf8.csv": (
        "code_rome,code_compo_bloc,code_ogr\nA1,5,11\nA1,5,20\nA1,5,99\nA1,6,10\n"
    ),
}


def ecrire_rome(dossier: Path, *, sans: tuple[str, ...] = ()) -> Path:
    for nom, contenu in ROME.items():
        if nom not in sans:
            (dossier / nom).write_text(contenu, encoding="utf-8")
    return dossier


@pytest.fixture
def rmfp(tmp_path: Path) -> Rmfp:
    chemin = tmp_path / "rmfp.csv"
    chemin.write_text(RMFP, encoding="utf-8")
    return Rmfp.from_csv(chemin)


def test_rmfp_is_read_with_its_lists(rmfp: Rmfp) -> None:
    garde = rmfp.fiches[0]
    assert [fiche.code for fiche in rmfp.fiches] == ["FP001", "FP002"]
    assert garde.versants == ("FPE", "FPH")
    assert garde.activites == ("Compter les arbres", "Surveiller les coupes")
    assert garde.definition == ("Veiller sur un massif", "Accueillir")
    assert rmfp == Rmfp.model_validate_json(rmfp.model_dump_json())


def test_rmfp_teaches_titles_with_activities(rmfp: Rmfp) -> None:
    titres, savoirs = rmfp.relations()
    assert titres.groupes[0].gauche == ("Garde des bois",)
    assert "Surveiller les coupes" in titres.groupes[0].droite
    assert [groupe.cle for groupe in savoirs.groupes] == ["FP001"]


def test_twins_share_most_of_their_activities(rmfp: Rmfp) -> None:
    emploi = EmploiType(
        code="G4A41",
        intitule="Garde",
        corps="TECH",
        activites=tuple(
            Ligne(libelle=libelle) for libelle in ("Compter les arbres.", "Surveiller les coupes")
        ),
    )
    trouves = rmfp.rapprocher(Referentiel(emplois_types=(emploi,)))
    assert [(r.code_rmfp, r.code_emploi_type, r.communes, r.part) for r in trouves] == [
        ("FP001", "G4A41", 2, 1.0)
    ]


def test_another_table_is_not_rmfp(tmp_path: Path) -> None:
    chemin = tmp_path / "esco.csv"
    chemin.write_text(ESCO_METIERS, encoding="utf-8")
    with pytest.raises(DocumentIllisible, match="Répertoire des métiers de la fonction publique"):
        Rmfp.from_csv(chemin)


def test_esco_is_read_from_one_file_or_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "occupations_fr.csv").write_text(ESCO_METIERS, encoding="utf-8")
    (tmp_path / "skills_fr.csv").write_text(ESCO_COMPETENCES, encoding="utf-8")
    tout = Esco.from_dossier(tmp_path)
    assert tout.metiers[0].noms == ("jardinier/jardinière", "jardinier", "jardinière")
    assert tout.competences[0].autres == ("couper une haie", "élaguer une haie")
    assert tout.competences[0].description == "Couper les branches qui dépassent"
    assert Esco.from_csv(tmp_path / "occupations_fr.csv").metiers == tout.metiers
    assert Esco.from_csv(tmp_path / "skills_fr.csv").competences == tout.competences
    assert Esco.from_csv(tmp_path / "skills_fr.csv", genre="metiers").metiers == tout.competences


def test_occupations_are_known_by_their_addresses_too(tmp_path: Path) -> None:
    chemin = tmp_path / "export.csv"
    chemin.write_text(ESCO_METIERS, encoding="utf-8")
    assert len(Esco.from_csv(chemin).metiers) == 2


def test_esco_teaches_the_names_of_one_thing(tmp_path: Path) -> None:
    (tmp_path / "occupations_fr.csv").write_text(ESCO_METIERS, encoding="utf-8")
    (tmp_path / "skills_fr.csv").write_text(ESCO_COMPETENCES, encoding="utf-8")
    metiers, competences, descriptions = Esco.from_dossier(tmp_path).relations()
    assert [groupe.cle for groupe in metiers.groupes] == ["http://x/occupation/1"]
    assert len(competences.groupes[0].gauche) == 3
    assert descriptions.groupes[0].droite == ("Couper les branches qui dépassent",)


def test_rome_ties_its_tables_together(tmp_path: Path) -> None:
    rome = Rome.from_dossier(ecrire_rome(tmp_path))
    (metier,) = rome.metiers
    assert metier.noms[:2] == ("Jardinier / Jardinière", "Jardinier / Jardinière de parc")
    assert metier.definition == ("Taille l'arbuste.",)
    assert metier.competences == ("11",)
    assert metier.savoirs == ("Botanique",)
    assert [(c.code, c.macro) for c in rome.competences] == [("10", ""), ("11", "10")]


def test_rome_teaches_what_its_tables_say(tmp_path: Path) -> None:
    relations = {r.nom: r.groupes for r in Rome.from_dossier(ecrire_rome(tmp_path)).relations()}
    assert relations["ROME : compétences et macro-compétences"] == (("10", ("Tailler",), ("Entretenir",)),)
    assert relations["ROME : définitions des compétences"][0].gauche == ("Entretenir",)
    assert relations["ROME : compétences et savoirs"][0].droite == ("Botanique",)
    assert all(relations.values())


def test_rome_is_read_without_its_lesser_tables(tmp_path: Path) -> None:
    gardes = "unix_referentiel_code_rome_v999_utf8.csv"
    rome = Rome.from_dossier(ecrire_rome(tmp_path, sans=tuple(nom for nom in ROME if nom != gardes)))
    assert rome.metiers[0].noms == ("Jardinier / Jardinière",)
    assert all(not relation.groupes for relation in rome.relations())


def test_rome_without_its_codes_is_refused(tmp_path: Path) -> None:
    ecrire_rome(tmp_path, sans=("unix_referentiel_code_rome_v999_utf8.csv",))
    with pytest.raises(DocumentIllisible, match="table des codes"):
        Rome.from_dossier(tmp_path)


def test_sources_are_gathered_with_every_text_beside_itself(tmp_path: Path, rmfp: Rmfp) -> None:
    relations = rassembler([Referentiel.livret(), rmfp, Rome.from_dossier(ecrire_rome(tmp_path))])
    assert all(relation.groupes for relation in relations)
    soi = relations[-1]
    assert soi.nom == "textes seuls"
    assert all(groupe.gauche == groupe.droite == (groupe.cle,) for groupe in soi.groupes)
    assert {"Ingénieur-e pédagogique", "Garde des bois", "Paysagiste"} <= {g.cle for g in soi.groupes}


def test_a_definition_that_defines_nothing_teaches_nothing() -> None:
    assert definition_utile("Définition non nécessaire (source : Dictionnaire)") == ""


@pytest.mark.donnees
def test_the_published_files_are_read(donnees: Path) -> None:
    assert len(Rmfp.from_csv(donnees / "rmfp" / "rmfp.csv").fiches) == 1069
    assert len(Rome.from_dossier(donnees / "rome").metiers) == 1584
    esco = Esco.from_dossier(donnees / "esco")
    assert (len(esco.metiers), len(esco.competences)) == (2740, 13095)
