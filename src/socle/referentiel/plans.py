"""The outlines of an emploi-type, of a fiche de poste and of the whole booklet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from socle.referentiel.champs import CHAMPS, GroupeChamps, date_en_francais, valeur_affichee
from socle.referentiel.documents import Ligne
from socle.referentiel.rubriques import RUBRIQUES_LISTE, TITRES_RUBRIQUES
from socle.rendu.plan import (
    Bloc,
    Definitions,
    Element,
    Liste,
    Plan,
    Segment,
    Signatures,
    Titre,
    texte,
)

if TYPE_CHECKING:
    from socle.referentiel.documents import EmploiType
    from socle.referentiel.fiche_de_poste import FicheDePoste, Signature

_IDENTITE = ("identification", "statut", "affectation")
_SECTIONS = ("relations", "exercice")
_TITRE_ACTIVITES_SECONDAIRES = "Activités secondaires"


def plan_emploi_type(emploi: EmploiType) -> Plan:
    """The outline of an emploi-type, in the formalism of RéFérens."""
    identite = (
        ("Code", emploi.code),
        ("Corps", f"{emploi.corps_libelle} ({emploi.corps})"),
        ("Catégorie", emploi.categorie),
        ("BAP", _bap(emploi.bap, emploi.bap_libelle)),
        ("Famille", emploi.famille),
        ("Emploi-type précédent", ", ".join(f"{p.code} {p.intitule}".strip() for p in emploi.precedents)),
    )
    blocs: list[Bloc] = [Definitions(paires=_renseignees(identite))]
    blocs += corps_emploi_type(emploi)
    for titre, contenu in (
        ("Conditions particulières d’exercice", emploi.conditions),
        ("Diplôme réglementaire exigé, formation souhaitable", emploi.diplome),
        ("Domaine de formation", emploi.domaine_formation),
        ("Expérience souhaitée", emploi.experience),
        ("Facteurs d’évolution à moyen terme", emploi.facteurs_evolution),
        ("Impacts sur l’emploi-type", emploi.impacts),
    ):
        blocs += section(titre, contenu)
    return Plan(
        titre=emploi.intitule,
        surtitre="Emploi-type",
        sujet=f"Emploi-type {emploi.code}",
        mots_cles=("emploi-type", emploi.code),
        pied=f"Emploi-type {emploi.code}",
        blocs=tuple(blocs),
    )


def corps_emploi_type(emploi: EmploiType, *, niveau: int = 2) -> list[Bloc]:
    """Mission and lists, without the identification."""
    blocs: list[Bloc] = []
    if emploi.mission:
        blocs += [Titre(niveau=niveau, texte=TITRES_RUBRIQUES["mission"]), texte(emploi.mission)]
    for rubrique in RUBRIQUES_LISTE:
        blocs += _liste(TITRES_RUBRIQUES[rubrique], emploi.lignes(rubrique), niveau=niveau)
    return blocs


def plan_fiche(fiche: FicheDePoste) -> Plan:
    """The outline of a fiche de poste: what is filled in, and nothing else."""
    blocs: list[Bloc] = []
    for groupe in _groupes(_IDENTITE):
        paires = _paires(fiche, groupe)
        if groupe.cle == "identification":
            paires += _emplois_types(fiche)
        if paires:
            blocs.append(Definitions(titre=groupe.titre, paires=paires))
    blocs += section("Contexte", fiche.contexte)
    blocs += corps_fiche(fiche)
    blocs += _encadrement(fiche)
    for groupe in _groupes(_SECTIONS):
        for champ in groupe.champs:
            blocs += section(champ.libelle, valeur_affichee(fiche, champ.nom))
    for groupe in _groupes(("projet", "publication", "redaction")):
        if paires := _paires(fiche, groupe):
            blocs.append(Definitions(titre=groupe.titre, paires=paires))
    if fiche.signatures:
        blocs.append(Signatures(cases=tuple(_signature(signature) for signature in fiche.signatures)))
    return Plan(
        titre=fiche.intitule,
        sous_titre=fiche.sous_titre,
        surtitre="Fiche de poste",
        auteur=fiche.etablissement,
        sujet="Fiche de poste",
        mots_cles=("fiche de poste", *(emploi.code for emploi in fiche.emplois_types)),
        pied="Fiche de poste – " + " – ".join(p for p in (fiche.intitule, fiche.sous_titre) if p),
        blocs=tuple(blocs),
    )


def corps_fiche(fiche: FicheDePoste, *, niveau: int = 2) -> list[Bloc]:
    """Mission and lists; secondary activités stand apart from the principal ones."""
    blocs: list[Bloc] = []
    if fiche.mission:
        blocs += [Titre(niveau=niveau, texte=TITRES_RUBRIQUES["mission"]), texte(fiche.mission)]
    principales = tuple(ligne for ligne in fiche.activites if ligne.principale)
    secondaires = tuple(ligne for ligne in fiche.activites if not ligne.principale)
    blocs += _liste(TITRES_RUBRIQUES["activites"], principales, niveau=niveau)
    blocs += _liste(_TITRE_ACTIVITES_SECONDAIRES, secondaires, niveau=niveau)
    for rubrique in RUBRIQUES_LISTE[1:]:
        blocs += _liste(TITRES_RUBRIQUES[rubrique], fiche.lignes(rubrique), niveau=niveau)
    return blocs


def section(titre: str, contenu: str, *, niveau: int = 2) -> list[Bloc]:
    """A titled free text; its lines that begin with a dash make a list. Nothing when it is empty."""
    blocs: list[Bloc] = []
    puces: list[Element] = []
    for ligne in [*contenu.splitlines(), ""]:
        net = ligne.strip()
        if net[:1] in ("-", "•", "–"):
            puces.append(Element(segments=(Segment(texte=net[1:].strip()),)))
            continue
        if puces:
            blocs.append(Liste(elements=tuple(puces)))
            puces = []
        if net:
            blocs.append(texte(net))
    return [Titre(niveau=niveau, texte=titre), *blocs] if blocs else []


def _liste(titre: str, lignes: Iterable[Ligne], *, niveau: int) -> list[Bloc]:
    elements = tuple(
        Element(segments=(Segment(texte=ligne.texte),), mention=_mention(ligne)) for ligne in lignes
    )
    return [Titre(niveau=niveau, texte=titre), Liste(elements=elements)] if elements else []


def _mention(ligne: Ligne) -> str:
    part = getattr(ligne, "part", None)
    return f"{part}\u00a0%" if part is not None else ""


def _groupes(cles: tuple[str, ...]) -> Iterable[GroupeChamps]:
    return (groupe for groupe in CHAMPS if groupe.cle in cles)


def _paires(fiche: FicheDePoste, groupe: GroupeChamps) -> tuple[tuple[str, str], ...]:
    return _renseignees(
        (champ.libelle, valeur_affichee(fiche, champ.nom))
        for champ in groupe.champs
        if champ.nom not in ("intitule", "sous_titre")
    )


def _renseignees(paires: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (libelle, "\u00a0; ".join(valeur.split("\n")).strip()) for libelle, valeur in paires if valeur.strip()
    )


def _emplois_types(fiche: FicheDePoste) -> tuple[tuple[str, str], ...]:
    plusieurs = len(fiche.emplois_types) > 1
    return tuple(
        (
            "Emploi-type" if emploi.principal else "Emploi-type secondaire",
            f"{emploi.intitule} ({emploi.code})" + (f", {emploi.quotite}\u00a0%" if plusieurs else ""),
        )
        for emploi in fiche.emplois_types
    )


def _encadrement(fiche: FicheDePoste) -> list[Bloc]:
    encadrement = fiche.encadrement
    nombres = ", ".join(
        f"{nombre} en catégorie {categorie}"
        for nombre, categorie in (
            (encadrement.categorie_a, "A"),
            (encadrement.categorie_b, "B"),
            (encadrement.categorie_c, "C"),
        )
        if nombre
    )
    phrase = f"Agents encadrés\u00a0: {nombres}." if nombres else ""
    return section("Encadrement", "\n".join(p for p in (phrase, encadrement.description) if p))


def _signature(signature: Signature) -> tuple[str, str]:
    role = f"{signature.role}, {signature.nom}" if signature.nom else signature.role
    jour = f" {date_en_francais(signature.date_signature)}" if signature.date_signature else ""
    return role, f"{signature.mention}{jour}"


def _bap(lettre: str, libelle: str) -> str:
    return " – ".join(partie for partie in (lettre, " ".join(libelle.split())) if partie)
