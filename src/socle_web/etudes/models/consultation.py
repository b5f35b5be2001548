"""Consultations: what is asked, round after round, and by whom it is answered.

What the animator knows and what was answered are kept apart, as at a polling station. An
:class:`Invitation` has a name and is signed off (:class:`Emargement`); a :class:`Participant` has answers
and no name. Nothing in the database leads from one to the other: only the person's link together with
the code given at the first visit does, and the code is known to that person alone.
"""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import cached_property

from socle import synthese
from socle_web.etudes.models.etude import CLE_MAXIMUM, TEXTE_MAXIMUM, EtudeEnregistree
from socle_web.etudes.querysets import ParticipantQuerySet, ReponseQuerySet, TourQuerySet

TITRE_MAXIMUM = 300
PSEUDONYME_MAXIMUM = 60


def nouveau_jeton() -> str:
    """A secret for a link: 128 bits, without the signs that mail programs cut."""
    return secrets.token_hex(16)


class Mode(models.TextChoices):
    """Who may answer."""

    INVITATION = "invitation", "Sur invitation\u00a0: un lien personnel par participant"
    OUVERTE = "ouverte", "Ouverte\u00a0: un lien pour tous, une voix par navigateur"
    ATELIER = "atelier", "Atelier\u00a0: un code à photographier dans la salle, une voix par téléphone"


class Consultation(models.Model):
    """Rounds of questions put to people; ``regle`` is the consensus rule, locked by the first round opened.

    ``simulee`` says that the answers were generated: every page and document then says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    etude = models.ForeignKey(EtudeEnregistree, on_delete=models.CASCADE, related_name="consultations")
    cle = models.CharField(max_length=CLE_MAXIMUM)
    titre = models.CharField("titre", max_length=TITRE_MAXIMUM)
    presentation = models.TextField("présentation", max_length=TEXTE_MAXIMUM, blank=True)
    mode = models.CharField("qui peut répondre", max_length=12, choices=Mode.choices)
    jeton = models.CharField(max_length=32, unique=True, default=nouveau_jeton, editable=False)
    regle = models.JSONField("règle de vote", default=dict)
    simulee = models.BooleanField("réponses simulées", default=False)
    cree_le = models.DateTimeField("créée le", auto_now_add=True)

    class Meta:
        verbose_name = "consultation"
        ordering: ClassVar = ["cree_le", "cle"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["etude", "cle"], name="une_consultation_par_cle"),
        ]

    def __str__(self) -> str:
        return self.titre

    @property
    def dernier_tour(self) -> Tour:
        """The last round: there is always one, made with the consultation."""
        return self.tours.latest("numero")

    @property
    def sur_invitation(self) -> bool:
        return self.mode == Mode.INVITATION


class Tour(models.Model):
    """One round: prepared, opened once, closed once."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="tours")
    numero = models.PositiveSmallIntegerField("numéro")
    retour = models.TextField("ce que l’on dit du tour précédent", max_length=TEXTE_MAXIMUM, blank=True)
    invites = models.PositiveIntegerField("personnes invitées", null=True, blank=True)
    ouvert_le = models.DateTimeField("ouvert le", null=True, blank=True)
    clos_le = models.DateTimeField("clos le", null=True, blank=True)

    objects = TourQuerySet.as_manager()

    class Meta:
        verbose_name = "tour"
        ordering: ClassVar = ["numero"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "numero"], name="un_tour_par_numero"),
            models.UniqueConstraint(
                fields=["consultation"],
                condition=models.Q(ouvert_le__isnull=False, clos_le__isnull=True),
                name="un_seul_tour_ouvert",
            ),
        ]

    def __str__(self) -> str:
        return f"tour {self.numero}"

    @property
    def etat(self) -> str:
        """``preparation``, ``ouvert`` or ``clos``."""
        if self.clos_le:
            return "clos"
        return "ouvert" if self.ouvert_le else "preparation"


class Question(models.Model):
    """One question of a round. ``cle`` stays the same when the question is asked again.

    ``document`` is the core's :class:`~socle.synthese.Question`, whole.
    """

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="questions")
    cle = models.CharField(max_length=CLE_MAXIMUM)
    rang = models.PositiveSmallIntegerField("rang")
    document = models.JSONField("question")

    class Meta:
        verbose_name = "question"
        ordering: ClassVar = ["rang", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tour", "cle"], name="une_question_par_cle"),
        ]

    def __str__(self) -> str:
        return str(self.document.get("texte", self.cle))

    @cached_property
    def contenu(self) -> synthese.Question:
        """The question as a document."""
        return synthese.Question.model_validate(self.document)


class Invitation(models.Model):
    """A personal link. ``activee_le`` says that a voice was drawn with it, never which one."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="invitations")
    nom = models.CharField("nom", max_length=200)
    courriel = models.EmailField("adresse électronique", blank=True)
    jeton = models.CharField(max_length=32, unique=True, default=nouveau_jeton, editable=False)
    activee_le = models.DateField(null=True, blank=True)
    revoquee_le = models.DateTimeField("révoquée le", null=True, blank=True)

    class Meta:
        verbose_name = "invitation"
        ordering: ClassVar = ["nom", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consultation", "courriel"],
                condition=~models.Q(courriel=""),
                name="une_invitation_par_adresse",
            ),
        ]

    def __str__(self) -> str:
        return self.nom


class Emargement(models.Model):
    """An invitation used to answer a round. No time is kept: it would tell which answers are whose."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="emargements")
    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="emargements")

    class Meta:
        verbose_name = "émargement"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invitation", "tour"], name="un_emargement_par_tour"),
        ]

    def __str__(self) -> str:
        return f"{self.invitation}, {self.tour}"


class Participant(models.Model):
    """A voice: a pseudonym drawn at random, and answers.

    ``empreinte`` is the digest of the link and the code of the person: it finds the voice again for who
    holds both, and for nobody else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="participants")
    pseudonyme = models.CharField(max_length=PSEUDONYME_MAXIMUM)
    empreinte = models.CharField(max_length=64, unique=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "participant"
        ordering: ClassVar = ["pseudonyme"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "pseudonyme"], name="un_pseudonyme_par_voix"),
        ]

    def __str__(self) -> str:
        return self.pseudonyme


class Reponse(models.Model):
    """What one voice answers to one question: one row, rewritten when the person thinks again.

    ``valeur``: a mark, a boolean, the ranks in the order of the question's candidates, a text; ``None`` with
    ``sans_avis`` for who would rather not judge. What is under way is kept and is not ``complete``.
    """

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="reponses")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="reponses")
    valeur: Any = models.JSONField(null=True)
    sans_avis = models.BooleanField(default=False)
    motif = models.TextField("raison", max_length=TEXTE_MAXIMUM, blank=True)
    complete = models.BooleanField(default=True)

    objects = ReponseQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant", "question"], name="une_reponse_par_question"),
        ]

    def __str__(self) -> str:
        return f"{self.participant} : {self.question}"
