"""What a writer does to a fiche, one gesture at a time; each returns a new fiche.

Lines are named by their key, which never changes, so that a gesture prepared on an older state still
reaches the right line or says that the line is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from socle.erreurs import Introuvable, SaisieInvalide
from socle.fiche.decliner import heriter, prochain_numero
from socle.fiche.remplissage import remplir
from socle.referentiel import (
    RUBRIQUES_LISTE,
    TITRES_RUBRIQUES,
    EmploiType,
    FicheDePoste,
    Ligne,
    LigneFiche,
    Provenance,
    RubriqueListe,
)
from socle.referentiel.champs import TOUS_LES_CHAMPS
from socle.referentiel.libelles import lire_ligne
from socle.referentiel.rattachement import PREFIXES
from socle.referentiel.texte import cle as cle_texte
from socle.referentiel.texte import cle_typographique


class LigneRetiree(NamedTuple):
    """A line of a source that the fiche no longer has; ``rang`` counts from 1."""

    emploi_type: EmploiType
    rubrique: RubriqueListe
    rang: int
    ligne: Ligne


def trouver(fiche: FicheDePoste, cle: str) -> tuple[RubriqueListe, int, LigneFiche]:
    """The rubrique, the place and the line of a key.

    :raises Introuvable: the line was removed, or never was.
    """
    for rubrique in RUBRIQUES_LISTE:
        for rang, ligne in enumerate(fiche.lignes(rubrique)):
            if ligne.cle == cle:
                return rubrique, rang, ligne
    raise Introuvable(
        "Cette ligne n’est plus dans la fiche.",
        cause="Elle a été retirée entre-temps, peut-être dans un autre onglet.",
        remede="Rechargez la page pour voir l’état actuel de la fiche.",
        code="ligne-introuvable",
    )


def retirer(fiche: FicheDePoste, cle: str) -> FicheDePoste:
    """The fiche without a line."""
    rubrique, rang, ligne = trouver(fiche, cle)
    lignes = fiche.lignes(rubrique)
    numero = int(ligne.cle[1:]) if ligne.cle[1:].isdigit() else 0
    return fiche.model_copy(
        update={
            rubrique: (*lignes[:rang], *lignes[rang + 1 :]),
            # The key is not given again: a gesture prepared for this line must not reach another.
            "dernier_numero": max(fiche.dernier_numero, numero),
        }
    )


def adapter(
    fiche: FicheDePoste, cle: str, *, libelle: str, niveau: str | None = None, identifiant: str | None = None
) -> FicheDePoste:
    """The fiche with a line reworded; a level in parentheses is read from ``libelle``.

    A line set back to the very words of the emploi-type is inherited again.
    """
    rubrique, _, ligne = trouver(fiche, cle)
    texte = _exiger(libelle, rubrique)
    lue = lire_ligne(texte, rubrique)
    niveau = niveau if niveau is not None else lue.niveau
    nouvelle = Ligne(libelle=lue.libelle, niveau=niveau)
    if identifiant is None and cle_typographique(lue.libelle) == cle_typographique(ligne.libelle):
        identifiant = ligne.identifiant
    return remplacer(
        fiche,
        ligne.model_copy(
            update={
                "libelle": lue.libelle,
                "niveau": niveau,
                "identifiant": identifiant,
                "source": None,
                "provenance": _adaptee(ligne, nouvelle.texte, rubrique),
            }
        ),
    )


def adapter_mission(fiche: FicheDePoste, texte: str) -> FicheDePoste:
    """The fiche with another mission."""
    provenance = fiche.mission_provenance or Provenance(nature="ajoute")
    if provenance.nature != "ajoute":
        original = provenance.original or fiche.mission
        identique = cle_typographique(original) == cle_typographique(texte)
        provenance = provenance.model_copy(
            update={"nature": "herite", "original": ""}
            if identique
            else {"nature": "adapte", "original": original}
        )
    return fiche.model_copy(update={"mission": texte.strip(), "mission_provenance": provenance})


def ajouter(
    fiche: FicheDePoste,
    rubrique: RubriqueListe,
    *,
    libelle: str,
    niveau: str | None = None,
    identifiant: str | None = None,
    principale: bool = True,
) -> FicheDePoste:
    """The fiche with one more line at the end of a rubrique."""
    lue = lire_ligne(_exiger(libelle, rubrique), rubrique)
    ligne = LigneFiche(
        libelle=lue.libelle,
        niveau=niveau if niveau is not None else lue.niveau,
        identifiant=identifiant,
        cle=f"{PREFIXES[rubrique]}{prochain_numero(fiche, rubrique)}",
        provenance=Provenance(nature="ajoute"),
        principale=principale,
    )
    return fiche.model_copy(update={rubrique: (*fiche.lignes(rubrique), ligne)})


def deplacer(fiche: FicheDePoste, cle: str, *, vers: int) -> FicheDePoste:
    """The fiche with a line moved to the place ``vers`` (from 0) of its rubrique, kept within bounds."""
    rubrique, rang, ligne = trouver(fiche, cle)
    lignes = list(fiche.lignes(rubrique))
    lignes.pop(rang)
    lignes.insert(max(0, min(vers, len(lignes))), ligne)
    return fiche.model_copy(update={rubrique: tuple(lignes)})


def changer_rubrique(fiche: FicheDePoste, cle: str, *, rubrique: RubriqueListe) -> FicheDePoste:
    """The fiche with a line moved to the end of another rubrique; it keeps its key.

    A share of working time and a rank among activités mean nothing elsewhere: they are cleared.
    """
    origine, _, ligne = trouver(fiche, cle)
    if origine == rubrique:
        return fiche
    fiche = retirer(fiche, cle)
    deplacee = ligne.model_copy(
        update={
            "provenance": _adaptee(ligne, ligne.texte, rubrique),
            "principale": True,
            "part": None,
        }
    )
    return fiche.model_copy(update={rubrique: (*fiche.lignes(rubrique), deplacee)})


def marquer(fiche: FicheDePoste, cle: str, *, principale: bool) -> FicheDePoste:
    """The fiche with an activité marked principal or secondary."""
    _, _, ligne = trouver(fiche, cle)
    return remplacer(fiche, ligne.model_copy(update={"principale": principale}))


def repartir(fiche: FicheDePoste, cle: str, *, part: int | None) -> FicheDePoste:
    """The fiche with the share of working time (percent) of an activité set, or cleared."""
    if part is not None and not 0 <= part <= 100:
        raise SaisieInvalide({"part": "La part du temps de travail va de 0 à 100 %."})
    _, _, ligne = trouver(fiche, cle)
    return remplacer(fiche, ligne.model_copy(update={"part": part}))


def reprendre(fiche: FicheDePoste, source: EmploiType, rubrique: RubriqueListe, rang: int) -> FicheDePoste:
    """The fiche with the ``rang``-th line (from 1) of an emploi-type taken back.

    :raises Introuvable: the emploi-type has no such line.
    """
    if not 1 <= rang <= len(source.lignes(rubrique)):
        raise Introuvable("Cette ligne n’existe pas dans l’emploi-type.", code="ligne-introuvable")
    cle_ligne = f"{PREFIXES[rubrique]}{prochain_numero(fiche, rubrique)}"
    ligne = heriter(source, rubrique, rang, cle_ligne=cle_ligne)
    return fiche.model_copy(update={rubrique: (*fiche.lignes(rubrique), ligne)})


def lignes_retirees(fiche: FicheDePoste, sources: Iterable[EmploiType]) -> tuple[LigneRetiree, ...]:
    """The lines of the fiche's emplois-types that it has neither inherited nor adapted."""
    retirees = []
    presentes = {cle_texte(ligne.libelle) for _, ligne in fiche.toutes_les_lignes()}
    for source in sources:
        for rubrique in RUBRIQUES_LISTE:
            gardees = {
                ligne.provenance.rang
                for _, ligne in fiche.toutes_les_lignes()
                if ligne.provenance.emploi_type == source.code and ligne.provenance.rubrique == rubrique
            }
            retirees += [
                LigneRetiree(source, rubrique, rang, ligne)
                for rang, ligne in enumerate(source.lignes(rubrique), start=1)
                if rang not in gardees and cle_texte(ligne.libelle) not in presentes
            ]
    return tuple(retirees)


def renseigner(fiche: FicheDePoste, valeurs: Mapping[str, Any]) -> FicheDePoste:
    """The fiche with fields of the table :data:`socle.fiche.CHAMPS` filled in; an empty text clears one.

    :raises SaisieInvalide: a value does not fit; nothing is changed.
    """
    return remplir(fiche, valeurs, champs=TOUS_LES_CHAMPS)


def _exiger(libelle: str, rubrique: RubriqueListe) -> str:
    texte = " ".join(libelle.split())
    if not texte:
        raise SaisieInvalide({"libelle": f"La ligne de « {TITRES_RUBRIQUES[rubrique]} » est vide."})
    return texte


def _adaptee(ligne: LigneFiche, texte: str, rubrique: RubriqueListe) -> Provenance:
    """The provenance of a line once it reads ``texte`` in a rubrique: its own words in its own place
    are inherited."""
    provenance = ligne.provenance
    if provenance.nature == "ajoute":
        return provenance
    original = provenance.original or ligne.texte
    if provenance.rubrique == rubrique and cle_typographique(original) == cle_typographique(texte):
        return provenance.model_copy(update={"nature": "herite", "original": ""})
    return provenance.model_copy(update={"nature": "adapte", "original": original})


def remplacer(fiche: FicheDePoste, nouvelle: LigneFiche) -> FicheDePoste:
    """The fiche with another line under the same key, in the same place."""
    rubrique, rang, _ = trouver(fiche, nouvelle.cle)
    lignes = fiche.lignes(rubrique)
    return fiche.model_copy(update={rubrique: (*lignes[:rang], nouvelle, *lignes[rang + 1 :])})
