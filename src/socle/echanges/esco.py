"""ESCO in French: occupations and skills with their other labels, from the European Commission's CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from socle.alignement.apprentissage import Relation
from socle.alignement.relations import associations, synonymes
from socle.echanges.tables import Chemin, items, lire_dossier, lire_octets, lire_table

SOURCE = "un fichier CSV d’ESCO en français (occupations_fr.csv ou skills_fr.csv)"
SOURCE_DOSSIER = "l’export CSV d’ESCO en français"

_OBLIGATOIRES = {"uri": "conceptUri", "libelle": "preferredLabel", "autres": "altLabels"}
_FACULTATIVES = {"caches": "hiddenLabels", "description": "description"}

Genre = Literal["metiers", "competences"]
_MOTIFS: dict[str, Genre] = {"*occupations_fr*.csv": "metiers", "*skills_fr*.csv": "competences"}


class ConceptEsco(BaseModel):
    """An occupation or a skill, its preferred label and its other ones."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    uri: str
    libelle: str
    autres: tuple[str, ...] = ()
    description: str = ""

    @property
    def noms(self) -> tuple[str, ...]:
        """All its labels, the preferred one first, each once."""
        return tuple(dict.fromkeys((self.libelle, *self.autres)))


class Esco(BaseModel):
    """What was read of ESCO."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    metiers: tuple[ConceptEsco, ...] = ()
    competences: tuple[ConceptEsco, ...] = ()

    @classmethod
    def from_csv(cls, path: Chemin, *, genre: Genre | None = None) -> Esco:
        """Read one file; its name, or else its addresses, tell occupations from skills.

        :raises DocumentIllisible: it is not one of the two tables.
        """
        concepts = _lire(lire_octets(path, source=SOURCE))
        return cls(**{genre or _genre(Path(path).name, concepts): concepts})

    @classmethod
    def from_dossier(cls, path: Chemin) -> Esco:
        """Read both files of a folder or of a ZIP archive; one of them is enough.

        :raises DocumentIllisible: none of them is there, or one is not its table.
        """
        fichiers = lire_dossier(path, tuple(_MOTIFS), source=SOURCE_DOSSIER)
        return cls(**{_MOTIFS[motif]: _lire(contenu) for motif, contenu in fichiers.items()})

    def relations(self) -> list[Relation]:
        """The names of one occupation, of one skill; labels with their descriptions, where given."""
        tous = (*self.metiers, *self.competences)
        return [
            synonymes("ESCO : métiers", 7.0, {concept.uri: concept.noms for concept in self.metiers}),
            synonymes("ESCO : compétences", 3.0, {concept.uri: concept.noms for concept in self.competences}),
            associations(
                "ESCO : descriptions",
                1.0,
                ((c.uri, c.noms, [c.description]) for c in tous if c.description),
            ),
        ]


def _genre(nom: str, concepts: tuple[ConceptEsco, ...]) -> Genre:
    metiers = "occupation" in nom.lower() or any("/occupation/" in c.uri for c in concepts[:1])
    return "metiers" if metiers else "competences"


def _lire(contenu: bytes) -> tuple[ConceptEsco, ...]:
    lignes = lire_table(contenu, source=SOURCE, obligatoires=_OBLIGATOIRES, facultatives=_FACULTATIVES)
    return tuple(
        ConceptEsco(
            uri=ligne["uri"],
            libelle=ligne["libelle"],
            autres=items("\n".join((ligne["autres"], ligne["caches"])), "\n|"),
            description=ligne["description"],
        )
        for ligne in lignes
        if ligne["uri"] and ligne["libelle"]
    )
