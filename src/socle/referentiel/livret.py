"""The booklet's content, which ships: ANSTIA's emploi-type, five model fiches, the bibliography.

Source: ANSTIA, *Les missions des ingénieurs pédagogiques dans l’enseignement supérieur*. The lists are
verbatim; where each line of a fiche comes from is found by comparing it with the emploi-type.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from socle.referentiel.corps import CORPS, lire_corps
from socle.referentiel.documents import EmploiType, Ligne, Reference, Ressource
from socle.referentiel.fiche_de_poste import (
    EmploiTypeDecline,
    FicheDePoste,
)
from socle.referentiel.libelles import lire_ligne
from socle.referentiel.rattachement import rattacher, rattacher_mission
from socle.referentiel.referentiel import Edition, Referentiel
from socle.referentiel.rubriques import RUBRIQUES_LISTE, RubriqueListe

NOM = "livret"
CODE = "ANSTIA-IP"
_ORDRE = (
    "generaliste",
    "hybridation",
    "approche-par-competences",
    "developpement-professionnel",
    "responsable-appui",
)


def lire_json(*parties: str) -> Any:
    """A data file of the booklet."""
    return json.loads(resources.files("socle.donnees").joinpath("livret", *parties).read_text("utf-8"))


@cache
def charger() -> Referentiel:
    """The booklet as a référentiel of its own; it has no dictionary: RéFérens III's holds for it."""
    emploi = _emploi_type(lire_json("emploi_type.json"))
    return Referentiel(
        editions=(
            Edition(
                nom=NOM,
                titre="Livret de l’ANSTIA",
                source="ANSTIA, Les missions des ingénieurs pédagogiques dans l’enseignement supérieur",
                statut="proposition",
            ),
        ),
        emplois_types=(emploi,),
        fiches=tuple(_fiche(lire_json("fiches", f"{nom}.json"), emploi) for nom in _ORDRE),
        bibliographie=tuple(Reference.model_validate(brut) for brut in lire_json("bibliographie.json")),
    )


def _lignes(brut: dict[str, Any], rubrique: RubriqueListe) -> tuple[Ligne, ...]:
    return tuple(lire_ligne(texte, rubrique) for texte in brut[rubrique])


def _emploi_type(brut: dict[str, Any]) -> EmploiType:
    return EmploiType(
        code=CODE,
        intitule=brut["intitule"],
        mission=brut["mission"],
        corps=lire_corps(brut["corps"]),
        bap=brut["bap"],
        famille=brut["famille"],
        edition=NOM,
        **{rubrique: _lignes(brut, rubrique) for rubrique in RUBRIQUES_LISTE},
    )


def _fiche(brut: dict[str, Any], emploi: EmploiType) -> FicheDePoste:
    corps = lire_corps(brut["niveau"])
    derivee = corps == emploi.corps
    origine = emploi if derivee else None
    return FicheDePoste(
        intitule=brut["intitule"],
        sous_titre=brut["sous_titre"],
        modele=brut["cle"],
        besoin=brut["besoin"],
        resume=brut["resume"],
        ressources=tuple(Ressource.model_validate(ressource) for ressource in brut["ressources"]),
        emplois_types=(EmploiTypeDecline.de(emploi),) if derivee else (),
        corps=corps,
        categorie=CORPS[corps].categorie,
        bap=emploi.bap,
        mission=brut["mission"],
        mission_provenance=rattacher_mission(brut["mission"], origine),
        **{rubrique: rattacher(_lignes(brut, rubrique), rubrique, origine) for rubrique in RUBRIQUES_LISTE},
    )
