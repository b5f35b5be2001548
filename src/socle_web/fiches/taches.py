"""What fiches do in the background: sending e-mails, reading the files of an importation."""

from __future__ import annotations

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from socle.typographie import francais
from socle_web.fiches import importation
from socle_web.fiches.models import Avis


@task()
def envoyer(*, avis_id: int, adresse: str) -> None:
    """Send by e-mail what a person is told on the site; once."""
    with transaction.atomic():
        avis = Avis.objects.select_for_update().filter(pk=avis_id, courriel_le=None).first()
        if avis is None:
            return
        destinataire = Avis.objects.values_list("destinataire__email", flat=True).get(pk=avis_id)
        send_mail(
            subject=f"Socle : {avis.texte[:120]}".replace("\n", " "),
            message=f"{avis.texte}\n\n{adresse}\n",
            from_email=None,
            recipient_list=[destinataire],
        )
        avis.courriel_le = timezone.now()
        avis.save(update_fields=["courriel_le"])


@task()
def inviter(*, courriel: str, intitule: str, adresse: str) -> None:
    """Send the personal link of a holder who has no account."""
    send_mail(
        subject=francais(f"Votre fiche de poste : {intitule}")[:150],
        message=francais(
            f"Votre fiche de poste « {intitule} » est validée. Prenez-en connaissance ici :\n\n{adresse}\n\n"
            "Ce lien vous est personnel. Signer dit que vous avez lu la fiche : ce n’est pas l’acceptation "
            "d’un contrat. Vous pouvez y joindre vos observations.\n"
        ),
        from_email=None,
        recipient_list=[courriel],
    )


@task()
def lire_fichier(*, fichier_id: int) -> None:
    """Read one file of an importation."""
    importation.lire_fichier(fichier_id=fichier_id)
