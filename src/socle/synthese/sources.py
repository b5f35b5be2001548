"""What a study gathers: sources, candidates, and what each coder read in each source."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from socle.referentiel.cles import cle_libre
from socle.referentiel.documents import Objet, Reference
from socle.synthese.vocabulaire import Decision, GenreSource, NatureCandidat, Valeur

Cle = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
"""What names a part of a study for good: lower case, digits, hyphens."""

Texte = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Source(Objet):
    """Something that testifies to what people do.

    ``effectif`` is the number of respondents, participants or documents, and ``effectif_mention`` the
    words of the source where it is not exact (« plus de 200 »). ``depend_de`` are the keys of the
    sources that this one takes its content from: a source that repeats another is no second witness.
    """

    cle: Cle
    genre: GenreSource
    titre: Texte
    reference: Reference | None = None
    pays: str = ""
    profession: str = ""
    annee: int | None = None
    effectif: int | None = Field(default=None, ge=0)
    effectif_mention: str = ""
    depend_de: tuple[Cle, ...] = ()
    remarque: str = ""

    @classmethod
    def de(cls, reference: Reference, *, prises: Collection[str] = ()) -> Source:
        """A reference as a source, its kind drawn from the reference's; ``prises`` are the keys in use."""
        return cls(
            cle=cle_libre(reference.cle, prises),
            genre=_GENRES.get(reference.genre, "autre"),
            titre=reference.titre or reference.doi or reference.cle,
            reference=reference,
            annee=reference.annee,
        )


_GENRES: dict[str, GenreSource] = {
    "article": "publication",
    "chapitre": "publication",
    "communication": "publication",
    "rapport": "publication",
    "these": "publication",
    "ouvrage": "ouvrage",
    "referentiel": "referentiel",
    "enquete": "enquete",
}
"""The kind of source that each kind of reference is, unless somebody says otherwise."""


class Categorie(Objet):
    """A family of candidates."""

    cle: Cle
    libelle: Texte


CATEGORIES = tuple(
    Categorie(cle=cle, libelle=libelle)
    for cle, libelle in (
        ("conception", "Conception"),
        ("gestion-de-projet", "Gestion de projet"),
        ("formation", "Formation"),
        ("accompagnement", "Accompagnement"),
        ("recherche", "Recherche"),
        ("veille", "Veille"),
        ("evaluation", "Évaluation"),
    )
)
"""The categories of ANSTIA's booklet, in the order in which its method met them."""


class Candidat(Objet):
    """An activity or a competence that may enter the emploi-type.

    ``categorie`` is the key of one of the study's categories, or empty while nobody has decided.
    ``niveau`` and ``identifiant`` are those of a line of the emploi-type.
    """

    cle: Cle
    libelle: Texte
    nature: NatureCandidat = "activite"
    categorie: str = ""
    niveau: str | None = None
    identifiant: str | None = None
    remarque: str = ""


class Codage(Objet):
    """What one coder read of one candidate in one source.

    Codings are only ever added: the last one of a coder for a cell is the one that counts, the others
    are its history. ``mentions`` says in how many of the source's ``effectif`` the candidate is met.
    """

    source: Cle
    candidat: Cle
    codeur: Texte
    valeur: Valeur
    citation: str = ""
    page: str = ""
    mentions: int | None = Field(default=None, ge=0)
    remarque: str = ""
    le: AwareDatetime


class Arbitrage(Objet):
    """A disagreement between coders, settled: by whom, and why. It stands until a coder codes again."""

    source: Cle
    candidat: Cle
    valeur: Valeur
    motif: Texte
    par: Texte
    le: AwareDatetime


class RegleConsensus(Objet):
    """How the matrix is turned into verdicts; fixed before the coding, then locked.

    The consensus index of a candidate is the mean support of the independent sources that treat it: a
    source counts 1 where the candidate is present, ``poids_partiel`` where it is partial, 0 where it is
    absent; a source that does not treat it is not counted at all. The verdict is ``consensus`` when the
    index reaches ``seuil_consensus`` with at least ``temoins_minimum`` independent sources of at least
    ``genres_minimum`` kinds; ``emergent`` when it is supported by too few of them to tell; ``discute``
    otherwise; ``sans-appui`` when nothing supports it. ``decision`` says what votes change to it.
    """

    enonce: str = ""
    seuil_consensus: float = Field(default=0.75, gt=0, le=1, allow_inf_nan=False)
    poids_partiel: float = Field(default=0.5, ge=0, le=1, allow_inf_nan=False)
    temoins_minimum: int = Field(default=3, ge=1)
    genres_minimum: int = Field(default=2, ge=1)
    decision: Decision = "les-deux"
    fixee_le: AwareDatetime | None = None
    verrouillee_le: AwareDatetime | None = None

    @property
    def est_verrouillee(self) -> bool:
        """Whether it can no longer change."""
        return self.verrouillee_le is not None


class Etape(Objet):
    """A step of the method, as it is told and drawn: what was read, and what it brought."""

    titre: Texte
    texte: str = ""
    entrees: tuple[str, ...] = ()
    sources: tuple[Cle, ...] = ()
    apports: tuple[str, ...] = ()
    page: str = ""
