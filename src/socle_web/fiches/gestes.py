"""From what a form posts to an operation of the core: one gesture, its French name, where it happens."""

from __future__ import annotations

from typing import NamedTuple

from socle.erreurs import ErreurSocle, Introuvable, SaisieInvalide
from socle.fiche import (
    Constat,
    adapter,
    ajouter,
    corriger,
    deplacer,
    ecarter,
    marquer,
    repartir,
    reprendre,
    retablir,
    retirer,
    trouver,
    verifier,
)
from socle.referentiel import NOMS_LIGNES, RUBRIQUES_LISTE, FicheDePoste, RubriqueListe
from socle.typographie import francais
from socle_web.fiches import sources
from socle_web.fiches.saisie import entier
from socle_web.fiches.services import Operation

MOTIF_MAXIMUM = 500


class Geste(NamedTuple):
    """``ancre`` is the id to come back to; ``suivante`` the id to try when that one is gone."""

    operation: Operation
    libelle: str
    ancre: str
    focus: str = ""


def rubrique_valide(nom: str) -> RubriqueListe:
    """A rubrique that holds a list.

    :raises Introuvable: it is none.
    """
    for rubrique in RUBRIQUES_LISTE:
        if rubrique == nom:
            return rubrique
    raise Introuvable("Cette rubrique n’existe pas.", code="rubrique-introuvable")


def lire(
    texte: str, fiche: FicheDePoste, *, motif: str = "", avant: str = "", publication: bool = False
) -> Geste:
    """The gesture named ``verb:argument``, against the current state of the fiche.

    :raises ErreurSocle: the gesture is unknown, or what it concerns is gone.
    """
    verbe, _, argument = texte.partition(":")
    if verbe in ("retirer", "monter", "descendre", "placer", "marquer", "original"):
        return _sur_une_ligne(verbe, fiche, argument, avant=avant)
    if verbe == "reprendre":
        return _reprendre(fiche, argument)
    if verbe in ("appliquer", "ecarter", "retablir"):
        return _sur_un_constat(verbe, fiche, argument, motif=motif, publication=publication)
    raise ErreurSocle("Ce geste n’existe pas.", remede="Rechargez la page.", code="geste-inconnu")


def _sur_une_ligne(verbe: str, fiche: FicheDePoste, cle: str, *, avant: str) -> Geste:
    rubrique, rang, ligne = trouver(fiche, cle)
    nom = NOMS_LIGNES[rubrique]
    if verbe == "retirer":
        return Geste(
            lambda f: retirer(f, cle), f"{nom} retirée", f"bloc-{rubrique}", _voisine(fiche, rubrique, rang)
        )
    if verbe == "marquer":
        principale = not ligne.principale
        dite = "principale" if principale else "secondaire"
        return Geste(
            lambda f: marquer(f, cle, principale=principale), f"activité rendue {dite}", f"ligne-{cle}"
        )
    if verbe == "original":
        original = ligne.provenance.original or ligne.texte
        return Geste(
            lambda f: adapter(f, cle, libelle=original),
            "texte d’origine repris",
            f"ligne-{cle}",
            f"modifier-{cle}",
        )
    vers = _rang_voulu(verbe, fiche, rubrique, rang, avant=avant)
    sens = "déplacée" if verbe == "placer" else "montée" if verbe == "monter" else "descendue"
    return Geste(lambda f: deplacer(f, cle, vers=vers), f"{nom} {sens}", f"ligne-{cle}", f"{verbe}-{cle}")


def _voisine(fiche: FicheDePoste, rubrique: RubriqueListe, rang: int) -> str:
    """Where the focus goes when a line leaves: the next line, else the one before, else the rubrique."""
    lignes = fiche.lignes(rubrique)
    suivantes = lignes[rang + 1 : rang + 2] or lignes[max(0, rang - 1) : rang]
    return f"retirer-{suivantes[0].cle}" if suivantes else f"titre-{rubrique}"


def _rang_voulu(verbe: str, fiche: FicheDePoste, rubrique: RubriqueListe, rang: int, *, avant: str) -> int:
    """The place to move to, among lines of the same kind: principal and secondary ones stand apart."""
    lignes = fiche.lignes(rubrique)
    if verbe == "placer":
        if not avant:
            return len(lignes)
        cible = next((place for place, ligne in enumerate(lignes) if ligne.cle == avant), rang)
        return cible - 1 if cible > rang else cible
    pareilles = [place for place, ligne in enumerate(lignes) if ligne.principale == lignes[rang].principale]
    place = pareilles.index(rang) + (-1 if verbe == "monter" else 1)
    return pareilles[place] if 0 <= place < len(pareilles) else rang


def _reprendre(fiche: FicheDePoste, argument: str) -> Geste:
    code, _, reste = argument.partition(":")
    nom, _, rang = reste.partition(":")
    rubrique = rubrique_valide(nom)
    source = next((emploi for emploi in sources.emplois(fiche) if emploi.code == code), None)
    numero = entier(rang)
    if source is None or numero is None:
        raise Introuvable(
            "Cette ligne ne peut pas être reprise.",
            cause="L’emploi-type dont elle vient n’est plus disponible.",
            code="ligne-introuvable",
        )
    return Geste(
        lambda f: reprendre(f, source, rubrique, numero),
        f"{NOMS_LIGNES[rubrique]} reprise de {code}",
        f"bloc-{rubrique}",
    )


def _sur_un_constat(verbe: str, fiche: FicheDePoste, cle: str, *, motif: str, publication: bool) -> Geste:
    if verbe == "retablir":
        return Geste(lambda f: retablir(f, cle), "constat rétabli", "conformite", "resume-conformite")
    rapport = verifier(fiche, sources.referentiel(fiche), publication=publication)
    constat = next((constat for constat in rapport.constats if constat.cle == cle), None)
    if constat is None:
        raise Introuvable(
            "Ce constat n’est plus d’actualité.",
            cause="La ligne a changé depuis, ou il est déjà réglé.",
            remede="Regardez l’état actuel de la conformité.",
            code="constat-introuvable",
        )
    focus = _constat_suivant(rapport.constats, constat)
    if verbe == "ecarter":
        net = " ".join(motif.split())[:MOTIF_MAXIMUM]
        if not net:
            raise SaisieInvalide({"motif": "Dites en quelques mots pourquoi ce constat est écarté."})
        return Geste(lambda f: ecarter(f, constat, motif=net), "constat écarté", "conformite", focus)
    libelle = constat.correction.libelle if constat.correction else ""
    return Geste(lambda f: corriger(f, constat), f"correction « {libelle.lower()} »", "conformite", focus)


def _constat_suivant(constats: tuple[Constat, ...], traite: Constat) -> str:
    rang = constats.index(traite)
    suivants = constats[rang + 1 : rang + 2] or constats[max(0, rang - 1) : rang]
    return f"constat-{suivants[0].cle}" if suivants else "resume-conformite"


def ecrire_ligne(
    cle: str, *, libelle: str, niveau: str, part: str | None, principale: bool | None, choix: str
) -> Operation:
    """The operation behind the form of a line: its words, its level, its share of time, its rank.

    ``part`` and ``principale`` are ``None`` where the form does not ask them.
    """

    def operation(fiche: FicheDePoste) -> FicheDePoste:
        rubrique, _, ligne = trouver(fiche, cle)
        voulu = choix or libelle
        if " ".join(voulu.split()) != ligne.libelle or (niveau or None) != ligne.niveau:
            identifiant = _identifiant(rubrique, voulu)
            fiche = adapter(fiche, cle, libelle=voulu, niveau=niveau or None, identifiant=identifiant)
        if part is not None:
            fiche = repartir(fiche, cle, part=_pourcent(part))
        if principale is not None:
            fiche = marquer(fiche, cle, principale=principale)
        return fiche

    return operation


def ajouter_ligne(rubrique: RubriqueListe, *, libelle: str, choix: str, principale: bool = True) -> Operation:
    """Add a line; a wording of the dictionary brings its id."""
    voulu = choix or libelle
    identifiant = _identifiant(rubrique, voulu)
    return lambda fiche: ajouter(
        fiche, rubrique, libelle=voulu, identifiant=identifiant, principale=principale
    )


def _identifiant(rubrique: RubriqueListe, libelle: str) -> str | None:
    if rubrique == "activites":
        return None
    exactes = sources.referentiel().dictionnaire.exact(libelle)
    return next((entree.identifiant for entree in exactes if entree.rubrique == rubrique), None)


def _pourcent(part: str) -> int | None:
    net = part.strip().rstrip("%").strip()
    if not net:
        return None
    nombre = entier(net)
    if nombre is None:
        raise SaisieInvalide({"part": francais("La part du temps de travail est un nombre de 0 à 100.")})
    return nombre
