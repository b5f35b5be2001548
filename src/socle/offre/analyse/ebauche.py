"""From an analysis to a draft fiche: sure lines find their place, the rest is to be decided.

Connaissances and compétences take the dictionary's very words, as RéFérens asks. An activité keeps the
offer's words, which say what the post does, with the emploi-type's line as what it adapts.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from socle.erreurs import ErreurSocle
from socle.offre.analyse.documents import Analyse, LigneAnalysee, Proposition
from socle.referentiel import (
    CORPS,
    RUBRIQUES_LISTE,
    EmploiType,
    EmploiTypeDecline,
    FicheDePoste,
    LigneFiche,
    Provenance,
    Referentiel,
    RubriqueListe,
    lire_corps,
)
from socle.referentiel.libelles import lire_ligne
from socle.referentiel.rattachement import PREFIXES
from socle.referentiel.texte import cle

ADAPTATION_PROBABLE = 0.75
"""From this probability an activité that says more than the emploi-type's is an adaptation of it, not an
addition: it keeps its own words, and shows the line that it comes from."""


def ebaucher(analyse: Analyse, referentiel: Referentiel) -> FicheDePoste:
    """A draft fiche of the post that the offer describes, derived from the analysis's emploi-type.

    A line aligned for sure with a line of the emploi-type is inherited, or adapted from it; with another
    entry of the dictionary, it takes its libellé. The others are additions to be decided.

    :raises ErreurSocle: the analysis has no emploi-type to derive from.
    """
    if not analyse.emploi_type:
        raise ErreurSocle(
            "Aucun emploi-type ne ressemble à ce document.",
            remede="Choisissez un emploi-type, ou partez d’une fiche vide.",
            code="sans-emploi-type",
        )
    emploi = referentiel[analyse.emploi_type]
    corps = lire_corps(analyse.corps) if analyse.corps else emploi.corps
    lignes: dict[RubriqueListe, list[LigneFiche]] = {rubrique: [] for rubrique in RUBRIQUES_LISTE}
    for ligne in analyse.lignes:
        if ligne.rubrique != "mission":
            _ajouter(lignes, ligne, emploi)
    mission = _reunir(analyse, "mission")
    champs: dict[str, object] = {
        "intitule": (analyse.offre.titre or "").strip() or emploi.intitule,
        "emplois_types": (EmploiTypeDecline.de(emploi),),
        "corps": corps,
        "categorie": CORPS[corps].categorie,
        "bap": emploi.bap,
        "famille": emploi.famille,
        "mission": mission or emploi.mission,
        "mission_provenance": _provenance_mission(mission, emploi),
        "contexte": _reunir(analyse, "contexte"),
        "conditions": _reunir(analyse, "conditions"),
        "candidature": _reunir(analyse, "candidature"),
        "experience": _reunir(analyse, "profil"),
    }
    return FicheDePoste.model_validate(champs | _identification(analyse) | dict(lignes))


def _ajouter(lignes: dict[RubriqueListe, list[LigneFiche]], ligne: LigneAnalysee, emploi: EmploiType) -> None:
    proposition = _retenue(ligne)
    rubrique = proposition.rubrique if proposition else _rubrique(ligne.rubrique)
    if rubrique is None:
        return
    texte = ligne.texte if proposition is None or rubrique == "activites" else proposition.libelle
    if any(cle(deja.libelle) == cle(texte) for deja in lignes[rubrique]):
        return
    lue = lire_ligne(texte, rubrique, identifiant=proposition.identifiant if proposition else None)
    lignes[rubrique].append(
        LigneFiche(
            **lue.model_dump(),
            cle=f"{PREFIXES[rubrique]}{len(lignes[rubrique]) + 1}",
            provenance=_provenance(texte, proposition, rubrique, emploi),
        )
    )


def _retenue(ligne: LigneAnalysee) -> Proposition | None:
    """The proposal that a line of the draft comes from, if any."""
    premiere = ligne.propositions[0] if ligne.propositions else None
    if premiere is None or ligne.decision == "sur":
        return premiere
    activite = ligne.rubrique == premiere.rubrique == "activites"
    return premiere if activite and ligne.probabilite >= ADAPTATION_PROBABLE else None


def _rubrique(rubrique: str) -> RubriqueListe | None:
    return next((liste for liste in RUBRIQUES_LISTE if liste == rubrique), None)


def _provenance(
    texte: str, proposition: Proposition | None, rubrique: RubriqueListe, emploi: EmploiType
) -> Provenance:
    if proposition is None:
        return Provenance(nature="ajoute")
    for rang, ligne in enumerate(emploi.lignes(rubrique), start=1):
        if cle(ligne.libelle) == cle(proposition.libelle):
            identique = cle(texte) == cle(ligne.libelle)
            return Provenance(
                nature="herite" if identique else "adapte",
                emploi_type=emploi.code,
                edition=emploi.edition,
                rubrique=rubrique,
                rang=rang,
                original="" if identique else ligne.texte,
            )
    return Provenance(nature="ajoute")


def _provenance_mission(mission: str, emploi: EmploiType) -> Provenance:
    origine = {"emploi_type": emploi.code, "edition": emploi.edition}
    if mission and cle(mission) != cle(emploi.mission):
        return Provenance(nature="adapte", original=emploi.mission, **origine)
    return Provenance(nature="herite", **origine)


def _reunir(analyse: Analyse, rubrique: str) -> str:
    return "\n".join(ligne.texte for ligne in analyse.offre.lignes if ligne.rubrique == rubrique)


def _identification(analyse: Analyse) -> dict[str, object]:
    """What the offer states once and for all about the post; a fact said in two ways is left out."""
    trouves: dict[str, object] = {}
    for champ in ("lieu", "prise_de_poste", "remuneration"):
        if (indication := analyse.offre.identification.unique(champ)) is not None:
            trouves[champ] = indication.valeur
    quotite = analyse.offre.identification.unique("quotite")
    if quotite is not None and quotite.valeur.isdigit() and int(quotite.valeur) <= 100:
        trouves["quotite"] = int(quotite.valeur)
    limite = analyse.offre.identification.unique("date_limite")
    if limite is not None:
        # A date given to the month stays in the offer's own words, in the section on applications.
        with suppress(ValueError):
            trouves["date_limite"] = date.fromisoformat(limite.valeur)
    return trouves
