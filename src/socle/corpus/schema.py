"""What a run over a corpus writes: the columns of its Parquet files, with their meaning in French.

One description per column, kept in the schema itself (a reader of the file finds it there) and printed in
``docs/reference/corpus.md``. Raise :data:`VERSION` when a column changes meaning.
"""

from __future__ import annotations

import pyarrow as pa

VERSION = 1

ETATS = ("analysee", "doublon", "autre-langue", "illisible")


def _champ(nom: str, type_: pa.DataType, description: str, *, nullable: bool = False) -> pa.Field:
    return pa.field(nom, type_, nullable=nullable, metadata={"description": description})


_PROCHE = pa.struct(
    [
        pa.field("code", pa.string(), nullable=False),
        pa.field("score", pa.float64(), nullable=False),
        pa.field("probabilite", pa.float64(), nullable=False),
    ]
)

OFFRES = pa.schema(
    [
        _champ("id", pa.string(), "identifiant de l’enregistrement, distinct dans le corpus"),
        _champ("nom", pa.string(), "nom du fichier, ou de l’enregistrement dans son tableau"),
        _champ("rang", pa.int64(), "place dans l’entrée, à partir de 0"),
        _champ("etat", pa.string(), "analysee, doublon, autre-langue ou illisible"),
        _champ("cause", pa.string(), "pourquoi l’enregistrement n’a pas été lu (vide sinon)"),
        _champ("remede", pa.string(), "que faire pour qu’il le soit (vide sinon)"),
        _champ("groupe", pa.string(), "identifiant du premier des doublons (vide quand il n’y en a pas)"),
        _champ("langue", pa.string(), "code de la langue reconnue (vide quand on ne sait pas)"),
        _champ("titre", pa.string(), "intitulé de l’offre"),
        _champ("employeur", pa.string(), "employeur, s’il est donné"),
        _champ("region", pa.string(), "région ou lieu, s’ils sont donnés"),
        _champ("date", pa.date32(), "date de publication, si elle est donnée", nullable=True),
        _champ("annee", pa.int16(), "année, si elle est donnée", nullable=True),
        _champ("statut", pa.string(), "titulaire, contractuel, ou vide (les deux, ou rien de dit)"),
        _champ("corps", pa.string(), "corps donné ou écrit : IR, IE, AI, TECH, ATRF, ou vide"),
        _champ("code_annonce", pa.string(), "emploi-type que l’offre annonce (vide sinon)"),
        _champ("code_proche", pa.string(), "emploi-type le plus proche (vide quand rien n’est proche)"),
        _champ("intitule_proche", pa.string(), "intitulé de l’emploi-type le plus proche"),
        _champ("probabilite", pa.float64(), "part de l’emploi-type le plus proche", nullable=True),
        _champ("emplois_types", pa.list_(pa.field("item", _PROCHE, nullable=False)), "les cinq plus proches"),
        _champ("lignes", pa.int32(), "lignes de missions, d’activités, de compétences et de profil lues"),
        _champ("code_mesure", pa.string(), "emploi-type auquel le décalage est mesuré"),
        _champ(
            "decalage",
            pa.float64(),
            "part des lignes lues qui demandent autre chose que l’emploi-type code_mesure (0 à 1), comme "
            "dans l’analyse d’une offre ; nul quand aucune ligne n’est lue",
            nullable=True,
        ),
        _champ("numerique", pa.string(), "avec, sans, mixte ou indetermine"),
        _champ("niveaux", pa.list_(pa.string()), "niveaux dominants : cours, formation, etablissement"),
        _champ("posture", pa.string(), "pedagogique, conseil, technique, mixte ou indetermine"),
        _champ("categories", pa.list_(pa.string()), "catégories d’activités dominantes"),
    ],
    metadata={"socle": "offres", "version": str(VERSION)},
)

LIGNES = pa.schema(
    [
        _champ("offre", pa.string(), "identifiant de l’offre"),
        _champ("rang", pa.int32(), "place de la ligne parmi celles de l’offre, à partir de 0"),
        _champ("rubrique", pa.string(), "rubrique de l’offre où elle se trouve"),
        _champ("texte", pa.string(), "la ligne, telle qu’elle est écrite"),
        _champ("decision", pa.string(), "sur, a-choisir ou hors-referentiel"),
        _champ("probabilite", pa.float64(), "probabilité que l’entrée soit la bonne"),
        _champ("rubrique_entree", pa.string(), "rubrique de l’entrée (vide hors référentiel)"),
        _champ("libelle", pa.string(), "libellé de l’entrée (vide hors référentiel)"),
        _champ("cle", pa.string(), "clé stable de l’entrée (vide hors référentiel)"),
        _champ("identifiant", pa.string(), "identifiant du dictionnaire des compétences (vide sinon)"),
        _champ(
            "activite_de",
            pa.list_(pa.string()),
            "emplois-types dont c’est une activité (vide pour une compétence)",
        ),
        _champ("numerique", pa.string(), "avec, sans ou mixte"),
        _champ("niveaux", pa.list_(pa.string()), "cours, formation, etablissement"),
        _champ("postures", pa.list_(pa.string()), "pedagogique, conseil, technique"),
        _champ("categories", pa.list_(pa.string()), "catégories, pour les missions et les activités"),
    ],
    metadata={"socle": "lignes", "version": str(VERSION)},
)

COUVERTURE = pa.schema(
    [
        _champ("offre", pa.string(), "identifiant de l’offre"),
        _champ("code", pa.string(), "emploi-type"),
        _champ("rubrique", pa.string(), "rubrique de l’emploi-type"),
        _champ("rang", pa.int16(), "place de la ligne parmi celles de l’emploi-type, à partir de 0"),
        _champ("etat", pa.string(), "present, partiel ou absent"),
        _champ("ressemblance", pa.float32(), "ressemblance de la ligne la plus proche (0 à 1)"),
        _champ("ligne", pa.int32(), "rang de la ligne de l’offre qui la demande", nullable=True),
    ],
    metadata={"socle": "couverture", "version": str(VERSION)},
)

TABLES: dict[str, pa.Schema] = {"offres": OFFRES, "lignes": LIGNES, "couverture": COUVERTURE}
"""The folders of the results, each made of ``part-00000.parquet`` and so on."""


def describe(schema: pa.Schema) -> list[tuple[str, str, str]]:
    """Name, type and description of each column."""
    return [
        (champ.name, str(champ.type), (champ.metadata or {}).get(b"description", b"").decode())
        for champ in schema
    ]
