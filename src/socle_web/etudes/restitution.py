"""What a closed round is told as: a sentence, one's own answer, and the bars of a distribution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from socle import synthese
from socle_web.fiches.saisie import propre


class Barre(NamedTuple):
    """One bar of a distribution; ``longueur`` is out of 100, the longest bar's."""

    libelle: str
    mot: str
    nombre: int
    part: int
    longueur: float
    favorable: bool

    @property
    def haut(self) -> float:
        """Where the bar begins, drawn from the bottom of a box of 100."""
        return round(100 - self.longueur, 1)


@dataclass(frozen=True)
class Restitution:
    """One question of a closed round, as the people consulted read it."""

    resultat: synthese.Resultat
    ligne: str
    phrase: str
    mienne: str
    barres: tuple[Barre, ...]


def restituer(
    retour: synthese.Retour, question: synthese.Question, libelles: Mapping[str, str]
) -> Restitution:
    """What the group answered to a question, and what this person did."""
    ligne = libelles.get(question.candidat, "")
    return Restitution(
        resultat=retour.resultat,
        ligne="" if ligne == question.texte else ligne,
        phrase=phrase(retour.resultat, libelles),
        mienne=mienne(retour.reponse, question, libelles) if retour.reponse else "",
        barres=distribution(retour.resultat, question),
    )


def phrase(resultat: synthese.Resultat, libelles: Mapping[str, str]) -> str:
    """What the group said, in a sentence."""
    if isinstance(resultat, synthese.ResultatProposition):
        nombre = len(resultat.propositions)
        return f"Le groupe a fait {nombre}\u00a0proposition{'s' if nombre > 1 else ''}." if nombre else ""
    if not resultat.repondants:
        return "Personne ne s’est prononcé."
    if isinstance(resultat, synthese.ResultatOuiNon):
        return f"Le groupe\u00a0: {resultat.favorables}\u00a0oui sur {resultat.repondants}."
    if isinstance(resultat, synthese.ResultatClassement):
        tete = [f"«\u00a0{libelles.get(rang.candidat, rang.candidat)}\u00a0»" for rang in resultat.rangs[:3]]
        return f"Le groupe met d’abord {', puis '.join(tete)}."
    return (
        f"Le groupe\u00a0: médiane {nombre_court(resultat.mediane)}, la moitié des notes entre "
        f"{nombre_court(resultat.quartile_bas)} et {nombre_court(resultat.quartile_haut)} "
        f"({resultat.repondants}\u00a0réponse{'s' if resultat.repondants > 1 else ''})."
    )


def mienne(reponse: synthese.Reponse, question: synthese.Question, libelles: Mapping[str, str]) -> str:
    """One's own answer, as it was given."""
    if reponse.note is not None:
        mots = question.echelle.libelles
        mot = mots[reponse.note - question.echelle.minimum] if mots else ""
        return f"{reponse.note}, {mot}" if mot else str(reponse.note)
    if reponse.oui is not None:
        return "oui" if reponse.oui else "non"
    if reponse.rangs:
        return "\u00a0; ".join(
            f"{rang}. {' = '.join(libelles.get(cle, cle) for cle in palier)}"
            for rang, palier in enumerate(reponse.rangs, start=1)
        )
    return propre(reponse.texte) or "sans avis"


def distribution(resultat: synthese.Resultat, question: synthese.Question) -> tuple[Barre, ...]:
    """The bars of a rating or of a yes/no; none for what is not counted so."""
    if isinstance(resultat, synthese.ResultatOuiNon):
        return _barres([("Oui", "", resultat.favorables, True), ("Non", "", resultat.defavorables, False)])
    if not isinstance(resultat, synthese.ResultatNotation):
        return ()
    echelle = question.echelle
    mots = echelle.libelles or ("",) * len(echelle.notes)
    return _barres(
        [
            (str(note), mot, nombre, note >= echelle.favorable_des)
            for note, mot, nombre in zip(echelle.notes, mots, resultat.effectifs, strict=True)
        ]
    )


def nombre_court(valeur: float | None) -> str:
    """A figure with one decimal at most, as French prints it: ``3,5``.

    >>> nombre_court(3.5), nombre_court(4.0), nombre_court(None)
    ('3,5', '4', '–')
    """
    return "–" if valeur is None else f"{round(valeur, 2):g}".replace(".", ",")


def _barres(lignes: list[tuple[str, str, int, bool]]) -> tuple[Barre, ...]:
    total = sum(nombre for _, _, nombre, _ in lignes)
    plus = max((nombre for _, _, nombre, _ in lignes), default=0)
    return tuple(
        Barre(
            libelle,
            mot,
            nombre,
            round(100 * nombre / total) if total else 0,
            round(100 * nombre / plus, 1) if plus else 0.0,
            favorable,
        )
        for libelle, mot, nombre, favorable in lignes
    )
