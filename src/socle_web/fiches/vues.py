"""The blocks of the editor as plain values; two of them that are equal show the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from socle.fiche import Constat, Rapport, Repere
from socle.referentiel import (
    CORPS,
    NOMS_LIGNES,
    TITRES_RUBRIQUES,
    Champ,
    EmploiTypeDecline,
    FicheDePoste,
    GroupeChamps,
    LigneFiche,
    RubriqueListe,
)
from socle.rendu.plan import Segment

NATURES = {"herite": "hérité", "adapte": "adapté", "ajoute": "ajouté"}
CLASSES = {"herite": "h", "adapte": "a", "ajoute": "p"}
NIVEAUX_CONNAISSANCE = ("notion de base", "connaissance générale", "connaissance approfondie")
NIVEAUX_COMPETENCE = ("application", "maîtrise", "expertise")
CECRL = ("A1", "A2", "A2 à B1", "B1", "B1 à B2", "B2", "B2 à C1", "C1", "C1 à C2", "C2")


@dataclass(frozen=True)
class Origine:
    """Where a text comes from, in words, with the address of the source where there is one."""

    nature: str
    texte: str
    adresse: str
    original: str
    ecarts: tuple[Segment, ...]

    @property
    def nom(self) -> str:
        return NATURES[self.nature]

    @property
    def classe(self) -> str:
        return CLASSES[self.nature]


@dataclass(frozen=True)
class LigneVue:
    ligne: LigneFiche
    rubrique: RubriqueListe
    origine: Origine
    constats: tuple[Constat, ...]
    premiere: bool
    derniere: bool

    @property
    def niveaux(self) -> tuple[str, ...]:
        """The levels to offer, the line's own included; none for an activité or a behaviour."""
        if self.rubrique == "connaissances":
            langue = self.ligne.libelle.lower().startswith("langue")
            offerts: tuple[str, ...] = CECRL if langue else NIVEAUX_CONNAISSANCE
        elif self.rubrique == "competences_operationnelles":
            offerts = NIVEAUX_COMPETENCE
        else:
            offerts = ()
        actuel = self.ligne.niveau
        return offerts if not actuel or actuel in offerts else (*offerts, actuel)


@dataclass(frozen=True)
class RubriqueVue:
    cle: RubriqueListe
    principales: tuple[LigneVue, ...]
    secondaires: tuple[LigneVue, ...]
    retirees: tuple[tuple[str, int, str], ...]
    repere: Repere | None

    @property
    def titre(self) -> str:
        return TITRES_RUBRIQUES[self.cle]

    @property
    def nom(self) -> str:
        return NOMS_LIGNES[self.cle]

    @property
    def usuel(self) -> str:
        return CORPS[self.repere.corps].usuel if self.repere else ""  # type: ignore[index]

    @property
    def parts(self) -> int:
        """Share of the time already given to activités, in percent."""
        return sum(vue.ligne.part or 0 for vue in (*self.principales, *self.secondaires))


@dataclass(frozen=True)
class MissionVue:
    texte: str
    origine: Origine
    constats: tuple[Constat, ...]


@dataclass(frozen=True)
class ChampVue:
    champ: Champ
    valeur: str
    affichee: str
    constats: tuple[Constat, ...]

    @property
    def identifiant(self) -> str:
        return "champ-" + self.champ.nom.replace(".", "-")


@dataclass(frozen=True)
class GroupeVue:
    groupe: GroupeChamps
    champs: tuple[ChampVue, ...]

    @property
    def remplis(self) -> tuple[ChampVue, ...]:
        return tuple(vue for vue in self.champs if vue.affichee)

    @property
    def nombre_constats(self) -> int:
        return sum(len(vue.constats) for vue in self.champs)


@dataclass(frozen=True)
class EnteteVue:
    intitule: str
    sous_titre: str
    corps: str
    categorie: str
    emplois: tuple[tuple[EmploiTypeDecline, str], ...]
    modele: str


@dataclass(frozen=True)
class EmploisVue:
    emplois: tuple[tuple[EmploiTypeDecline, str], ...]
    constats: tuple[Constat, ...]


@dataclass(frozen=True)
class SourceVue:
    """An emploi-type beside the fiche: its rubriques, each line with what became of it."""

    code: str
    intitule: str
    adresse: str
    mission: str
    rubriques: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]


@dataclass(frozen=True)
class ConformiteVue:
    rapport: Rapport
    publication: bool

    @property
    def groupes(self) -> tuple[tuple[str, str, tuple[Constat, ...]], ...]:
        titres = (("erreur", "Erreurs"), ("avertissement", "Avertissements"), ("information", "À savoir"))
        return tuple(
            (gravite, titre, constats)
            for gravite, titre in titres
            if (constats := tuple(c for c in self.rapport.constats if c.gravite == gravite))
        )

    @property
    def a_voir(self) -> int:
        return self.rapport.nombre("erreur") + self.rapport.nombre("avertissement")

    @property
    def reperes(self) -> tuple[tuple[str, Repere, str], ...]:
        return tuple(
            (TITRES_RUBRIQUES[repere.rubrique], repere, CORPS[repere.corps].usuel)  # type: ignore[index]
            for repere in self.rapport.reperes
        )


@dataclass(frozen=True)
class Bloc:
    """A block of the page: the id of its element, its template, what it shows."""

    identifiant: str
    gabarit: str
    vue: Any


@dataclass(frozen=True)
class Atelier:
    """The whole editor for one state of a fiche."""

    fiche: FicheDePoste
    blocs: dict[str, Bloc]

    @property
    def feuille(self) -> tuple[Bloc, ...]:
        """The blocks of the sheet, in the order of the paper."""
        return tuple(
            bloc for nom, bloc in self.blocs.items() if nom not in ("entete", "conformite", "sources")
        )

    @property
    def conformite(self) -> ConformiteVue:
        vue: ConformiteVue = self.blocs["conformite"].vue
        return vue

    def changes(self, avant: Atelier | None) -> tuple[str, ...]:
        """The blocks that do not show the same thing as before."""
        if avant is None:
            return tuple(self.blocs)
        return tuple(nom for nom, bloc in self.blocs.items() if avant.blocs.get(nom) != bloc)
