"""ROME 4.0 as France Travail publishes it: a folder of CSV tables that refer to one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from socle.alignement.apprentissage import Relation
from socle.alignement.relations import associations, synonymes
from socle.echanges.tables import Chemin, Ligne, lire_dossier, lire_table
from socle.erreurs import DocumentIllisible

SOURCE = "l’export CSV du ROME 4.0 de France Travail"
BLOC_COMPETENCES = "5"

_TABLES: dict[str, dict[str, str]] = {
    "code_rome": {"code": "code_rome", "intitule": "libelle_rome"},
    "appellation": {
        "code": "code_rome",
        "long": "libelle_appellation_long",
        "court": "libelle_appellation_court",
    },
    "texte": {"code": "code_rome", "type": "libelle_type_texte", "texte": "libelle_texte"},
    "competence": {
        "ogr": "code_ogr",
        "nature": "nature",
        "libelle": "libelle_competence",
        "definition": "definition",
        "macro": "code_ogr_macro_comp",
    },
    "savoir": {"ogr": "code_ogr_savoir", "libelle": "libelle_savoir"},
    "liens": {"code": "code_rome", "bloc": "code_compo_bloc", "ogr": "code_ogr"},
}
_MOTIFS = {
    "code_rome": "*referentiel_code_rome*.csv",
    "appellation": "*referentiel_appellation*.csv",
    "texte": "*_texte_*.csv",
    "competence": "*referentiel_competence*.csv",
    "savoir": "*referentiel_savoir*.csv",
    "liens": "*liens_rome_referentiels*.csv",
}


class _Piece(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CompetenceRome(_Piece):
    """A compétence; ``macro`` is the code of the macro-compétence it belongs to, if any."""

    code: str
    libelle: str
    definition: str = ""
    macro: str = ""


class MetierRome(_Piece):
    """A fiche métier: ``competences`` are codes, ``savoirs`` labels."""

    code: str
    intitule: str
    appellations: tuple[str, ...] = ()
    definition: tuple[str, ...] = ()
    competences: tuple[str, ...] = ()
    savoirs: tuple[str, ...] = ()

    @property
    def noms(self) -> tuple[str, ...]:
        """Its title and its appellations, each once."""
        return tuple(dict.fromkeys((self.intitule, *self.appellations)))


class Rome(_Piece):
    """The whole répertoire."""

    metiers: tuple[MetierRome, ...] = ()
    competences: tuple[CompetenceRome, ...] = ()

    @classmethod
    def from_dossier(cls, path: Chemin) -> Rome:
        """Read the folder, or the ZIP archive, as it was downloaded. Only the table of codes is compulsory.

        :raises DocumentIllisible: that table is missing, or one of those present is not what its name says.
        """
        fichiers = lire_dossier(path, tuple(_MOTIFS.values()), source=SOURCE)
        if _MOTIFS["code_rome"] not in fichiers:
            raise DocumentIllisible(
                f"Ce dossier n’est pas {SOURCE}.",
                cause="La table des codes (« unix_referentiel_code_rome… ») n’y est pas.",
                remede="Indiquez le dossier, ou l’archive ZIP, tel qu’il a été téléchargé.",
                code="dossier-inattendu",
            )
        tables = {
            nom: lire_table(
                fichiers[motif],
                source=f"la table « {nom} » du ROME 4.0",
                obligatoires=_TABLES[nom],
                facultatives={},
            )
            if motif in fichiers
            else []
            for nom, motif in _MOTIFS.items()
        }
        return _assembler(tables)

    def noms_par_metier(self) -> dict[str, tuple[str, ...]]:
        """The names of each métier, by its code: what a ``Pivot`` leads titles through."""
        return {metier.code: metier.noms for metier in self.metiers}

    def relations(self) -> list[Relation]:
        """Names of one métier, titles with definitions, compétences with what they belong to."""
        libelles = {competence.code: competence.libelle for competence in self.competences}
        membres: dict[str, list[str]] = defaultdict(list)
        for competence in self.competences:
            if competence.macro in libelles:
                membres[competence.macro].append(competence.libelle)
        exercees = {m.code: [libelles[code] for code in m.competences] for m in self.metiers}
        return [
            synonymes("ROME : appellations", 5.0, self.noms_par_metier()),
            associations(
                "ROME : définitions des métiers", 1.5, ((m.code, m.noms, m.definition) for m in self.metiers)
            ),
            associations(
                "ROME : compétences et macro-compétences",
                2.0,
                ((code, noms, [libelles[code]]) for code, noms in membres.items()),
            ),
            associations(
                "ROME : définitions des compétences",
                1.5,
                ((c.code, [c.libelle], [c.definition]) for c in self.competences if c.definition),
            ),
            associations(
                "ROME : métiers et compétences",
                0.3,
                ((m.code, m.noms, exercees[m.code]) for m in self.metiers),
            ),
            associations(
                "ROME : compétences et savoirs",
                0.1,
                ((m.code, exercees[m.code], m.savoirs) for m in self.metiers),
            ),
        ]


def _assembler(tables: Mapping[str, list[Ligne]]) -> Rome:
    competences = tuple(
        CompetenceRome(
            code=ligne["ogr"], libelle=ligne["libelle"], definition=ligne["definition"], macro=ligne["macro"]
        )
        for ligne in tables["competence"]
        if ligne["ogr"] and ligne["libelle"]
    )
    connues = {competence.code for competence in competences}
    savoirs = {ligne["ogr"]: ligne["libelle"] for ligne in tables["savoir"] if ligne["libelle"]}
    appellations: dict[str, list[str]] = defaultdict(list)
    for ligne in tables["appellation"]:
        appellations[ligne["code"]] += filter(None, (ligne["long"], ligne["court"]))
    definitions: dict[str, list[str]] = defaultdict(list)
    for ligne in tables["texte"]:
        if ligne["type"] == "definition" and ligne["texte"]:
            # The export doubles every apostrophe.
            definitions[ligne["code"]].append(ligne["texte"].replace("''", "'"))
    liens: dict[str, list[str]] = defaultdict(list)
    for ligne in tables["liens"]:
        if ligne["bloc"] == BLOC_COMPETENCES:
            liens[ligne["code"]].append(ligne["ogr"])
    return Rome(
        metiers=tuple(
            MetierRome(
                code=code,
                intitule=ligne["intitule"],
                appellations=tuple(dict.fromkeys(appellations[code])),
                definition=tuple(definitions[code]),
                competences=tuple(ogr for ogr in dict.fromkeys(liens[code]) if ogr in connues),
                savoirs=tuple(savoirs[ogr] for ogr in dict.fromkeys(liens[code]) if ogr in savoirs),
            )
            for ligne in tables["code_rome"]
            for code in (ligne["code"],)
            if code and ligne["intitule"]
        ),
        competences=competences,
    )
