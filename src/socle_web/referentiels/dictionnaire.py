"""Searching the dictionnaire des compétences of an édition."""

from __future__ import annotations

from functools import lru_cache

from socle.erreurs import Introuvable
from socle.referentiel import EntreeDictionnaire
from socle.referentiel.texte import mots, plier, racine
from socle_web.referentiels import services


def edition_dictionnaire(*, edition: str) -> str:
    """The name of the édition whose dictionary a page shows."""
    latest = services.depot().liste()[:1]
    return edition or (latest[0].nom if latest else services.LIVRET)


def entrees(*, edition: str, saisie: str) -> list[EntreeDictionnaire]:
    """The dictionary entries whose wording or definition holds every word typed, in alphabetical order.

    An entry whose wording begins with what was typed comes first.
    """
    dictionnaire = services.consultation(edition=edition).dictionnaire
    cherches = [racine(mot) for mot in mots(saisie)]
    retenues = [
        entree
        for entree in dictionnaire.toutes
        if all(any(c in r for r in _racines(entree)) for c in cherches)
    ]
    debut = plier(saisie.strip())
    return sorted(
        retenues, key=lambda entree: (not plier(entree.libelle).startswith(debut), plier(entree.libelle))
    )


@lru_cache(maxsize=8192)
def _racines(entree: EntreeDictionnaire) -> frozenset[str]:
    texte = " ".join((entree.libelle, *entree.variantes, entree.definition, entree.identifiant or ""))
    return frozenset(racine(mot) for mot in mots(texte))


def entree(*, edition: str, identifiant: str) -> EntreeDictionnaire:
    """The dictionary entry of an id.

    :raises Introuvable: the édition has no such id.
    """
    trouvee = services.charger(nom=edition).dictionnaire.get(identifiant)
    if trouvee is None:
        raise Introuvable(
            f"L’entrée « {identifiant} » est introuvable dans le dictionnaire.",
            remede="Cherchez-la par ses mots dans le dictionnaire.",
            code="entree-introuvable",
        )
    return trouvee
