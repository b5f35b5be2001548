"""The results of a closed round as the animator's page shows them. Every figure comes from the core."""

from __future__ import annotations

from dataclasses import dataclass

from socle import synthese
from socle_web.etudes import bilans
from socle_web.etudes.models import Tour
from socle_web.etudes.questionnaire import libelles_candidats
from socle_web.etudes.restitution import Barre, distribution, nombre_court, phrase


@dataclass(frozen=True)
class ResultatVue:
    """One question, its figures and its chart."""

    numero: int
    resultat: synthese.Resultat
    ligne: str
    phrase: str
    barres: tuple[Barre, ...]
    mesures: tuple[tuple[str, str, str], ...]
    rangs: tuple[tuple[str, str], ...]
    stabilite: synthese.Stabilite | None

    @property
    def verdict(self) -> str:
        return str(getattr(self.resultat, "verdict", ""))

    @property
    def verdict_libelle(self) -> str:
        return {str(cle): libelle for cle, libelle in synthese.VERDICTS_VOTE.items()}.get(self.verdict, "")

    @property
    def changement(self) -> int:
        """How far the distribution moved since the previous round, in %."""
        return round(100 * self.stabilite.changement) if self.stabilite else 0


@dataclass(frozen=True)
class ResultatsVue:
    """The whole round, and what it comes to."""

    questions: tuple[ResultatVue, ...]
    voix: int

    @property
    def verdicts(self) -> list[tuple[str, str, int]]:
        """How many questions reached each verdict, those met only."""
        comptes = [
            (cle, libelle, sum(vue.verdict == cle for vue in self.questions))
            for cle, libelle in synthese.VERDICTS_VOTE.items()
        ]
        return [compte for compte in comptes if compte[2]]


def presenter(tour: Tour) -> ResultatsVue:
    """The results of a closed round, question by question."""
    libelles = libelles_candidats(tour.consultation.etude)
    mouvements = {stabilite.question: stabilite for stabilite in bilans.stabilite(tour)}
    contenus = {question.cle: question.contenu for question in tour.questions.all()}
    return ResultatsVue(
        tuple(
            _vue(numero, resultat, contenus[resultat.question], libelles, mouvements.get(resultat.question))
            for numero, resultat in enumerate(bilans.resultats(tour), start=1)
        ),
        voix=tour.consultation.participants.ayant_repondu(tour).count(),
    )


def _vue(
    numero: int,
    resultat: synthese.Resultat,
    contenu: synthese.Question,
    libelles: dict[str, str],
    stabilite: synthese.Stabilite | None,
) -> ResultatVue:
    ligne = libelles.get(contenu.candidat, "")
    rangs = resultat.rangs if isinstance(resultat, synthese.ResultatClassement) else ()
    return ResultatVue(
        numero=numero,
        resultat=resultat,
        ligne="" if ligne == resultat.texte else ligne,
        phrase=phrase(resultat, libelles),
        barres=distribution(resultat, contenu),
        mesures=tuple(mesures(resultat)),
        rangs=tuple((libelles.get(rang.candidat, rang.candidat), _fixe(rang.rang)) for rang in rangs),
        stabilite=stabilite,
    )


def mesures(resultat: synthese.Resultat) -> list[tuple[str, str, str]]:
    """The figures of a result: a name, a value, and what it is read against."""
    if isinstance(resultat, synthese.ResultatClassement):
        return [
            ("Classements", str(resultat.repondants), ""),
            ("W de Kendall", _fixe(resultat.w), "de 0, aucun accord, à 1, le même ordre pour tous"),
            (
                "χ²",
                _fixe(resultat.chi2),
                f"p\u00a0= {_fixe(resultat.p, 4)}" if resultat.p is not None else "",
            ),
        ]
    if isinstance(resultat, synthese.ResultatProposition):
        return [("Propositions", str(len(resultat.propositions)), "")]
    lues = [
        ("Réponses", str(resultat.repondants), _sans_avis(resultat.abstentions)),
        ("Avis favorables", _part(resultat.part_favorable), _intervalle(resultat)),
    ]
    if isinstance(resultat, synthese.ResultatNotation):
        lues[1:1] = [
            ("Médiane", nombre_court(resultat.mediane), ""),
            (
                "Écart interquartile",
                nombre_court(resultat.ecart_interquartile),
                f"de {nombre_court(resultat.quartile_bas)} à {nombre_court(resultat.quartile_haut)}",
            ),
        ]
        lues += [
            ("CVR de Lawshe", _fixe(resultat.cvr), f"seuil exact\u00a0: {_fixe(resultat.cvr_seuil)}"),
            ("I-CVI", _fixe(resultat.i_cvi), f"kappa corrigé\u00a0: {_fixe(resultat.kappa)}"),
        ]
    return lues


def _sans_avis(nombre: int) -> str:
    return f"et {nombre}\u00a0sans avis" if nombre else ""


def _part(part: float | None) -> str:
    return "–" if part is None else f"{round(100 * part)}\u00a0%"


def _intervalle(resultat: synthese.ResultatNotation | synthese.ResultatOuiNon) -> str:
    if resultat.intervalle is None:
        return ""
    bas, haut = round(100 * resultat.intervalle.bas), round(100 * resultat.intervalle.haut)
    return f"intervalle à 95\u00a0%\u00a0: de {bas} à {haut}\u00a0%"


def _fixe(valeur: float | None, decimales: int = 2) -> str:
    return "–" if valeur is None else f"{valeur:.{decimales}f}".replace(".", ",")
