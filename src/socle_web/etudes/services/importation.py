"""A study taken up from its document, codings, consultations and answers included."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from socle import synthese
from socle.erreurs import DocumentIllisible, ErreurSocle
from socle_web.comptes.espaces import Espace
from socle_web.etudes.assemblage import CHAMPS_ARBITRAGE, CHAMPS_CODAGE
from socle_web.etudes.models import (
    Arbitrage,
    Codage,
    Consultation,
    EtudeEnregistree,
    Participant,
    Question,
    Remarque,
    Reponse,
    Tour,
)
from socle_web.etudes.models.consultation import PSEUDONYME_MAXIMUM, nouveau_jeton
from socle_web.etudes.services import etudes
from socle_web.fiches.saisie import json_propre

REMEDE = "Choisissez un fichier JSON téléchargé depuis la page d’une étude."


def lire_etude(contenu: bytes) -> synthese.Etude:
    """The study that a file holds.

    :raises DocumentIllisible: it is not one.
    """
    try:
        texte = contenu.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        raise DocumentIllisible("Ce fichier n’est pas du texte JSON.", remede=REMEDE) from erreur
    return synthese.Etude.from_json(json_propre(texte))


@transaction.atomic
def importer(*, espace: Espace, etude: synthese.Etude, geste: str, exemple: bool = False) -> EtudeEnregistree:
    """The study kept as the site keeps it: exporting it again gives the same document."""
    enregistree = etudes.creer(espace=espace, etude=etude, geste=geste, exemple=exemple)
    Codage.objects.bulk_create(
        Codage(etude=enregistree, **_champs(codage, CHAMPS_CODAGE)) for codage in etude.codages
    )
    Arbitrage.objects.bulk_create(
        Arbitrage(etude=enregistree, **_champs(arbitrage, CHAMPS_ARBITRAGE)) for arbitrage in etude.arbitrages
    )
    Remarque.objects.bulk_create(
        Remarque(
            etude=enregistree,
            proposition=proposition.numero,
            auteur_nom=remarque.auteur,
            texte=remarque.texte,
            rubrique=remarque.rubrique,
            rang=remarque.rang,
            le=remarque.le,
        )
        for proposition in etude.propositions
        for remarque in proposition.remarques
    )
    for consultation in etude.consultations:
        _consultation(enregistree, consultation)
    return enregistree


def _champs(acte: Any, noms: tuple[str, ...]) -> dict[str, Any]:
    return {nom: getattr(acte, nom) for nom in noms}


def _consultation(etude: EtudeEnregistree, document: synthese.Consultation) -> None:
    """A consultation, its rounds and its voices. A round that was open comes back open, without answers."""
    consultation = Consultation.objects.create(
        etude=etude,
        cle=document.cle,
        titre=document.titre,
        mode=document.mode,
        presentation=document.presentation,
        regle=document.regle.model_dump(mode="json"),
        simulee=document.simulee,
    )
    noms = sorted({nom for tour in document.tours for nom in tour.participants})
    voix = {nom: _voix(consultation, nom) for nom in noms}
    Participant.objects.bulk_create(voix.values())
    for tour in document.tours:
        _tour(consultation, tour, voix)
    if not document.tours:
        Tour.objects.create(consultation=consultation, numero=1)


def _voix(consultation: Consultation, nom: str) -> Participant:
    """A voice that nobody can take up: its link and its code stayed where it was cast."""
    if len(nom) > PSEUDONYME_MAXIMUM:
        raise ErreurSocle(
            f"Un pseudonyme de cette étude dépasse {PSEUDONYME_MAXIMUM} signes.",
            remede="Raccourcissez-le dans le fichier, puis recommencez.",
            code="pseudonyme-trop-long",
        )
    return Participant(consultation=consultation, pseudonyme=nom, empreinte=nouveau_jeton() + nouveau_jeton())


def _tour(consultation: Consultation, document: synthese.Tour, voix: dict[str, Participant]) -> None:
    tour = Tour.objects.create(
        consultation=consultation,
        numero=document.numero,
        retour=document.retour,
        invites=document.invites,
        ouvert_le=document.ouvert_le,
        clos_le=document.ferme_le,
    )
    questions = Question.objects.bulk_create(
        Question(tour=tour, cle=question.cle, rang=rang, document=question.model_dump(mode="json"))
        for rang, question in enumerate(document.questions, start=1)
    )
    par_cle = {question.cle: question for question in questions}
    Reponse.objects.bulk_create(
        (
            Reponse(
                participant=voix[reponse.participant],
                question=par_cle[reponse.question],
                valeur=_valeur(reponse, par_cle[reponse.question].contenu),
                sans_avis=not reponse.se_prononce,
                motif=reponse.commentaire,
            )
            for reponse in document.reponses
        ),
        batch_size=500,
    )


def _valeur(reponse: synthese.Reponse, question: synthese.Question) -> Any:
    """What the row of an answer holds: ranks in the order of the question's candidates, ties equal."""
    if question.genre == "classement" and reponse.rangs:
        rangs = {cle: rang for rang, palier in enumerate(reponse.rangs, start=1) for cle in palier}
        return [rangs[cle] for cle in question.candidats]
    return {"notation": reponse.note, "oui-non": reponse.oui, "proposition": reponse.texte or None}.get(
        question.genre
    )
