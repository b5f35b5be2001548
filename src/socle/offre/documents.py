"""The document made of an offer: its text, its sections, its lines and what identifies the post.

``Offre.texte`` is the whole text as a person reads it: in reading order, wrapped lines rejoined,
hyphenation repaired, running headers removed. Every position in the other fields is an offset into
it, and a line is always exactly ``texte[debut:fin]``.
"""

from __future__ import annotations

from typing import Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from socle.erreurs import DocumentIllisible

VERSION: Literal[1] = 1
"""Version of the schema of an offer; raised when a field changes meaning."""

Rubrique = Literal[
    "affectation",
    "contexte",
    "mission",
    "activites",
    "connaissances",
    "competences_operationnelles",
    "competences_comportementales",
    "profil",
    "conditions",
    "candidature",
    "juridique",
]
"""Sections of an offer. ``affectation`` is the administrative header (service, corps, BAP, place)."""

RUBRIQUES: tuple[Rubrique, ...] = get_args(Rubrique)

Format = Literal["pdf", "docx", "odt", "html", "json", "md", "txt", "colle"]
"""What the text was read from; ``colle`` for a text given as such."""

FORMATS: tuple[Format, ...] = get_args(Format)


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Etendue(_Document):
    """A stretch of the text, end excluded."""

    debut: int = Field(ge=0)
    fin: int = Field(ge=0)


class Indication(Etendue):
    """A fact found about the post, with the words that say it.

    ``origine`` tells how far to trust it: ``ecrit`` (beside its label, or in a form that says nothing
    else), ``mention`` (named in passing, in a sentence), ``deduit`` (follows from another fact, whose
    words are then the evidence). Nothing is ever filled in without words to show for it.
    """

    valeur: str
    texte: str
    origine: Literal["ecrit", "mention", "deduit"] = "ecrit"


Indications = tuple[Indication, ...]


def seule_indication(found: Indications) -> Indication | None:
    """The one of these indications that a document says, when it says one only.

    A value that is only mentioned or deduced does not compete with a written one.
    """
    written = tuple(one for one in found if one.origine == "ecrit") or found
    return written[0] if len(written) == 1 else None


class Identification(_Document):
    """What identifies the post. Each field lists the distinct values found, the surest first.

    Several values in one field mean that the document says several things; the reader decides.
    ``corps`` is among IR, IE, AI, TECH, ATRF; ``categorie`` among A, B, C; ``quotite`` a percentage;
    ``contrat`` among titulaire, contractuel, cdd, cdi, projet; ``duree`` in months; dates in ISO form,
    to the month when the day is not given.
    """

    emploi_type: Indications = ()
    emploi_type_intitule: Indications = ()
    corps: Indications = ()
    categorie: Indications = ()
    bap: Indications = ()
    quotite: Indications = ()
    contrat: Indications = ()
    duree: Indications = ()
    lieu: Indications = ()
    prise_de_poste: Indications = ()
    date_limite: Indications = ()
    remuneration: Indications = ()

    def unique(self, champ: str) -> Indication | None:
        """The indication of a field when the document says one thing only; None otherwise.

        A value that is only mentioned or deduced does not compete with a written one.

        >>> Identification().unique("corps") is None
        True
        """
        return seule_indication(getattr(self, champ))


class Section(Etendue):
    """A stretch of the offer under one heading.

    ``titre`` is the heading as printed (empty for text that stands under none). ``origine`` says how
    the rubrique was decided: ``titre`` (the heading is a known one), ``heritee`` (an unknown heading
    inside a known section), ``contenu`` (no heading: the lines' own words), ``defaut``.
    """

    rubrique: Rubrique
    titre: str
    page: int = Field(ge=1)
    origine: Literal["titre", "heritee", "contenu", "defaut"]


class LigneOffre(Etendue):
    """One item of the offer: an activity, a competence, a sentence.

    ``section`` is the index of the section it stands in. Its ``rubrique`` may differ from the
    section's: a heading such as "Compétences" covers several kinds, told apart line by line, and legal
    notices are set aside wherever they stand.
    """

    texte: str = Field(min_length=1)
    rubrique: Rubrique
    section: int = Field(ge=0)
    page: int = Field(ge=1)
    puce: bool = False


class Offre(_Document):
    """An offer as read.

    >>> offre = Offre(nom="vide", format="txt", titre=None, texte="")
    >>> Offre.from_json(offre.to_json()) == offre
    True
    """

    version: Literal[1] = VERSION
    nom: str
    format: Format
    titre: str | None
    langue: str | None = None
    pages: int = Field(default=1, ge=1)
    texte: str
    sections: tuple[Section, ...] = ()
    lignes: tuple[LigneOffre, ...] = ()
    identification: Identification = Identification()
    remarques: tuple[str, ...] = ()
    """French sentences on what the reading left out (pages that hold images only, for instance)."""

    @model_validator(mode="after")
    def _positions_hold(self) -> Self:
        for ligne in self.lignes:
            if self.texte[ligne.debut : ligne.fin] != ligne.texte:
                raise ValueError(f"line {ligne.texte!r} is not at {ligne.debut}–{ligne.fin}")
            if ligne.section >= len(self.sections):
                raise ValueError(f"line {ligne.texte!r} names section {ligne.section}, which does not exist")
        for champ in Identification.model_fields:
            for indication in getattr(self.identification, champ):
                if self.texte[indication.debut : indication.fin] != indication.texte:
                    raise ValueError(f"{champ} {indication.texte!r} is not at {indication.debut}")
        return self

    def lignes_de(self, *rubriques: Rubrique) -> tuple[LigneOffre, ...]:
        """The lines of one or several rubriques, in the order of the text."""
        return tuple(ligne for ligne in self.lignes if ligne.rubrique in rubriques)

    def to_json(self) -> str:
        """The whole document as JSON, read back without loss by :meth:`from_json`."""
        return self.model_dump_json(indent=2)

    @classmethod
    def from_json(cls, texte: str | bytes) -> Self:
        """Read what :meth:`to_json` wrote.

        :raises DocumentIllisible: the text is not an offer of this version.
        """
        try:
            return cls.model_validate_json(texte)
        except ValidationError as error:
            raise DocumentIllisible(
                "Ce fichier JSON n’est pas une offre enregistrée par Socle.",
                cause=f"{error.error_count()} champ(s) ne sont pas ceux attendus.",
                remede="Repartez du document d’origine.",
            ) from error

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """The JSON Schema of an offer."""
        return cls.model_json_schema()
