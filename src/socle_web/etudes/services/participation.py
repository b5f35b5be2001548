"""Answering: a door, a voice, answers saved one by one."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from socle.erreurs import ErreurSocle
from socle_web.etudes.models import Consultation, Emargement, Invitation, Participant, Reponse, Tour
from socle_web.etudes.saisie import Saisie

# Without 0, O, 1, I and L, which are mistaken for one another.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_SIGNES, PSEUDONYME_SIGNES = 8, 5


@dataclass(frozen=True)
class Porte:
    """What a link opens: a consultation, and the invitation when the link is a personal one."""

    consultation: Consultation
    invitation: Invitation | None = None

    @property
    def jeton(self) -> str:
        return self.invitation.jeton if self.invitation else self.consultation.jeton

    @property
    def fermee(self) -> bool:
        """Whether the link was taken back."""
        return self.invitation is not None and self.invitation.revoquee_le is not None


class TourFerme(ErreurSocle):
    """The round closed while the person was answering."""

    code = "tour-ferme"


def trouver(*, jeton: str) -> Porte | None:
    """The door of a link; ``None`` when no link is so."""
    # The study's document is not needed to save an answer.
    invitations = Invitation.objects.select_related("consultation__etude")
    invitation = invitations.defer("consultation__etude__document").filter(jeton=jeton).first()
    if invitation is not None:
        return Porte(invitation.consultation, invitation)
    consultations = Consultation.objects.select_related("etude").defer("etude__document")
    consultation = consultations.filter(jeton=jeton).first()
    # An animator's own address of a consultation by invitation lets nobody in.
    if consultation is None or consultation.sur_invitation:
        return None
    return Porte(consultation)


@transaction.atomic
def entrer(*, porte: Porte) -> tuple[Participant, str]:
    """Draw a voice, and the code that finds it again: a personal link draws one only.

    :raises ErreurSocle: the link was taken back, or was used already.
    """
    if porte.invitation is not None:
        libres = Invitation.objects.filter(pk=porte.invitation.pk, activee_le=None, revoquee_le=None)
        if not libres.update(activee_le=timezone.localdate()):
            raise _deja(porte)
    code = tirer(CODE_SIGNES)
    return creer_voix(consultation=porte.consultation, empreinte=empreinte(porte.jeton, code)), code


def creer_voix(*, consultation: Consultation, empreinte: str) -> Participant:
    """A voice under a pseudonym that nobody has there."""
    while True:
        pseudonyme = tirer(PSEUDONYME_SIGNES)
        if not consultation.participants.filter(pseudonyme=pseudonyme).exists():
            return Participant.objects.create(
                consultation=consultation, pseudonyme=pseudonyme, empreinte=empreinte
            )


def reprendre(*, porte: Porte, code: str) -> Participant:
    """The voice drawn with this link and this code.

    :raises ErreurSocle: no voice was.
    """
    net = "".join(signe for signe in code.upper() if signe in ALPHABET)
    siennes = porte.consultation.participants.filter(empreinte=empreinte(porte.jeton, net))
    trouvee: Participant | None = siennes.first()
    if trouvee is None:
        raise ErreurSocle(
            "Ce code ne correspond à aucune participation commencée avec ce lien.",
            remede="Vérifiez les huit signes du code affiché à votre première visite.",
            code="code-inconnu",
        )
    return trouvee


@transaction.atomic
def repondre(*, porte: Porte, participant: Participant, tour: Tour, saisies: Iterable[Saisie]) -> int:
    """Save answers; how many. An answer given again replaces the first.

    One statement writes them all, so that two requests of one person never collide, and the round is held
    open until they are written.

    :raises TourFerme: the round is not open, or the link was taken back.
    """
    if not _tenir_ouvert(tour) or porte.fermee:
        raise TourFerme(
            "Vos dernières réponses n’ont pas pu être enregistrées\u00a0: ce tour est clos.",
            remede="Celles que vous aviez données avant sa clôture sont gardées.",
        )
    lignes = [
        Reponse(
            participant=participant,
            question=saisie.question,
            valeur=saisie.valeur,
            sans_avis=saisie.sans_avis,
            motif=saisie.motif,
            complete=saisie.complete,
        )
        for saisie in sorted(saisies, key=lambda saisie: saisie.question.pk)
    ]
    if lignes:
        Reponse.objects.bulk_create(
            lignes,
            update_conflicts=True,
            unique_fields=["participant", "question"],
            update_fields=["valeur", "sans_avis", "motif", "complete"],
        )
    if porte.invitation is not None and any(ligne.complete for ligne in lignes):
        emargement = Emargement(invitation=porte.invitation, tour=tour)
        Emargement.objects.bulk_create([emargement], ignore_conflicts=True)
    return len(lignes)


def empreinte(jeton: str, code: str) -> str:
    """What finds a voice from a link and a code."""
    return hashlib.sha256(f"{jeton}:{code}".encode()).hexdigest()


def _tenir_ouvert(tour: Tour) -> bool:
    """Whether the round is open; until the transaction ends, it cannot close.

    On PostgreSQL the lock is shared: answers do not wait for one another, only the closing waits for
    them. SQLite writes one transaction at a time.
    """
    ouvert = Tour.objects.ouverts().filter(pk=tour.pk)
    if connection.vendor != "postgresql":
        return bool(ouvert.exists())
    requete, valeurs = ouvert.values("pk").query.sql_with_params()
    with connection.cursor() as curseur:
        curseur.execute(f"{requete} FOR SHARE", valeurs)
        return curseur.fetchone() is not None


def _deja(porte: Porte) -> ErreurSocle:
    if porte.fermee:
        return ErreurSocle(
            "Ce lien n’est plus valable.",
            remede="Demandez-en un autre à la personne qui anime la consultation.",
            code="invitation-revoquee",
        )
    return ErreurSocle(
        "Ce lien a déjà servi à commencer une participation.",
        remede="Reprenez-la avec le code affiché à votre première visite.",
        code="invitation-utilisee",
    )


def tirer(nombre: int) -> str:
    """That many signs drawn at random, none of which is mistaken for another."""
    return "".join(secrets.choice(ALPHABET) for _ in range(nombre))
