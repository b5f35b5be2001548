"""What may be done to a study: each gesture takes a study and returns another, or says why it cannot."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from socle.synthese.consultation import Consultation, Question, RegleVote, Reponse
from socle.synthese.etude import Adoption, Etude, Remarque
from socle.synthese.sources import Arbitrage, Candidat, Codage, RegleConsensus, Source


def ajouter_source(etude: Etude, source: Source) -> Etude:
    """The study with one more source.

    :raises ErreurSocle: its key is taken, or it depends on a source that is not there.
    """
    raise NotImplementedError


def modifier_source(etude: Etude, source: Source) -> Etude:
    """The study with that source in place of the one of the same key.

    :raises ErreurSocle: there is none, or dependencies would run in a circle.
    """
    raise NotImplementedError


def retirer_source(etude: Etude, *, cle: str) -> Etude:
    """The study without a source that nobody has coded and that no other depends on."""
    raise NotImplementedError


def ajouter_candidat(etude: Etude, candidat: Candidat) -> Etude:
    """The study with one more candidate."""
    raise NotImplementedError


def modifier_candidat(etude: Etude, candidat: Candidat) -> Etude:
    """The study with that candidate in place of the one of the same key."""
    raise NotImplementedError


def retirer_candidat(etude: Etude, *, cle: str) -> Etude:
    """The study without a candidate that nobody has coded or put to the vote."""
    raise NotImplementedError


def fixer_regle(etude: Etude, regle: RegleConsensus, *, le: datetime) -> Etude:
    """The study under another consensus rule, dated.

    :raises ErreurSocle: the rule is locked (code ``regle-verrouillee``).
    """
    raise NotImplementedError


def verrouiller_regle(etude: Etude, *, le: datetime) -> Etude:
    """The study whose consensus rule can no longer change: coding may begin."""
    raise NotImplementedError


def coder(etude: Etude, codage: Codage) -> Etude:
    """The study with one more coding of a cell.

    :raises ErreurSocle: the consensus rule is not locked yet (code ``regle-non-verrouillee``).
    :raises Introuvable: no such source or candidate.
    """
    raise NotImplementedError


def arbitrer(etude: Etude, arbitrage: Arbitrage) -> Etude:
    """The study with a disagreement settled.

    :raises ErreurSocle: the coders of that cell do not disagree (code ``pas-de-desaccord``).
    """
    raise NotImplementedError


def ajouter_consultation(etude: Etude, consultation: Consultation) -> Etude:
    """The study with one more consultation."""
    raise NotImplementedError


def fixer_regle_vote(etude: Etude, regle: RegleVote, *, consultation: str, le: datetime) -> Etude:
    """The study with another rule for a consultation, as long as none of its rounds has opened."""
    raise NotImplementedError


def preparer_tour(
    etude: Etude,
    questions: Iterable[Question],
    *,
    consultation: str,
    retour: str = "",
    invites: int | None = None,
) -> Etude:
    """The study with a new round, or with other questions in the one that is being prepared.

    :raises ErreurSocle: a round is open.
    """
    raise NotImplementedError


def ouvrir_tour(etude: Etude, *, consultation: str, le: datetime) -> Etude:
    """The study with the prepared round open; the consultation's rule is locked if it was not yet.

    :raises ErreurSocle: no round is prepared, or it asks nothing.
    """
    raise NotImplementedError


def fermer_tour(etude: Etude, reponses: Iterable[Reponse], *, consultation: str, le: datetime) -> Etude:
    """The study with the open round closed on its answers.

    :raises ErreurSocle: no round is open, or an answer does not fit its question.
    """
    raise NotImplementedError


def remarquer(etude: Etude, remarque: Remarque, *, proposition: int) -> Etude:
    """The study with a comment on one version of its proposal."""
    raise NotImplementedError


def adopter(etude: Etude, adoption: Adoption) -> Etude:
    """The study with one version of its proposal adopted."""
    raise NotImplementedError
