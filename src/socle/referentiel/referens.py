"""Reading RéFérens III as the ministry publishes it.

Dataset ``fr-esr_referentiel_metier_referens_3``, CSV with ``;``, 42 columns under technical names or
French labels, with or without a byte order mark. Every column is kept; nothing is repaired.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from importlib import resources
from typing import NamedTuple

from socle.erreurs import DeclinaisonInvalide, DocumentIllisible
from socle.referentiel.anomalies import CODE_EMPLOI_TYPE
from socle.referentiel.corps import CodeCorps, corps_du_code, lire_corps
from socle.referentiel.documents import Anomalie, EmploiType, Ligne, Precedent
from socle.referentiel.libelles import lire_ligne
from socle.referentiel.rubriques import RUBRIQUES_DICTIONNAIRE, RubriqueDictionnaire
from socle.referentiel.texte import cle

OBLIGATOIRES = ("referens_id", "referens_intitule", "referens_mission", "referens_activites_principales")
_PUCE = re.compile(r"<li>(.*?)</li>", re.S)
_INFOBULLE = re.compile(
    r"^(?P<texte>.*?)\s*<span class=\"tooltip.*?<span class=\"tooltiptext\">(?P<definition>.*?)</span>", re.S
)
_BALISE = re.compile(r"<[^>]+>")


class Definition(NamedTuple):
    """What a tooltip says of an item: the dictionary's id and the official definition."""

    identifiant: str
    rubrique: RubriqueDictionnaire
    texte: str


class Lecture(NamedTuple):
    """A file as read: emplois-types, definitions by id, and what the reading itself found wrong."""

    emplois_types: tuple[EmploiType, ...]
    definitions: dict[str, Definition]
    anomalies: tuple[Anomalie, ...]


def lire_csv(contenu: bytes, *, edition: str) -> Lecture:
    """The emplois-types of a RéFérens III export.

    :raises DocumentIllisible: the bytes are not text, or not this table.
    """
    texte, anomalies = _decoder(contenu)
    emplois: list[EmploiType] = []
    definitions: dict[str, Definition] = {}
    for rang, colonnes in enumerate(_tableau(texte, anomalies), start=2):
        code = colonnes["referens_id"].strip()
        if not code:
            anomalies.append(
                Anomalie(
                    code="ligne-sans-code",
                    texte=colonnes["referens_intitule"],
                    message=f"La ligne {rang} du fichier n’a pas de code : elle n’est pas reprise.",
                )
            )
            continue
        corps = _corps(colonnes, code)
        if corps is None:
            anomalies.append(
                Anomalie(
                    code="corps-inconnu",
                    emploi_type=code,
                    texte=colonnes.get("referens_cs", ""),
                    message=f"Le corps de la ligne {rang} est inconnu : elle n’est pas reprise.",
                )
            )
            continue
        definis = _infobulles(colonnes, definitions, anomalies)
        emplois.append(_emploi_type(colonnes, code=code, corps=corps, edition=edition, definis=definis))
    if not emplois:
        raise DocumentIllisible(
            "Ce fichier ne contient aucun emploi-type.",
            cause="L’en-tête est celui de RéFérens III, mais aucune ligne n’a de code et de corps.",
            remede="Téléchargez à nouveau l’export CSV complet du jeu de données RéFérens III.",
        )
    return Lecture(tuple(emplois), definitions, tuple(anomalies))


def _decoder(contenu: bytes) -> tuple[str, list[Anomalie]]:
    if not contenu.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise DocumentIllisible(
            "Ce fichier est vide.", remede="Choisissez l’export CSV de RéFérens III, qui pèse environ 2 Mo."
        )
    if contenu[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return contenu.decode("utf-16", errors="replace"), []
    if b"\x00" in contenu[:4096]:
        raise DocumentIllisible(
            "Ce fichier n’est pas un tableau CSV.",
            cause="Il contient des octets que l’on ne trouve pas dans un fichier de texte.",
            remede="Exportez le référentiel au format CSV (et non XLSX ou ZIP), puis recommencez.",
        )
    try:
        return contenu.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        anomalie = Anomalie(
            code="encodage",
            message="Le fichier n’est pas en UTF-8 : il a été lu en Windows-1252.",
        )
        return contenu.decode("cp1252", errors="replace"), [anomalie]


def noms_des_colonnes() -> dict[str, str]:
    """Technical name by French label, for the 42 columns of the dataset."""
    brut = resources.files("socle.donnees.referens").joinpath("colonnes.json").read_text("utf-8")
    return {colonne["libelle"]: colonne["nom"] for colonne in json.loads(brut)}


def _tableau(texte: str, anomalies: list[Anomalie]) -> list[dict[str, str]]:
    premiere = texte.split("\n", 1)[0]
    separateur = max(";\t,", key=premiere.count)
    csv.field_size_limit(16_000_000)
    try:
        rangees = list(csv.reader(io.StringIO(texte, newline=""), delimiter=separateur, strict=True))
    except csv.Error as erreur:
        raise DocumentIllisible(
            "Ce fichier CSV est abîmé.",
            cause="Un guillemet ouvert n’est jamais refermé, ou une ligne est démesurée.",
            remede="Téléchargez à nouveau l’export CSV, sans l’ouvrir dans un tableur.",
        ) from erreur
    noms = noms_des_colonnes()
    techniques = {cle(nom): nom for nom in noms.values()}
    par_cle = techniques | {
        cle(libelle): nom for libelle, nom in noms.items() if cle(libelle) not in techniques
    }
    entete = [_nom_technique(colonne, noms, par_cle) for colonne in rangees[0]]
    manquantes = [nom for nom in OBLIGATOIRES if nom not in entete]
    if manquantes:
        libelles = {nom: libelle for libelle, nom in noms.items()}
        raise DocumentIllisible(
            "Ce fichier n’est pas un export de RéFérens III.",
            cause="Il y manque : " + ", ".join(f"« {libelles[nom]} »" for nom in manquantes) + ".",
            remede=(
                "Prenez l’export CSV du jeu de données « Référentiel métier RéFérens III » "
                "de la plateforme de données ouvertes du ministère."
            ),
            code="en-tete-inconnu",
        )
    pleines = [rangee for rangee in rangees[1:] if any(cellule.strip() for cellule in rangee)]
    for rang, rangee in enumerate(pleines, start=2):
        if len(rangee) != len(entete):
            anomalies.append(
                Anomalie(
                    code="nombre-de-colonnes",
                    texte=" ".join(rangee)[:80],
                    message=f"La ligne {rang} a {len(rangee)} cellules ; l’en-tête en a {len(entete)}.",
                )
            )
    return [
        dict(zip(entete, [*rangee, *[""] * (len(entete) - len(rangee))], strict=False)) for rangee in pleines
    ]


def _nom_technique(colonne: str, noms: dict[str, str], par_cle: dict[str, str]) -> str:
    # « BAP » and « FAP » label two columns whose technical names are bap and fap: the exact label first.
    return noms.get(colonne.strip()) or par_cle.get(cle(colonne), colonne.strip())


def _corps(colonnes: dict[str, str], code: str) -> CodeCorps | None:
    annonce = colonnes.get("referens_cs", "").strip()
    if annonce:
        try:
            return lire_corps(annonce)
        except DeclinaisonInvalide:
            return None
    return corps_du_code(code)


def _infobulles(
    colonnes: dict[str, str], definitions: dict[str, Definition], anomalies: list[Anomalie]
) -> list[tuple[str, str, str]]:
    """Rubrique, printed text and id of the items with a tooltip; the k-th id is that of the k-th one."""
    definis: list[tuple[str, str, str]] = []
    identifiants = [code for code in colonnes.get("competences_id", "").split("|") if code]
    rang = 0
    for rubrique in RUBRIQUES_DICTIONNAIRE:
        for puce in _PUCE.findall(colonnes.get(f"referens_{rubrique}_definitions", "")):
            trouve = _INFOBULLE.match(puce)
            if trouve is None:
                continue
            if rang < len(identifiants):
                identifiant = identifiants[rang]
                texte = html.unescape(_BALISE.sub("", trouve["texte"])).strip()
                definition = html.unescape(_BALISE.sub("", trouve["definition"])).strip()
                definis.append((rubrique, texte, identifiant))
                definitions.setdefault(identifiant, Definition(identifiant, rubrique, definition))
            rang += 1
    if rang != len(identifiants):
        anomalies.append(
            Anomalie(
                code="definitions-et-identifiants",
                emploi_type=colonnes["referens_id"],
                message=f"{rang} lignes sont définies, mais {len(identifiants)} identifiants sont donnés.",
            )
        )
    return definis


def _items(colonnes: dict[str, str], nom: str) -> list[str]:
    return [item for item in colonnes.get(nom, "").split("|") if item.strip()]


def _emploi_type(
    colonnes: dict[str, str],
    *,
    code: str,
    corps: CodeCorps,
    edition: str,
    definis: list[tuple[str, str, str]],
) -> EmploiType:
    def lignes(rubrique: RubriqueDictionnaire) -> tuple[Ligne, ...]:
        # An item printed twice has one tooltip: each id goes to one line.
        restants = {texte: identifiant for nom, texte, identifiant in definis if nom == rubrique}
        return tuple(
            lire_ligne(item, rubrique, identifiant=restants.pop(item.strip(), None))
            for item in _items(colonnes, f"referens_{rubrique}")
        )

    def colonne(nom: str) -> str:
        return colonnes.get(f"referens_{nom}", "").strip()

    return EmploiType(
        code=code,
        intitule=colonne("intitule"),
        mission=colonne("mission"),
        activites=tuple(
            lire_ligne(item, "activites") for item in _items(colonnes, "referens_activites_principales")
        ),
        connaissances=lignes("connaissances"),
        competences_operationnelles=lignes("competences_operationnelles"),
        competences_comportementales=lignes("competences_comportementales"),
        corps=corps,
        bap=colonne("bap_id"),
        bap_libelle=colonne("bap"),
        famille=colonne("fap"),
        famille_code=colonne("fap_id"),
        metiers=tuple(item.strip() for item in _items(colonnes, "referens_metiers")),
        conditions=colonne("conditions").replace("|", "\n"),
        domaine_formation=colonne("domaine_formation").replace("|", "\n"),
        diplome=colonne("prerequis").replace("|", "\n"),
        experience=colonne("experience").replace("|", "\n"),
        facteurs_evolution=colonne("facteurs_d_evolution_moyen_terme").replace("|", "\n"),
        impacts=colonne("impacts").replace("|", "\n"),
        precedents=_precedents(colonne("id_precedent"), colonne("intitule_precedent")),
        situation=colonne("type_precedent"),
        edition=edition,
        colonnes=colonnes,
    )


def _precedents(codes: str, intitules: str) -> tuple[Precedent, ...]:
    titres = intitules.split("|")
    return tuple(
        Precedent(code=code.strip(), intitule=titres[rang].strip() if rang < len(titres) else "")
        for rang, code in enumerate(codes.split("|"))
        if CODE_EMPLOI_TYPE.fullmatch(code.strip())
    )


def colonnes_de(emploi: EmploiType) -> dict[str, str]:
    """The row of an emploi-type under the technical names: the source's own, or one made from its fields."""
    if emploi.colonnes:
        return emploi.colonnes
    return {
        "referens_id": emploi.code,
        "referens_intitule": emploi.intitule,
        "referens_mission": emploi.mission,
        "referens_bap_id": emploi.bap,
        "referens_bap": emploi.bap_libelle,
        "referens_fap": emploi.famille,
        "referens_fap_id": emploi.famille_code,
        "referens_cs": emploi.corps,
        "referens_cs_lib": emploi.corps_libelle,
        "referens_categorie_emploi": f"Catégorie {emploi.categorie}",
        "referens_activites_principales": "|".join(ligne.texte for ligne in emploi.activites),
        **{
            f"referens_{rubrique}": "|".join(ligne.texte for ligne in emploi.lignes(rubrique))
            for rubrique in RUBRIQUES_DICTIONNAIRE
        },
    }
