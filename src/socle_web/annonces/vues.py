"""What the editor of an offer shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from socle.annonce import CHAMPS_ANNONCE, Annonce, Omission, SectionAnnonce, changements, omissions
from socle.annonce.champs import TOUS_LES_CHAMPS_ANNONCE
from socle.annonce.verification import PUBLICITE
from socle.fiche import Constat, Rapport
from socle.referentiel import Champ, FicheDePoste, GroupeChamps
from socle.referentiel.alignement_lignes import mots_differents
from socle.referentiel.champs import valeur_affichee, valeur_brute
from socle.rendu.plan import Segment

ETATS_SECTION = {
    "vide": ("à écrire", "a"),
    "repris": ("texte de la fiche", "h"),
    "reformule": ("mis en forme", "a"),
    "reecrit": ("écrit pour l’offre", "p"),
}
_GRAVITES = (
    ("erreur", "À corriger avant de publier"),
    ("avertissement", "À voir"),
    ("information", "Pour bien faire"),
)


@dataclass(frozen=True)
class SectionVue:
    """A section, whose words it holds, and what the fiche now says where that has changed."""

    section: SectionAnnonce
    neuf: str | None

    @property
    def pastille(self) -> tuple[str, str]:
        return ETATS_SECTION[self.section.etat]

    @property
    def ecarts(self) -> tuple[Segment, ...]:
        """The words changed since the prepared text."""
        if self.section.etat != "reecrit" or not self.section.prepare:
            return ()
        return mots_differents(self.section.prepare, self.section.texte)


@dataclass(frozen=True)
class ChampVue:
    champ: Champ
    valeur: str
    affichee: str

    @property
    def identifiant(self) -> str:
        return f"champ-{self.champ.nom}"


@dataclass(frozen=True)
class GroupeVue:
    groupe: GroupeChamps
    champs: tuple[ChampVue, ...]

    @property
    def remplis(self) -> tuple[ChampVue, ...]:
        """What is worth reading back: a period says nothing without an amount."""
        dits = tuple(champ for champ in self.champs if champ.affichee)
        return () if [champ.champ.nom for champ in dits] == ["salaire_periode"] else dits


@dataclass(frozen=True)
class Controle:
    """The checks, in the order of their gravity."""

    rapport: Rapport
    omissions: tuple[Omission, ...]

    @property
    def groupes(self) -> tuple[tuple[str, str, tuple[Constat, ...]], ...]:
        return tuple(
            (gravite, titre, constats)
            for gravite, titre in _GRAVITES
            if (constats := tuple(c for c in self.rapport.constats if c.gravite == gravite))
        )

    @property
    def echeance(self) -> str:
        """The earliest deadline that the law allows, where the one chosen is too soon."""
        courtes = (c.proposition for c in self.rapport.constats if c.code == PUBLICITE.code)
        return next(courtes, None) or ""

    @property
    def a_voir(self) -> int:
        """How many findings are more than advice."""
        return self.rapport.nombre("erreur") + self.rapport.nombre("avertissement")


@dataclass(frozen=True)
class Atelier:
    sections: tuple[SectionVue, ...]
    groupes: tuple[GroupeVue, ...]
    controle: Controle


def monter(annonce: Annonce, *, rapport: Rapport, fiche: FicheDePoste | None) -> Atelier:
    """Everything that the editor shows of an offer."""
    neufs = {c.section.cle: c.prepare for c in changements(annonce, fiche)} if fiche else {}
    return Atelier(
        sections=tuple(SectionVue(section, neufs.get(section.cle)) for section in annonce.sections),
        groupes=tuple(_groupe(annonce, groupe) for groupe in CHAMPS_ANNONCE),
        controle=Controle(rapport, omissions(fiche) if fiche else ()),
    )


def _groupe(annonce: Annonce, groupe: GroupeChamps) -> GroupeVue:
    return GroupeVue(
        groupe,
        tuple(
            ChampVue(
                champ,
                valeur_brute(annonce, champ.nom),
                valeur_affichee(annonce, champ.nom, champs=TOUS_LES_CHAMPS_ANNONCE),
            )
            for champ in groupe.champs
        ),
    )


def lieu(constat: Constat) -> str:
    """The anchor of what a finding is about: a field or a section."""
    nom = constat.rubrique
    return f"champ-{nom}" if nom in TOUS_LES_CHAMPS_ANNONCE else f"section-{nom}"
