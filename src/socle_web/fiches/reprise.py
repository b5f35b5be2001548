"""Taking up a fiche from a JSON file that came from elsewhere."""

from __future__ import annotations

import re

from socle.erreurs import DocumentIllisible
from socle.referentiel import RUBRIQUES_LISTE, FicheDePoste
from socle.referentiel.rattachement import PREFIXES
from socle_web.fiches.saisie import json_propre

_CLE = re.compile(r"[a-z][0-9]{1,6}")


def lire_json(contenu: bytes) -> FicheDePoste:
    """The fiche of a file, each line with a key of its own.

    :raises DocumentIllisible: the file is not a fiche de poste.
    """
    if b"\x00" in contenu[:4096]:
        raise DocumentIllisible(
            "Ce fichier n’est pas du texte.", remede="Choisissez le fichier JSON téléchargé depuis Socle."
        )
    fiche = FicheDePoste.from_json(contenu.removeprefix(b"\xef\xbb\xbf"))
    brut = fiche.to_json()
    if (propre := json_propre(brut)) != brut:
        fiche = FicheDePoste.from_json(propre)
    if all(_CLE.fullmatch(ligne.cle) for _, ligne in fiche.toutes_les_lignes()):
        return fiche
    return _renumeroter(fiche)


def _renumeroter(fiche: FicheDePoste) -> FicheDePoste:
    """New keys for every line: what names them otherwise than Socle was written by hand."""
    return fiche.model_copy(
        update={
            rubrique: tuple(
                ligne.model_copy(update={"cle": f"{PREFIXES[rubrique]}{rang}"})
                for rang, ligne in enumerate(fiche.lignes(rubrique), start=1)
            )
            for rubrique in RUBRIQUES_LISTE
        }
    )
