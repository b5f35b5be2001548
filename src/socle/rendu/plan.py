"""The outline of any document: what the writers lay out, and all that they know.

A document says its own outline; the writers (DOCX, ODT, PDF, HTML) turn one outline into one file
each, so that the same lines stand in the same order whatever the format.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Marque = Literal["insertion", "suppression"]


class _Bloc(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Segment(_Bloc):
    """A run of text. ``lien`` is an absolute URL; ``marque`` shows a difference between two texts."""

    texte: str
    gras: bool = False
    italique: bool = False
    lien: str | None = None
    marque: Marque | None = None


class Titre(_Bloc):
    """A heading, level 1 (a part of the document) to 4. ``ancre`` is a name that rows of tables lead to."""

    genre: Literal["titre"] = "titre"
    niveau: int = Field(ge=1, le=4)
    texte: str
    nouvelle_page: bool = False
    ancre: str = Field(default="", pattern="^[a-z0-9-]*$")


class Paragraphe(_Bloc):
    """``style``: ``courant``, ``chapeau`` (introduction), ``note`` (small print), ``citation``."""

    genre: Literal["paragraphe"] = "paragraphe"
    segments: tuple[Segment, ...]
    style: Literal["courant", "chapeau", "note", "citation"] = "courant"


class Element(_Bloc):
    """An item of a list; ``mention`` is a short remark set apart (a share of time, a level)."""

    segments: tuple[Segment, ...]
    mention: str = ""


class Liste(_Bloc):
    genre: Literal["liste"] = "liste"
    elements: tuple[Element, ...]
    ordonnee: bool = False


class Definitions(_Bloc):
    """Label and value pairs: the identification block of a fiche."""

    genre: Literal["definitions"] = "definitions"
    paires: tuple[tuple[str, str], ...]
    titre: str = ""


class Tableau(_Bloc):
    """A table with a header row and, where useful, a caption. ``lignes`` have the width of ``entetes``.

    ``renvois``, when there are any, say for each row which heading its last cell leads to, by its
    ``ancre``; an empty one, or one that no heading bears, leads nowhere.
    """

    genre: Literal["tableau"] = "tableau"
    entetes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]
    legende: str = ""
    renvois: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _width(self) -> Self:
        if any(len(ligne) != len(self.entetes) for ligne in self.lignes):
            raise ValueError("each row has as many cells as there are headers")
        if self.renvois and len(self.renvois) != len(self.lignes):
            raise ValueError("each row leads somewhere or says that it does not")
        return self


class Encadre(_Bloc):
    """A box: a resource, a remark, a warning."""

    genre: Literal["encadre"] = "encadre"
    titre: str = ""
    blocs: tuple[Paragraphe | Liste | Definitions, ...]


class Figure(_Bloc):
    """An SVG drawing with the text that replaces it for who cannot see it."""

    genre: Literal["figure"] = "figure"
    svg: str
    alternative: str
    legende: str = ""


class Signatures(_Bloc):
    """Boxes to sign: role, and the words above the date."""

    genre: Literal["signatures"] = "signatures"
    cases: tuple[tuple[str, str], ...]


class Sommaire(_Bloc):
    """A table of contents of the headings up to ``profondeur``."""

    genre: Literal["sommaire"] = "sommaire"
    titre: str = "Sommaire"
    profondeur: int = 2


class SautDePage(_Bloc):
    genre: Literal["saut-de-page"] = "saut-de-page"


Bloc = Annotated[
    Titre
    | Paragraphe
    | Liste
    | Definitions
    | Tableau
    | Encadre
    | Figure
    | Signatures
    | Sommaire
    | SautDePage,
    Field(discriminator="genre"),
]


class Plan(_Bloc):
    """The outline of one document.

    ``titre`` is the document's title, also its metadata; ``couverture`` asks for a title page of its
    own (a booklet) instead of a heading at the top of the first page; ``pied`` is repeated at the foot
    of each page beside the page number.
    """

    titre: str
    sous_titre: str = ""
    surtitre: str = ""
    couverture: bool = False
    auteur: str = ""
    sujet: str = ""
    mots_cles: tuple[str, ...] = ()
    pied: str = ""
    langue: Literal["fr-FR"] = "fr-FR"
    blocs: tuple[Bloc, ...] = ()


class Charte(_Bloc):
    """What an établissement puts on its documents: name, logo (PNG or SVG bytes) and one colour.

    ``couleur`` is ``#rrggbb``; the writers darken it for text until its contrast on white reaches 4.5.
    """

    nom: str = ""
    logo: bytes | None = None
    logo_alternative: str = ""
    couleur: str = Field(default="#23457f", pattern=r"^#[0-9a-fA-F]{6}$")


def texte(
    contenu: str, *, style: Literal["courant", "chapeau", "note", "citation"] = "courant"
) -> Paragraphe:
    """A paragraph of plain text.

    >>> texte("Bonjour").segments[0].texte
    'Bonjour'
    """
    return Paragraphe(segments=(Segment(texte=contenu),), style=style)


def puces(lignes: tuple[str, ...] | list[str]) -> Liste:
    """A bulleted list of plain lines."""
    return Liste(elements=tuple(Element(segments=(Segment(texte=ligne),)) for ligne in lignes))
