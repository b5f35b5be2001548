"""What a référentiel is made of: lines, emplois-types, dictionary entries, anomalies.

Every document is a frozen pydantic model, read and written as JSON without loss.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from socle.erreurs import DocumentIllisible
from socle.referentiel.corps import CORPS, CodeCorps
from socle.referentiel.rubriques import RUBRIQUES_LISTE, RubriqueDictionnaire, RubriqueListe
from socle.rendu.plan import Plan
from socle.typographie import francais

MENTION_CECRL = "cadre européen commun de référence pour les langues"


class Objet(BaseModel):
    """A frozen part of a document; an unknown field is an error, never dropped in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Document(Objet):
    """A document that people keep and exchange; ``version`` is the version of its schema."""

    version: Literal[1] = 1

    def to_json(self) -> str:
        """The document as indented JSON text, UTF-8 characters kept as they are."""
        return self.model_dump_json(indent=2, exclude_defaults=False)

    @classmethod
    def from_json(cls, contenu: str | bytes) -> Self:
        """The document written by :meth:`to_json`.

        :raises DocumentIllisible: the text is not JSON, or not a document of this kind.
        """
        try:
            return cls.model_validate_json(contenu)
        except ValidationError as erreur:
            detail = erreur.errors()[0]
            place = " › ".join(str(partie) for partie in detail["loc"]) or "le début du fichier"
            raise DocumentIllisible(
                "Ce fichier JSON n’est pas un document que Socle sait relire.",
                cause=f"Le premier défaut se trouve ici : {place}.",
                remede="Reprenez un fichier JSON téléchargé depuis Socle, sans le modifier à la main.",
            ) from erreur


class Ligne(Objet):
    """One item of a list.

    ``libelle`` has no level; ``niveau`` is the required level (« connaissance générale », « B1 à B2 »);
    ``identifiant`` is the dictionary's id; ``source`` is the printed text wherever the libellé and its
    level would not compose it again to the letter.
    """

    libelle: str
    niveau: str | None = None
    identifiant: str | None = None
    source: str | None = None

    @property
    def texte(self) -> str:
        """The line as it is printed, level included.

        >>> Ligne(libelle="Sciences de l’éducation", niveau="connaissance générale").texte
        'Sciences de l’éducation (connaissance générale)'
        """
        return self.source if self.source is not None else composer(self.libelle, self.niveau)


def composer(libelle: str, niveau: str | None) -> str:
    """A libellé and its level as RéFérens prints them.

    >>> composer("Langue anglaise", "B1 à B2")
    'Langue anglaise : B1 à B2 (cadre européen commun de référence pour les langues)'
    """
    if niveau is None:
        return libelle
    if niveau[:1] in "ABC" and niveau[1:2].isdigit():
        return f"{libelle} : {niveau} ({MENTION_CECRL})"
    return f"{libelle} ({niveau})"


class Precedent(Objet):
    """An emploi-type of the previous edition that this one comes from."""

    code: str
    intitule: str = ""


class EmploiType(Document):
    """One emploi-type of one edition.

    ``colonnes`` keeps every column of the source row to the letter, under the technical names of the
    ministry's open data; the other fields read them.
    """

    code: str
    intitule: str
    mission: str = ""
    activites: tuple[Ligne, ...] = ()
    connaissances: tuple[Ligne, ...] = ()
    competences_operationnelles: tuple[Ligne, ...] = ()
    competences_comportementales: tuple[Ligne, ...] = ()
    corps: CodeCorps
    bap: str = ""
    bap_libelle: str = ""
    famille: str = ""
    famille_code: str = ""
    metiers: tuple[str, ...] = ()
    conditions: str = ""
    domaine_formation: str = ""
    diplome: str = ""
    experience: str = ""
    facteurs_evolution: str = ""
    impacts: str = ""
    precedents: tuple[Precedent, ...] = ()
    situation: str = ""
    edition: str = ""
    colonnes: dict[str, str] = Field(default_factory=dict)

    @property
    def corps_libelle(self) -> str:
        """The corps's full name."""
        return CORPS[self.corps].libelle

    @property
    def categorie(self) -> str:
        """A, B or C."""
        return CORPS[self.corps].categorie

    def plan(self) -> Plan:
        """The emploi-type as an outline that the writers lay out."""
        from socle.referentiel.plans import plan_emploi_type

        return plan_emploi_type(self)

    def lignes(self, rubrique: RubriqueListe) -> tuple[Ligne, ...]:
        """The lines of one rubrique, in their order."""
        lignes: tuple[Ligne, ...] = getattr(self, rubrique)
        return lignes

    def toutes_les_lignes(self) -> Iterator[tuple[RubriqueListe, Ligne]]:
        """Every line with its rubrique, in the order of the paper."""
        for rubrique in RUBRIQUES_LISTE:
            for ligne in self.lignes(rubrique):
                yield rubrique, ligne


class EntreeDictionnaire(Objet):
    """An entry of the dictionnaire des compétences.

    ``variantes`` are the other spellings met for the same id (letter case, an s), each a line of some
    emploi-type; ``niveaux`` the levels that emplois-types ask of it; ``emplois_types`` their codes.
    ``identifiant`` is ``None`` for a libellé that emplois-types use and that has no id (nor definition)
    in the open data.
    """

    identifiant: str | None
    rubrique: RubriqueDictionnaire
    libelle: str
    definition: str = ""
    variantes: tuple[str, ...] = ()
    niveaux: tuple[str, ...] = ()
    emplois_types: tuple[str, ...] = ()


class Anomalie(Objet):
    """Something that looks wrong in the source; it is told, and left as it is."""

    code: str
    emploi_type: str = ""
    rubrique: str = ""
    texte: str = ""
    message: Annotated[str, AfterValidator(francais)]


class Reference(Objet):
    """A bibliographic reference."""

    cle: str
    auteurs: tuple[Auteur, ...] = ()
    annee: int | None = None
    titre: str
    contenant: str = ""
    volume: str = ""
    numero: str = ""
    pages: str = ""
    editeur: str = ""
    doi: str = ""
    url: str = ""
    genre: str = ""
    remarque: str = ""

    @property
    def adresse(self) -> str:
        """Where the work is found: its DOI as a link, else its URL, else an empty string."""
        return f"https://doi.org/{self.doi}" if self.doi and not self.remarque else self.url


class Auteur(Objet):
    """A person, or an organisation (``collectif``)."""

    nom: str
    prenom: str = ""
    collectif: bool = False


class Ressource(Objet):
    """Something to learn from, attached to a model fiche."""

    titre: str
    auteurs: str = ""
    acces: str = ""
    url: str = ""
    genre: str = ""
    presentation: str = ""


Reference.model_rebuild()
