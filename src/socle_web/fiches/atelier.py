"""What the editor shows, as plain values: one per block of the page, compared to know what to send again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from socle.erreurs import Introuvable
from socle.fiche import Constat, LigneRetiree, Rapport, Repere, lignes_retirees, verifier
from socle.referentiel import (
    CHAMPS,
    CORPS,
    NOMS_LIGNES,
    RUBRIQUES_LISTE,
    TITRES_RUBRIQUES,
    Champ,
    EmploiType,
    EmploiTypeDecline,
    FicheDePoste,
    GroupeChamps,
    LigneFiche,
    Provenance,
    RubriqueListe,
    Signature,
)
from socle.referentiel.alignement_lignes import mots_differents
from socle.referentiel.champs import lire_valeur, valeur_affichee
from socle.rendu.plan import Segment
from socle_web.fiches import sources
from socle_web.referentiels import services as referentiels

NATURES = {"herite": "hérité", "adapte": "adapté", "ajoute": "ajouté"}
CLASSES = {"herite": "h", "adapte": "a", "ajoute": "p"}
AVANT_MISSION = ("identification", "statut", "affectation", "contexte")
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
            offerts = CECRL if langue else NIVEAUX_CONNAISSANCE
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


def monter(fiche: FicheDePoste, *, publication: bool) -> Atelier:
    """Everything that the editor shows for a state of a fiche."""
    rapport = verifier(fiche, sources.referentiel(), publication=publication)
    constats = _par_lieu(rapport)
    emplois = sources.emplois(fiche)
    retirees = lignes_retirees(fiche, emplois)
    groupes = [Bloc(f"groupe-{g.cle}", "groupe", _groupe(fiche, g, constats)) for g in CHAMPS]
    tete = [bloc for bloc in groupes if bloc.vue.groupe.cle in AVANT_MISSION]
    corps = [
        Bloc("bloc-mission", "mission", _mission(fiche, constats)),
        *(
            Bloc(f"bloc-{nom}", "rubrique", _rubrique(fiche, nom, rapport, constats, retirees))
            for nom in RUBRIQUES_LISTE
        ),
    ]
    liens = tuple((decline, _adresse(decline.edition, decline.code)) for decline in fiche.emplois_types)
    blocs = [
        Bloc("entete", "entete", _entete(fiche, liens)),
        *tete[:1],
        Bloc("bloc-emplois_types", "emplois", EmploisVue(liens, constats["emplois_types"])),
        *tete[1:],
        *corps,
        *(bloc for bloc in groupes if bloc not in tete),
        Bloc("bloc-signatures", "signatures", fiche.signatures),
        Bloc("conformite", "conformite", ConformiteVue(rapport, publication)),
        Bloc("sources", "sources", tuple(_source(fiche, emploi, retirees) for emploi in emplois)),
    ]
    return Atelier(fiche=fiche, blocs={bloc.identifiant: bloc for bloc in blocs})


def _par_lieu(rapport: Rapport) -> defaultdict[str, tuple[Constat, ...]]:
    """The findings by key of line, or else by field."""
    lieux: defaultdict[str, tuple[Constat, ...]] = defaultdict(tuple)
    for constat in rapport.constats:
        lieu = f"#{constat.cle_ligne}" if constat.cle_ligne else constat.rubrique
        lieux[lieu] = (*lieux[lieu], constat)
    return lieux


def _entete(fiche: FicheDePoste, liens: tuple[tuple[EmploiTypeDecline, str], ...]) -> EnteteVue:
    return EnteteVue(
        intitule=fiche.intitule,
        sous_titre=fiche.sous_titre,
        corps=CORPS[fiche.corps].usuel if fiche.corps else "",
        categorie=fiche.categorie,
        emplois=liens,
        modele=_nom_modele(fiche.modele),
    )


def _mission(fiche: FicheDePoste, constats: defaultdict[str, tuple[Constat, ...]]) -> MissionVue:
    provenance = fiche.mission_provenance or Provenance(nature="ajoute")
    return MissionVue(fiche.mission, _origine(provenance, fiche.mission, "mission"), constats["mission"])


def _rubrique(
    fiche: FicheDePoste,
    nom: RubriqueListe,
    rapport: Rapport,
    constats: defaultdict[str, tuple[Constat, ...]],
    retirees: tuple[LigneRetiree, ...],
) -> RubriqueVue:
    def vues(principale: bool) -> tuple[LigneVue, ...]:
        lignes = [
            ligne for ligne in fiche.lignes(nom) if (ligne.principale or nom != "activites") == principale
        ]
        return tuple(
            LigneVue(
                ligne=ligne,
                rubrique=nom,
                origine=_origine(ligne.provenance, ligne.texte, nom),
                constats=constats[f"#{ligne.cle}"],
                premiere=rang == 0,
                derniere=rang == len(lignes) - 1,
            )
            for rang, ligne in enumerate(lignes)
        )

    return RubriqueVue(
        cle=nom,
        principales=vues(True),
        secondaires=vues(False),
        retirees=tuple(
            (retiree.emploi_type.code, retiree.rang, retiree.ligne.texte)
            for retiree in retirees
            if retiree.rubrique == nom
        ),
        repere=next((repere for repere in rapport.reperes if repere.rubrique == nom), None),
    )


def _origine(provenance: Provenance, texte: str, rubrique: str) -> Origine:
    modele = _nom_modele(provenance.modele)
    if provenance.nature == "ajoute":
        dite = f"Ajouté par le modèle « {modele} »" if modele else "Ajouté pour ce poste"
        return Origine("ajoute", dite, "", "", ())
    participe = "Hérité" if provenance.nature == "herite" else "Adapté"
    nom = NOMS_LIGNES.get(provenance.rubrique or rubrique, "mission")
    rang = f", {nom} n° {provenance.rang}" if provenance.rang else f", {nom}"
    modifie = provenance.nature == "adapte" and bool(provenance.original)
    return Origine(
        nature=provenance.nature,
        texte=f"{participe} de {provenance.emploi_type}{rang}",
        adresse=_adresse(provenance.edition, provenance.emploi_type),
        original=provenance.original,
        ecarts=mots_differents(provenance.original, texte) if modifie else (),
    )


def _nom_modele(cle: str) -> str:
    if not cle:
        return ""
    try:
        modele = referentiels.modele(cle=cle)
    except Introuvable:
        return cle
    return modele.sous_titre or modele.intitule


def _adresse(edition: str, code: str) -> str:
    """The page of an emploi-type; empty when the fiche came with names that no address can hold."""
    if not edition or not code or "/" in edition + code:
        return ""
    return reverse("referentiels:emploi_type", kwargs={"edition": edition, "code": code})


def _groupe(
    fiche: FicheDePoste, groupe: GroupeChamps, constats: defaultdict[str, tuple[Constat, ...]]
) -> GroupeVue:
    return GroupeVue(
        groupe=groupe,
        champs=tuple(
            ChampVue(champ, brute(fiche, champ.nom), valeur_affichee(fiche, champ.nom), constats[champ.nom])
            for champ in groupe.champs
        ),
    )


def brute(fiche: FicheDePoste, nom: str) -> str:
    """The value of a field as a form holds it."""
    valeur = lire_valeur(fiche, nom)
    if valeur is None:
        return ""
    return valeur.isoformat() if isinstance(valeur, date) else str(valeur)


def _source(fiche: FicheDePoste, emploi: EmploiType, retirees: tuple[LigneRetiree, ...]) -> SourceVue:
    parties = {(r.rubrique, r.rang) for r in retirees if r.emploi_type.code == emploi.code}
    adaptees = {
        (ligne.provenance.rubrique, ligne.provenance.rang)
        for _, ligne in fiche.toutes_les_lignes()
        if ligne.provenance.nature == "adapte" and ligne.provenance.emploi_type == emploi.code
    }

    def lignes(rubrique: RubriqueListe) -> tuple[tuple[str, str, str], ...]:
        return tuple(
            (
                ligne.texte,
                "retiree"
                if (rubrique, rang) in parties
                else "adaptee"
                if (rubrique, rang) in adaptees
                else "gardee",
                f"reprendre:{emploi.code}:{rubrique}:{rang}",
            )
            for rang, ligne in enumerate(emploi.lignes(rubrique), start=1)
        )

    return SourceVue(
        code=emploi.code,
        intitule=emploi.intitule,
        adresse=_adresse(emploi.edition, emploi.code),
        mission=emploi.mission,
        rubriques=tuple((TITRES_RUBRIQUES[nom], lignes(nom)) for nom in RUBRIQUES_LISTE),
    )


def signatures_vides() -> Signature:
    """One more line to sign."""
    return Signature(role="", mention="Pris connaissance le")
