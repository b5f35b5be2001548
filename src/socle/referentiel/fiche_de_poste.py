"""The fiche de poste as a document: its lines with their provenance, and the fields met in practice.

None of the fields is compulsory but the title. Operations on a fiche live in :mod:`socle.fiche`; the
model stands here because a référentiel holds model fiches.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from socle.referentiel.corps import CORPS, CodeCorps
from socle.referentiel.documents import Document, EmploiType, Ligne, Objet, Ressource
from socle.referentiel.rubriques import RUBRIQUES_LISTE, RubriqueListe
from socle.rendu.plan import Plan

Nature = Literal["herite", "adapte", "ajoute"]
NaturePoste = Literal["titulaire", "contractuel", "titulaire-ou-contractuel", "projet"]
Pourcent = Annotated[int, Field(ge=0, le=100)]
Intitule = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Provenance(Objet):
    """Where a line comes from: inherited, adapted (``original`` is the text it replaced) or added.

    ``rubrique`` and ``rang`` (from 1) are the line's place in the emploi-type.
    """

    nature: Nature
    emploi_type: str = ""
    edition: str = ""
    modele: str = ""
    rubrique: str = ""
    rang: int | None = None
    original: str = ""


class LigneFiche(Ligne):
    """A line of a fiche. ``cle`` names it for good within its fiche, wherever it is moved.

    ``principale`` and ``part`` (share of working time, in percent) concern activités.
    """

    cle: str
    provenance: Provenance = Provenance(nature="ajoute")
    principale: bool = True
    part: Pourcent | None = None


class EmploiTypeDecline(Objet):
    """An emploi-type that a fiche is derived from, and the share of the post that it stands for."""

    code: str
    intitule: str
    edition: str = ""
    corps: CodeCorps
    bap: str = ""
    famille: str = ""
    quotite: Pourcent = 100
    principal: bool = True

    @classmethod
    def de(cls, emploi: EmploiType, *, quotite: int = 100, principal: bool = True) -> EmploiTypeDecline:
        """What a fiche keeps of an emploi-type that it is derived from."""
        return cls(
            code=emploi.code,
            intitule=emploi.intitule,
            edition=emploi.edition,
            corps=emploi.corps,
            bap=emploi.bap,
            famille=emploi.famille,
            quotite=quotite,
            principal=principal,
        )


class Encadrement(Objet):
    """People managed by the holder, by catégorie, and how."""

    categorie_a: int | None = Field(default=None, ge=0)
    categorie_b: int | None = Field(default=None, ge=0)
    categorie_c: int | None = Field(default=None, ge=0)
    description: str = ""

    @property
    def effectif(self) -> int:
        """People managed, all catégories together."""
        return sum(nombre or 0 for nombre in (self.categorie_a, self.categorie_b, self.categorie_c))

    @property
    def est_decrit(self) -> bool:
        """Whether anything is said of it."""
        return self.effectif > 0 or bool(self.description.strip())


class Projet(Objet):
    """The funded project that a post belongs to."""

    nom: str = ""
    appel: str = ""
    financeur: str = ""
    debut: date | None = None
    fin: date | None = None


class Signature(Objet):
    """A line to sign: the holder's means « pris connaissance le », never the acceptance of a contract."""

    role: str
    mention: str = "Pris connaissance le"
    nom: str = ""
    date_signature: date | None = None


class ConstatEcarte(Objet):
    """A constat that the writer keeps as it is, and why. ``cle`` is the constat's."""

    cle: str
    motif: str = ""


SIGNATURES = (
    Signature(role="Titulaire du poste"),
    Signature(role="Supérieur hiérarchique", mention="Le"),
)


class FicheDePoste(Document):
    """A fiche de poste."""

    intitule: Intitule
    sous_titre: str = ""
    modele: str = ""
    besoin: str = ""
    resume: str = ""
    ressources: tuple[Ressource, ...] = ()

    emplois_types: tuple[EmploiTypeDecline, ...] = ()
    corps: CodeCorps | None = None
    categorie: str = ""
    grade: str = ""
    bap: str = ""
    famille: str = ""
    groupe_fonction: str = ""
    nbi: str = ""

    reference: str = ""
    nombre_postes: int | None = Field(default=None, ge=1)
    nature: NaturePoste | None = None
    duree: str = ""
    fondement: str = ""
    quotite: Pourcent | None = None
    prise_de_poste: str = ""
    diplome: str = ""
    experience: str = ""
    remuneration: str = ""
    lieu: str = ""
    teletravail: str = ""
    rqth: str = ""

    etablissement: str = ""
    affectation: str = ""
    superieur: str = ""
    environnement: str = ""
    contexte: str = ""

    mission: str = ""
    mission_provenance: Provenance | None = None
    activites: tuple[LigneFiche, ...] = ()
    connaissances: tuple[LigneFiche, ...] = ()
    competences_operationnelles: tuple[LigneFiche, ...] = ()
    competences_comportementales: tuple[LigneFiche, ...] = ()

    encadrement: Encadrement = Encadrement()
    relations_internes: str = ""
    relations_externes: str = ""
    conditions: str = ""
    moyens: str = ""
    contraintes: str = ""
    formations: str = ""
    projet: Projet = Projet()

    versant: str = ""
    vacance: Literal["", "creation", "vacance"] = ""
    date_vacance: date | None = None
    autorite_recrutement: str = ""
    organisme: str = ""
    candidature: str = ""
    date_limite: date | None = None

    date_redaction: date | None = None
    signatures: tuple[Signature, ...] = SIGNATURES
    constats_ecartes: tuple[ConstatEcarte, ...] = ()
    dernier_numero: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        cles = [ligne.cle for _, ligne in self.toutes_les_lignes()]
        if len(cles) != len(set(cles)):
            raise ValueError("two lines have the same key")
        return self

    @property
    def corps_libelle(self) -> str:
        """The corps's full name, or an empty string."""
        return CORPS[self.corps].libelle if self.corps else ""

    @property
    def principal(self) -> EmploiTypeDecline | None:
        """The emploi-type that the fiche is first derived from."""
        return next((emploi for emploi in self.emplois_types if emploi.principal), None)

    def plan(self) -> Plan:
        """The fiche as an outline that the writers lay out."""
        from socle.referentiel.plans import plan_fiche

        return plan_fiche(self)

    def lignes(self, rubrique: RubriqueListe) -> tuple[LigneFiche, ...]:
        """The lines of one rubrique, in their order."""
        lignes: tuple[LigneFiche, ...] = getattr(self, rubrique)
        return lignes

    def toutes_les_lignes(self) -> Iterator[tuple[RubriqueListe, LigneFiche]]:
        """Every line with its rubrique, in the order of the paper."""
        for rubrique in RUBRIQUES_LISTE:
            for ligne in self.lignes(rubrique):
                yield rubrique, ligne
