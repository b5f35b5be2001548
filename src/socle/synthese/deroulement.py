"""How a consultation unfolds: its rule, then its rounds, prepared, opened, closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pydantic import ValidationError

from socle.erreurs import ErreurSocle, Introuvable
from socle.synthese.consultation import Consultation, Question, RegleVote, Reponse, Tour
from socle.synthese.etude import Etude
from socle.synthese.operations import reconstruire, regle_verrouillee


def ajouter_consultation(etude: Etude, consultation: Consultation) -> Etude:
    """The study with one more consultation.

    :raises ErreurSocle: its key is taken, or it asks about an unknown candidate.
    """
    if any(autre.cle == consultation.cle for autre in etude.consultations):
        raise ErreurSocle(
            f"La clé « {consultation.cle} » est déjà prise.",
            remede="Choisissez-en une autre.",
            code="cle-prise",
        )
    return reconstruire(etude, consultations=(*etude.consultations, consultation))


def fixer_regle_vote(etude: Etude, regle: RegleVote, *, consultation: str, le: datetime) -> Etude:
    """The study with another rule for a consultation, as long as none of its rounds has opened.

    :raises ErreurSocle: the rule is locked (code ``regle-verrouillee``).
    """
    trouvee = trouver_consultation(etude, consultation)
    if trouvee.regle.est_verrouillee:
        raise regle_verrouillee()
    return _with(etude, trouvee, regle=regle.model_copy(update={"fixee_le": le, "verrouillee_le": None}))


def preparer_tour(
    etude: Etude,
    questions: Iterable[Question],
    *,
    consultation: str,
    retour: str = "",
    invites: int | None = None,
) -> Etude:
    """The study with a new round, or with other questions in the one that is being prepared.

    :raises ErreurSocle: a round is open (code ``tour-ouvert``), or two questions have the same key.
    """
    trouvee = trouver_consultation(etude, consultation)
    tours = trouvee.tours
    if tours and tours[-1].etat == "ouvert":
        raise ErreurSocle(
            "Un tour est ouvert.",
            remede="Fermez-le avant de préparer le suivant.",
            code="tour-ouvert",
        )
    gardes = tours[:-1] if tours and tours[-1].etat == "prepare" else tours
    try:
        tour = Tour(numero=len(gardes) + 1, questions=tuple(questions), retour=retour, invites=invites)
    except ValidationError as erreur:
        raise ErreurSocle(
            "Deux questions portent la même clé.",
            remede="Donnez une clé à chaque question.",
            code="cle-prise",
        ) from erreur
    return _with(etude, trouvee, tours=(*gardes, tour))


def ouvrir_tour(etude: Etude, *, consultation: str, le: datetime) -> Etude:
    """The study with the prepared round open; the consultation's rule is locked if it was not yet.

    :raises ErreurSocle: no round is prepared, or it asks nothing (code ``tour-non-prepare``).
    """
    trouvee = trouver_consultation(etude, consultation)
    tour = trouvee.tours[-1] if trouvee.tours else None
    if tour is None or tour.etat != "prepare" or not tour.questions:
        raise ErreurSocle(
            "Aucun tour n’est prêt à ouvrir.",
            cause="Il n’y en a pas de préparé, ou il ne pose aucune question.",
            remede="Préparez un tour et ses questions.",
            code="tour-non-prepare",
        )
    regle = trouvee.regle
    if not regle.est_verrouillee:
        regle = regle.model_copy(update={"fixee_le": regle.fixee_le or le, "verrouillee_le": le})
    ouvert = tour.model_copy(update={"ouvert_le": le})
    return _with(etude, trouvee, regle=regle, tours=(*trouvee.tours[:-1], ouvert))


def fermer_tour(etude: Etude, reponses: Iterable[Reponse], *, consultation: str, le: datetime) -> Etude:
    """The study with the open round closed on its answers.

    :raises ErreurSocle: no round is open (code ``tour-ferme``), or an answer does not fit its question
        (code ``reponse-invalide``).
    """
    trouvee = trouver_consultation(etude, consultation)
    tour = trouvee.tours[-1] if trouvee.tours else None
    if tour is None or tour.etat != "ouvert":
        raise ErreurSocle(
            "Aucun tour n’est ouvert.",
            remede="Rechargez la page pour voir où en est la consultation.",
            code="tour-ferme",
        )
    champs = {nom: getattr(tour, nom) for nom in Tour.model_fields}
    try:
        ferme = Tour(**{**champs, "reponses": tuple(reponses), "ferme_le": le})
    except ValidationError as erreur:
        raise ErreurSocle(
            "Une réponse ne convient pas à sa question.",
            cause="Une note sort de l’échelle, un classement est incomplet, ou une voix compte deux fois.",
            remede="Corrigez-la, puis fermez le tour.",
            code="reponse-invalide",
        ) from erreur
    return _with(etude, trouvee, tours=(*trouvee.tours[:-1], ferme))


def trouver_consultation(etude: Etude, cle: str) -> Consultation:
    """The consultation of that key.

    :raises Introuvable: the study has none.
    """
    for consultation in etude.consultations:
        if consultation.cle == cle:
            return consultation
    raise Introuvable(
        f"L’étude n’a pas de consultation « {cle} ».",
        remede="Choisissez l’une de ses consultations.",
    )


def _with(etude: Etude, consultation: Consultation, **changements: object) -> Etude:
    champs = {nom: getattr(consultation, nom) for nom in Consultation.model_fields}
    nouvelle = Consultation(**{**champs, **changements})
    return reconstruire(
        etude,
        consultations=tuple(nouvelle if autre is consultation else autre for autre in etude.consultations),
    )
