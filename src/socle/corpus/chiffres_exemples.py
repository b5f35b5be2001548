"""The examples of figures once they are all known: what an offer cited as a whole is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from socle.corpus.chiffres import Chiffres, Exemple
from socle.corpus.chiffres_lecture import Resultats
from socle.referentiel.documents import Objet

T = TypeVar("T", bound=Objet)
_TITRE = 160


def titrer(chiffres: Chiffres, resultats: Resultats) -> Chiffres:
    """The figures, each offer cited as a whole under its title.

    Titles are read once, for the few offers cited: a million of them would not be kept for that.
    """
    return _titrer(chiffres, resultats.titres(set(_cites(chiffres))))


def _cites(valeur: Any) -> Iterator[str]:
    if isinstance(valeur, Exemple):
        if valeur.rang < 0:
            yield valeur.offre
    elif isinstance(valeur, tuple):
        for un in valeur:
            yield from _cites(un)
    elif isinstance(valeur, Objet):
        for _, champ in valeur:
            yield from _cites(champ)


def _titrer(objet: T, titres: Mapping[str, str]) -> T:
    if isinstance(objet, Exemple):
        titre = titres.get(objet.offre, "") if objet.rang < 0 else ""
        return objet.model_copy(update={"texte": titre[:_TITRE]}) if titre else objet
    neufs = {nom: _remplacer(champ, titres) for nom, champ in objet}
    return objet.model_copy(update={nom: champ for nom, champ in neufs.items() if champ is not None})


def _remplacer(champ: Any, titres: Mapping[str, str]) -> Any:
    """The field with its titles; nothing when it holds no example."""
    if isinstance(champ, Objet):
        return _titrer(champ, titres)
    if isinstance(champ, tuple) and champ and isinstance(champ[0], Objet):
        return tuple(_titrer(un, titres) for un in champ)
    return None
