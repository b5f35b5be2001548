"""What a participant's form says, question by question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from socle_web.etudes.models import Question
from socle_web.etudes.models.etude import TEXTE_MAXIMUM
from socle_web.fiches.saisie import entier, propre

SANS_AVIS = "sans-avis"


@dataclass(frozen=True)
class Saisie:
    """An answer as typed: what to keep, and what to tell the person when it cannot count yet."""

    question: Question
    valeur: Any = None
    sans_avis: bool = False
    motif: str = ""
    complete: bool = True
    avertissement: str = ""


def lire(question: Question, champs: Mapping[str, str]) -> Saisie | None:
    """The answer to one question; ``None`` when the form says nothing of it.

    The fields are ``q<pk>`` (``q<pk>-<place>`` for the ranks of a ranking) and ``m<pk>`` for the reason.
    """
    contenu, motif = question.contenu, _texte(champs.get(f"m{question.pk}", ""))
    brut = champs.get(f"q{question.pk}", "")
    if contenu.genre == "proposition":
        if f"q{question.pk}" not in champs:
            return None
        texte = _texte(brut)
        return Saisie(question, texte or None, complete=bool(texte))
    if brut == SANS_AVIS:
        return Saisie(question, sans_avis=True, motif=motif)
    if contenu.genre == "classement":
        return _classement(question, champs, motif)
    if not brut and not motif:
        return None
    valeur = _oui_non(brut) if contenu.genre == "oui-non" else _note(question, brut)
    if valeur is not None:
        return Saisie(question, valeur, motif=motif)
    dit = _hors(question) if brut else "Votre raison est gardée\u00a0; il manque votre réponse."
    return Saisie(question, motif=motif, complete=False, avertissement=dit)


def _note(question: Question, brut: str) -> int | None:
    note = entier(brut)
    return note if note is not None and note in question.contenu.echelle.notes else None


def _oui_non(brut: str) -> bool | None:
    return {"oui": True, "non": False}.get(brut)


def _hors(question: Question) -> str:
    if question.contenu.genre == "oui-non":
        return "Répondez par oui ou par non, ou choisissez «\u00a0sans avis\u00a0»."
    echelle = question.contenu.echelle
    return f"Choisissez une note de {echelle.minimum} à {echelle.maximum}, ou «\u00a0sans avis\u00a0»."


def _classement(question: Question, champs: Mapping[str, str], motif: str) -> Saisie | None:
    nombre = len(question.contenu.candidats)
    bruts = [entier(champs.get(f"q{question.pk}-{place}", "")) for place in range(nombre)]
    rangs = [rang if rang is not None and 1 <= rang <= nombre else None for rang in bruts]
    if not any(rangs):
        return Saisie(question, motif=motif, complete=False) if motif else None
    defaut = _defaut(rangs)
    return Saisie(question, rangs, motif=motif, complete=not defaut, avertissement=defaut)


def _defaut(rangs: list[int | None]) -> str:
    """What keeps a ranking from counting; empty when it is whole."""
    donnes = [rang for rang in rangs if rang is not None]
    double = next((rang for rang in sorted(donnes) if donnes.count(rang) > 1), None)
    if double is not None:
        return f"Deux éléments ont le rang {double}\u00a0: donnez à chacun le sien."
    manque = len(rangs) - len(donnes)
    if not manque:
        return ""
    reste = "un élément" if manque == 1 else f"{manque} éléments"
    return f"Il reste {reste} à classer\u00a0; votre classement comptera quand il sera complet."


def _texte(brut: str) -> str:
    return propre(brut).replace("\r\n", "\n").strip()[:TEXTE_MAXIMUM]
