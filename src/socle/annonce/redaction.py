"""Wording a fiche for people outside: the levels said in headings, the sigles in words.

The référentiel's wording is exact and inward; an offer is read once, by somebody who has never seen a
BAP. The words themselves are not judged here: the writer rewrites each section.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from socle.annonce.tables import redaction
from socle.referentiel import FicheDePoste, Ligne, LigneFiche
from socle.referentiel.libelles import lire_cecrl
from socle.referentiel.rubriques import RubriqueDictionnaire
from socle.referentiel.texte import plier
from socle.typographie import francais

_PROFIL: tuple[RubriqueDictionnaire, ...] = (
    "competences_operationnelles",
    "connaissances",
    "competences_comportementales",
)


def typographie(texte: str) -> str:
    """A text with French apostrophes and spaces, and no other change.

    >>> typographie("Maîtriser l'anglais")
    'Maîtriser l’anglais'
    """
    return francais(texte.replace("'", "’").strip())


def lisible(texte: str) -> str:
    """A text with its sigles in words and its typography French.

    >>> lisible("Intégrer les notes dans le SI")
    'Intégrer les notes dans le système d’information'
    """
    for regle in redaction()["reformulations"]:
        texte = re.sub(regle["motif"], regle["remplacement"], texte)
    return typographie(texte)


def puces(lignes: Iterable[str]) -> str:
    """Lines as a list that the outline knows."""
    return "\n".join(f"- {ligne}" for ligne in lignes if ligne)


def activites(fiche: FicheDePoste) -> str:
    """The activités as a list, the secondary ones apart; the shares of time stay in the fiche."""
    principales = [ligne for ligne in fiche.activites if ligne.principale]
    secondaires = [ligne for ligne in fiche.activites if not ligne.principale]
    parties = [puces(lisible(ligne.libelle) for ligne in principales)]
    if secondaires:
        parties += ["Et aussi\u00a0:", puces(lisible(ligne.libelle) for ligne in secondaires)]
    return "\n".join(partie for partie in parties if partie)


def profil(fiche: FicheDePoste) -> str:
    """What is asked, the lines of one level together under words instead of a parenthesis each."""
    parties: list[str] = []
    for rubrique in _PROFIL:
        groupes = _par_niveau(fiche.lignes(rubrique), rubrique)
        for titre, textes in groupes.items():
            parties += [f"{titre}\u00a0:", puces(textes)]
    return "\n".join(parties)


def _par_niveau(lignes: Iterable[LigneFiche], rubrique: RubriqueDictionnaire) -> dict[str, list[str]]:
    groupes: dict[str, list[str]] = {}
    prevus = redaction()["niveaux"][rubrique]
    ordre = list(dict.fromkeys(niveau["titre"] for niveau in prevus))
    for ligne in lignes:
        if lire_cecrl(ligne.niveau):
            titre, texte = prevus[-1]["titre"], _langue(ligne)
        else:
            dit = plier(ligne.niveau or "")
            titre = next(niveau["titre"] for niveau in prevus if niveau["racine"] in dit)
            texte = lisible(ligne.libelle)
        groupes.setdefault(titre, []).append(texte)
    return {titre: groupes[titre] for titre in ordre if titre in groupes}


def _langue(ligne: Ligne) -> str:
    """« Langue anglaise : B1 à B2 (…) » as people say it."""
    return f"{lisible(ligne.libelle)}, niveau {ligne.niveau}"
