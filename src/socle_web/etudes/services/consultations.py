"""Running a consultation: the rule, the questions, who is invited, rounds opened and closed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from socle import synthese
from socle.erreurs import ErreurSocle
from socle.referentiel.cles import cle_libre
from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace
from socle_web.etudes.models import Consultation, EtudeEnregistree, Invitation, Mode, Question, Tour
from socle_web.etudes.services.participation import CODE_SIGNES, tirer

QUESTIONS_MAXIMUM = 80
INVITATIONS_MAXIMUM = 2000
_ADRESSE = re.compile(r"<?([^\s<>;,]+@[^\s<>;,]+)>?")


class Invite(NamedTuple):
    """Somebody to invite, as typed: a name, an address, or both."""

    nom: str
    courriel: str


@transaction.atomic
def creer(
    *,
    etude: EtudeEnregistree,
    titre: str,
    mode: str,
    presentation: str,
    regle: synthese.RegleVote,
    simulee: bool,
    espace: Espace,
) -> Consultation:
    """A consultation and its first round, to prepare. A workshop's link is short enough to be typed."""
    consultation = Consultation(
        etude=etude,
        cle=cle_libre(titre, set(etude.consultations.values_list("cle", flat=True))),
        titre=titre,
        mode=mode,
        presentation=presentation,
        regle=regle.model_dump(mode="json"),
        simulee=simulee,
    )
    if mode == Mode.ATELIER:
        consultation.jeton = tirer(CODE_SIGNES).lower()
    consultation.save()
    Tour.objects.create(consultation=consultation, numero=1)
    journal.noter(espace, geste="consultation.creee", objet=consultation)
    return consultation


@transaction.atomic
def presenter(*, consultation: Consultation, titre: str, presentation: str, espace: Espace) -> None:
    """Change what participants read before they begin."""
    consultation.titre, consultation.presentation = titre, presentation
    consultation.save(update_fields=["titre", "presentation"])
    journal.noter(espace, geste="consultation.presentee", objet=consultation)


@transaction.atomic
def fixer_regle(*, consultation: Consultation, regle: synthese.RegleVote, espace: Espace) -> None:
    """Set the consensus rule.

    :raises ErreurSocle: a round was opened already: the rule is locked.
    """
    verrouillee = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if verrouillee.tours.commences().exists():
        raise ErreurSocle(
            "La règle de consensus ne change plus\u00a0: un tour a été ouvert avec elle.",
            remede="Pour une autre règle, préparez une autre consultation.",
            code="regle-verrouillee",
        )
    consultation.regle = regle.model_dump(mode="json")
    consultation.save(update_fields=["regle"])
    journal.noter(espace, geste="consultation.reglee", objet=consultation)


@transaction.atomic
def poser(*, tour: Tour, contenus: Iterable[synthese.Question], espace: Espace) -> list[Question]:
    """Add questions at the end of a round that is being prepared.

    :raises ErreurSocle: the round was opened, or holds too many questions.
    """
    verifier_prepare(tour)
    dernier = tour.questions.aggregate(dernier=Max("rang"))["dernier"] or 0
    questions = [
        Question(tour=tour, cle=contenu.cle, rang=dernier + place, document=contenu.model_dump(mode="json"))
        for place, contenu in enumerate(contenus, start=1)
    ]
    if tour.questions.count() + len(questions) > QUESTIONS_MAXIMUM:
        raise ErreurSocle(
            f"Un tour compte {QUESTIONS_MAXIMUM} questions au plus.",
            cause="Au-delà, les personnes consultées abandonnent avant la fin.",
            remede="Gardez les plus utiles, ou répartissez-les sur deux consultations.",
            code="trop-de-questions",
        )
    posees = Question.objects.bulk_create(questions)
    journal.noter(
        espace,
        geste="question.posee",
        objet=tour.consultation,
        details={"tour": tour.numero, "nombre": len(posees)},
    )
    return posees


@transaction.atomic
def reecrire(*, question: Question, contenu: synthese.Question, espace: Espace) -> None:
    """Change a question of a round that is being prepared."""
    verifier_prepare(question.tour)
    question.document = contenu.model_dump(mode="json")
    question.save(update_fields=["document"])
    journal.noter(espace, geste="question.modifiee", objet=question.tour.consultation)


@transaction.atomic
def retirer(*, question: Question, espace: Espace) -> None:
    """Take a question out of a round that is being prepared."""
    verifier_prepare(question.tour)
    question.delete()
    journal.noter(espace, geste="question.retiree", objet=question.tour.consultation)


@transaction.atomic
def deplacer(*, question: Question, vers: str, espace: Espace) -> None:
    """Exchange a question with the one before (``haut``) or after (``bas``) it."""
    verifier_prepare(question.tour)
    ordre = list(question.tour.questions.all())
    place = next(i for i, autre in enumerate(ordre) if autre.pk == question.pk)
    cible = place + (-1 if vers == "haut" else 1)
    if 0 <= cible < len(ordre):
        ordre[place], ordre[cible] = ordre[cible], ordre[place]
    for rang, autre in enumerate(ordre, start=1):
        autre.rang = rang
    Question.objects.bulk_update(ordre, ["rang"])
    journal.noter(espace, geste="question.deplacee", objet=question.tour.consultation)


@transaction.atomic
def inviter(*, consultation: Consultation, saisie: str, espace: Espace) -> list[Invitation]:
    """Draw a personal link for each person typed, one a line; an address invited already is passed over.

    :raises ErreurSocle: a line cannot be read, or there are too many people.
    """
    invites = lire_invites(saisie)
    connues = set(consultation.invitations.exclude(courriel="").values_list("courriel", flat=True))
    nouvelles = [
        Invitation(consultation=consultation, nom=invite.nom, courriel=invite.courriel)
        for invite in invites
        if not invite.courriel or invite.courriel not in connues
    ]
    if consultation.invitations.count() + len(nouvelles) > INVITATIONS_MAXIMUM:
        raise ErreurSocle(
            f"Une consultation compte {INVITATIONS_MAXIMUM} invitations au plus.",
            remede="Pour un public plus large, préparez une consultation ouverte.",
            code="trop-d-invitations",
        )
    tirees = Invitation.objects.bulk_create(nouvelles)
    journal.noter(espace, geste="participants.invites", objet=consultation, details={"nombre": len(tirees)})
    return tirees


def lire_invites(saisie: str) -> list[Invite]:
    """People typed one a line: a name, an address, or « Nom <adresse> »; doubles are read once.

    >>> lire_invites("Service A <a@exemple.fr>\\nb@exemple.fr")
    [Invite(nom='Service A', courriel='a@exemple.fr'), Invite(nom='b@exemple.fr', courriel='b@exemple.fr')]
    """
    lus: dict[str, Invite] = {}
    for numero, ligne in enumerate(saisie.splitlines(), start=1):
        net = " ".join(ligne.split())
        if not net:
            continue
        trouvee = _ADRESSE.search(net)
        courriel = trouvee[1].lower() if trouvee else ""
        try:
            if courriel:
                validate_email(courriel)
        except ValidationError as erreur:
            raise ErreurSocle(
                f"L’adresse de la ligne {numero} n’en est pas une\u00a0: «\u00a0{net[:80]}\u00a0».",
                remede="Corrigez-la, puis envoyez la liste à nouveau\u00a0; rien n’a été ajouté.",
                code="adresse-invalide",
            ) from erreur
        nom = (net.replace(trouvee[0], "") if trouvee else net).strip(" ;,\t\"'") or courriel
        lus.setdefault(courriel or nom.casefold(), Invite(nom[:200], courriel))
    if not lus:
        raise ErreurSocle(
            "Il n’y a personne dans cette liste.",
            remede="Écrivez une personne par ligne\u00a0: un nom, une adresse, ou les deux.",
            code="liste-vide",
        )
    return list(lus.values())


@transaction.atomic
def revoquer(*, invitation: Invitation, espace: Espace) -> None:
    """Take a link back: it opens nothing any more. Answers given stay, for nobody knows which they are."""
    invitation.revoquee_le = timezone.now()
    invitation.save(update_fields=["revoquee_le"])
    journal.noter(espace, geste="invitation.revoquee", objet=invitation.consultation)


@transaction.atomic
def ouvrir(*, tour: Tour, espace: Espace) -> None:
    """Open a round, and lock the rule.

    :raises ErreurSocle: it holds no question, or another one is open.
    """
    consultation = Consultation.objects.select_for_update().get(pk=tour.consultation_id)
    verifier_prepare(tour)
    if not tour.questions.exists():
        raise ErreurSocle(
            "Ce tour ne contient aucune question.",
            remede="Ajoutez au moins une question, puis ouvrez le tour.",
            code="tour-sans-question",
        )
    if consultation.tours.ouverts().exists():
        raise ErreurSocle(
            "Un autre tour est déjà ouvert.", remede="Fermez-le d’abord.", code="tour-deja-ouvert"
        )
    maintenant = timezone.now()
    regle = synthese.RegleVote.model_validate(consultation.regle)
    if not regle.est_verrouillee:
        dates = {"fixee_le": regle.fixee_le or maintenant, "verrouillee_le": maintenant}
        consultation.regle = regle.model_copy(update=dates).model_dump(mode="json")
        consultation.save(update_fields=["regle"])
    tour.ouvert_le, tour.invites = maintenant, _invites(consultation)
    tour.save(update_fields=["ouvert_le", "invites"])
    journal.noter(espace, geste="tour.ouvert", objet=consultation, details={"tour": tour.numero})


@transaction.atomic
def clore(*, tour: Tour, espace: Espace) -> None:
    """Close a round: answers under way are waited for, later ones refused.

    :raises ErreurSocle: it is not open.
    """
    fermes = (
        Tour.objects.ouverts()
        .filter(pk=tour.pk)
        .update(clos_le=timezone.now(), invites=_invites(tour.consultation))
    )
    if not fermes:
        raise ErreurSocle(
            "Ce tour n’est pas ouvert.",
            remede="Rechargez la page pour voir son état.",
            code="tour-non-ouvert",
        )
    tour.refresh_from_db()
    journal.noter(espace, geste="tour.clos", objet=tour.consultation, details={"tour": tour.numero})


@transaction.atomic
def preparer_suite(
    *, consultation: Consultation, cles: Collection[str], espace: Espace, retour: str = ""
) -> Tour:
    """The next round, which asks again the questions chosen of the last one; ``retour`` opens it.

    :raises ErreurSocle: the last round is not closed.
    """
    dernier = Consultation.objects.select_for_update().get(pk=consultation.pk).tours.last()
    if dernier is None or dernier.etat != "clos":
        raise ErreurSocle(
            "Le tour précédent n’est pas clos.",
            remede="Fermez-le\u00a0: le suivant en rapporte les résultats à chacun.",
            code="tour-non-clos",
        )
    suivant = Tour.objects.create(consultation=consultation, numero=dernier.numero + 1, retour=retour)
    reprises = [question for question in dernier.questions.all() if question.cle in cles]
    Question.objects.bulk_create(
        Question(tour=suivant, cle=question.cle, rang=rang, document=question.document)
        for rang, question in enumerate(reprises, start=1)
    )
    journal.noter(espace, geste="tour.prepare", objet=consultation, details={"tour": suivant.numero})
    return suivant


def verifier_prepare(tour: Tour) -> None:
    """Refuse to change a round that people have begun to answer, and hold it until the change is written.

    :raises ErreurSocle: it was opened.
    """
    exiger_prepare(Tour.objects.select_for_update().get(pk=tour.pk))


def exiger_prepare(tour: Tour) -> None:
    """Refuse a round that was opened.

    :raises ErreurSocle: it was.
    """
    if tour.etat != "preparation":
        raise ErreurSocle(
            "Ce tour a été ouvert\u00a0: ses questions ne changent plus.",
            remede="Préparez le tour suivant.",
            code="tour-ouvert",
        )


def _invites(consultation: Consultation) -> int | None:
    if not consultation.sur_invitation:
        return None
    nombre: int = consultation.invitations.filter(revoquee_le=None).count()
    return nombre
