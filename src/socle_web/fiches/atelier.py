"""From the state of a fiche to what the editor shows of it."""

from __future__ import annotations

from collections import defaultdict

from django.urls import reverse

from socle.erreurs import Introuvable
from socle.fiche import Constat, LigneRetiree, Rapport, lignes_retirees, verifier
from socle.referentiel import (
    CHAMPS,
    CORPS,
    NOMS_LIGNES,
    RUBRIQUES_LISTE,
    TITRES_RUBRIQUES,
    EmploiType,
    EmploiTypeDecline,
    FicheDePoste,
    GroupeChamps,
    Provenance,
    RubriqueListe,
)
from socle.referentiel.alignement_lignes import mots_differents
from socle.referentiel.champs import valeur_affichee, valeur_brute
from socle_web.fiches import sources
from socle_web.fiches.vues import (
    Atelier,
    Bloc,
    ChampVue,
    ConformiteVue,
    EmploisVue,
    EnteteVue,
    GroupeVue,
    LigneVue,
    MissionVue,
    Origine,
    RubriqueVue,
    SourceVue,
)
from socle_web.referentiels import services as referentiels

AVANT_MISSION = ("identification", "statut", "affectation", "contexte")


def monter(fiche: FicheDePoste, *, publication: bool) -> Atelier:
    """Everything that the editor shows for a state of a fiche."""
    rapport = verifier(fiche, sources.referentiel(fiche), publication=publication)
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
            ChampVue(
                champ, valeur_brute(fiche, champ.nom), valeur_affichee(fiche, champ.nom), constats[champ.nom]
            )
            for champ in groupe.champs
        ),
    )


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
