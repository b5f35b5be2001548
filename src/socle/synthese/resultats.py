"""What a round says, question by question, and what moved since the previous one."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from socle.referentiel.documents import Objet
from socle.synthese.consultation import Consultation, Reponse
from socle.synthese.vocabulaire import VerdictVote


class Commentaire(Objet):
    """What a participant wrote, beside the answer it explains."""

    participant: str
    reponse: str
    texte: str


class Intervalle(Objet):
    """A confidence interval of a share, at 95 % (Wilson's score method)."""

    bas: float
    haut: float


class _Resultat(Objet):
    question: str
    texte: str
    repondants: int
    abstentions: int
    commentaires: tuple[Commentaire, ...] = ()


class ResultatNotation(_Resultat):
    """A rating: its distribution, its centre and spread, and whether it is favourable.

    ``effectifs`` follows the ratings of the scale. ``cvr`` is Lawshe's content validity ratio and
    ``cvr_seuil`` the smallest one that chance would not explain (one-sided exact binomial test, 5 %);
    ``i_cvi`` the share of favourable ratings and ``kappa`` the same corrected for chance (Polit, Beck
    and Owen). ``dissidents`` are the comments of those who stand outside the interquartile range.
    """

    genre: Literal["notation"] = "notation"
    candidat: str = ""
    effectifs: tuple[int, ...]
    mediane: float | None
    quartile_bas: float | None
    quartile_haut: float | None
    ecart_interquartile: float | None
    favorables: int
    part_favorable: float | None
    intervalle: Intervalle | None
    cvr: float | None
    cvr_seuil: float | None
    i_cvi: float | None
    kappa: float | None
    verdict: VerdictVote
    dissidents: tuple[Commentaire, ...] = ()


class RangMoyen(Objet):
    """A candidate and its mean rank, ties sharing the mean of their ranks."""

    candidat: str
    rang: float


class ResultatClassement(_Resultat):
    """A ranking: mean ranks, best first, and Kendall's W corrected for ties, with its χ² test."""

    genre: Literal["classement"] = "classement"
    rangs: tuple[RangMoyen, ...]
    w: float | None
    chi2: float | None
    p: float | None


class ResultatOuiNon(_Resultat):
    """A yes/no: how many of each, and the share of yes with its interval."""

    genre: Literal["oui-non"] = "oui-non"
    candidat: str = ""
    favorables: int
    defavorables: int
    part_favorable: float | None
    intervalle: Intervalle | None
    verdict: VerdictVote


class ResultatProposition(_Resultat):
    """Free proposals, as they were written."""

    genre: Literal["proposition"] = "proposition"
    propositions: tuple[Commentaire, ...]


Resultat = Annotated[
    ResultatNotation | ResultatClassement | ResultatOuiNon | ResultatProposition,
    Field(discriminator="genre"),
]


class Stabilite(Objet):
    """What moved on one rating between two rounds.

    ``changement`` is Scheibe, Skutsch and Schofer's: half the sum of the differences between the two
    distributions, as a share of the respondents; under 15 % the group is held to be stable.
    ``ont_change`` counts, among the ``communs`` who rated twice, those who changed their rating.
    """

    question: str
    changement: float
    est_stable: bool
    communs: int
    ont_change: int
    mediane_avant: float
    mediane_apres: float
    ecart_avant: float
    ecart_apres: float


class Retour(Objet):
    """What a participant is shown of the previous round, for one question: the group, and oneself."""

    question: str
    resultat: Resultat
    reponse: Reponse | None


def resultats(consultation: Consultation, *, tour: int) -> tuple[Resultat, ...]:
    """The results of a round, one a question, in the order of its questions."""
    raise NotImplementedError


def stabilite(consultation: Consultation, *, tour: int) -> tuple[Stabilite, ...]:
    """What moved since the previous round, for the ratings asked in both; empty for the first round."""
    raise NotImplementedError


def retours(consultation: Consultation, *, tour: int, participant: str) -> tuple[Retour, ...]:
    """What a participant is shown while answering a round: the previous one, question by question."""
    raise NotImplementedError
