"""The offer as a document: the facts of the notice, and the words written for outside, section by section.

An ``Offre`` is what is read from somebody else's document; an ``Annonce`` is what an établissement
publishes from one of its fiches. It is no copy of the fiche: what is internal is left out, and each
section keeps three texts apart, the fiche's, the one that Socle prepared and the one to print.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, StringConstraints, model_validator

from socle.annonce.tables import SECTIONS
from socle.referentiel.corps import CORPS, CodeCorps
from socle.referentiel.documents import Document, Objet
from socle.referentiel.fiche_de_poste import Intitule, NaturePoste, Pourcent
from socle.rendu.plan import Plan

CleSection = Literal[
    "presentation",
    "contexte",
    "mission",
    "activites",
    "profil",
    "formation",
    "conditions",
    "avantages",
    "candidature",
]
EtatSection = Literal["vide", "repris", "reformule", "reecrit"]
Periode = Literal["an", "mois"]
CodePostal = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(\d{5})?$")]

_ADRESSE = re.compile(r"^(?P<rue>.*?)[,\s]*\b(?P<code>\d{5})\s+(?P<ville>\D[^,\n]*?)\s*$", re.S)


class Adresse(Objet):
    """Where one works, as far as a text says it."""

    rue: str = ""
    code_postal: CodePostal = ""
    ville: str = ""

    @classmethod
    def lire(cls, texte: str) -> Self:
        """The address in a text; a short text without digits is a town.

        >>> Adresse.lire("1 quai du Port, 44000 Nantes")
        Adresse(rue='1 quai du Port', code_postal='44000', ville='Nantes')
        >>> Adresse.lire("Nantes").ville
        'Nantes'
        """
        net = " ".join(texte.split())
        trouve = _ADRESSE.match(net)
        if trouve:
            return cls(rue=trouve["rue"].strip(" ,"), code_postal=trouve["code"], ville=trouve["ville"])
        seule = net and len(net) <= 60 and not any(lettre.isdigit() or lettre in ",;()" for lettre in net)
        return cls(ville=net) if seule else cls(rue=net)


class MetierAnnonce(Objet):
    """An emploi-type that the post refers to: the « références du métier » of the notice."""

    code: str
    intitule: str


class SourceAnnonce(Objet):
    """The fiche that an offer was prepared from; ``empreinte`` tells whether it has changed since."""

    intitule: str
    empreinte: str


class SectionAnnonce(Objet):
    """One section of the offer.

    ``origine`` is what the fiche says, ``prepare`` what Socle made of it for outside, ``texte`` what is
    printed; lines that begin with a dash make a list.
    """

    cle: CleSection
    texte: str = ""
    prepare: str = ""
    origine: str = ""

    @property
    def titre(self) -> str:
        """The section's heading."""
        return SECTIONS[self.cle].titre

    @property
    def aide(self) -> str:
        """What to write there."""
        return SECTIONS[self.cle].aide

    @property
    def etat(self) -> EtatSection:
        """Whose words these are: the fiche's, Socle's or the writer's."""
        if not self.texte.strip():
            return "vide"
        if self.texte != self.prepare:
            return "reecrit"
        return "repris" if self.prepare == self.origine else "reformule"


def _sections() -> tuple[SectionAnnonce, ...]:
    return tuple(SectionAnnonce(cle=cle) for cle in get_args(CleSection))


class Annonce(Document):
    """An offer of employment to be published.

    The fields that the mandatory notice asks for bear the same names as in a fiche, so that one table of
    lines checks both.
    """

    source: SourceAnnonce | None = None

    intitule: Intitule
    sous_titre: str = ""
    reference: str = ""
    nombre_postes: int | None = Field(default=None, ge=1)
    emplois_types: tuple[MetierAnnonce, ...] = ()
    metier: str = ""
    bap: str = ""
    corps: CodeCorps | None = None
    categorie: str = ""
    grade: str = ""
    versant: str = ""
    vacance: Literal["", "creation", "vacance"] = ""
    date_vacance: date | None = None
    nature: NaturePoste | None = None
    fondement: str = ""
    duree: str = ""
    quotite: Pourcent | None = None
    prise_de_poste: str = ""
    encadre: Literal["", "oui", "non"] = ""

    etablissement: str = ""
    affectation: str = ""
    organisme: str = ""
    autorite_recrutement: str = ""
    site: str = ""

    adresse: str = ""
    code_postal: CodePostal = ""
    ville: str = ""
    teletravail: str = ""
    rqth: str = ""

    salaire_min: int | None = Field(default=None, ge=0)
    salaire_max: int | None = Field(default=None, ge=0)
    salaire_periode: Periode = "an"
    remuneration: str = ""

    contact: str = ""
    contact_courriel: str = ""
    contact_telephone: str = ""
    candidature_adresse: str = ""
    pieces: str = ""
    date_publication: date | None = None
    date_limite: date | None = None

    sections: tuple[SectionAnnonce, ...] = Field(default_factory=_sections)

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        if [section.cle for section in self.sections] != list(get_args(CleSection)):
            raise ValueError("the sections are those of an offer, each once and in order")
        return self

    def section(self, cle: CleSection) -> SectionAnnonce:
        """The section of that name."""
        return next(section for section in self.sections if section.cle == cle)

    @property
    def mission(self) -> str:
        """The text of the section on the mission."""
        return self.section("mission").texte

    @property
    def activites(self) -> str:
        """The text of the section on the activités."""
        return self.section("activites").texte

    @property
    def conditions(self) -> str:
        """The text of the section on the conditions."""
        return self.section("conditions").texte

    @property
    def candidature(self) -> str:
        """How to apply: the section's text, or the address that stands for it."""
        return self.section("candidature").texte or self.candidature_adresse

    @property
    def references_metier(self) -> tuple[str, ...]:
        """The « références du métier »: the fiche's emplois-types, and what the writer adds."""
        dites = tuple(f"{emploi.intitule} ({emploi.code})" for emploi in self.emplois_types)
        return (*dites, self.metier.strip()) if self.metier.strip() else dites

    @property
    def lieu(self) -> str:
        """Where one works, on one line."""
        commune = " ".join(partie for partie in (self.code_postal, self.ville) if partie)
        return ", ".join(partie for partie in (self.adresse, commune) if partie)

    @property
    def corps_libelle(self) -> str:
        """The corps's full name, or an empty string."""
        return CORPS[self.corps].libelle if self.corps else ""

    @property
    def salaire(self) -> str:
        """The salary range in French, gross; empty when there is none.

        >>> Annonce(intitule="Essai", salaire_min=24000, salaire_max=31000).salaire
        'de 24\\u202f000 à 31\\u202f000\\xa0€ bruts par an'
        """
        bornes = [f"{n:,}".replace(",", "\u202f") for n in (self.salaire_min, self.salaire_max) if n]
        if not bornes:
            return ""
        if len(bornes) == 2 and bornes[0] != bornes[1]:
            dit = f"de {bornes[0]} à {bornes[1]}"
        elif self.salaire_min:
            dit = f"{'à partir de ' if not self.salaire_max else ''}{bornes[0]}"
        else:
            dit = f"jusqu’à {bornes[0]}"
        return f"{dit}\u00a0€ bruts par {self.salaire_periode}"

    def est_close(self, jour: date) -> bool:
        """Whether the deadline is over on that day."""
        return self.date_limite is not None and jour > self.date_limite

    def plan(self) -> Plan:
        """The offer as an outline that the writers lay out."""
        from socle.annonce.plan import plan_annonce

        return plan_annonce(self)
