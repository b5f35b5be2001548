"""What fiches do in the background: sending e-mails, reading the files of an importation."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from socle_web.commun import courriels
from socle_web.fiches import importation
from socle_web.fiches.models import Avis, Fiche


@task()
def envoyer(*, avis_id: int, adresse: str) -> None:
    """Send by e-mail what a person is told on the site; once."""
    with transaction.atomic():
        avis = Avis.objects.select_for_update().filter(pk=avis_id, courriel_le=None).first()
        if avis is None:
            return
        contexte = {"avis": avis, "adresse": adresse}
        a = avis.destinataire.email
        courriels.composer(a=a, gabarit="fiches/courriels/avis.txt", contexte=contexte).send()
        avis.courriel_le = timezone.now()
        avis.save(update_fields=["courriel_le"])


@task()
def inviter(*, fiche_id: str, racine: str) -> None:
    """Send the personal link of a holder who has no account; the link is made here, and kept nowhere."""
    from socle_web.fiches.avis import lien_personnel

    fiche = Fiche.objects.presents().filter(pk=fiche_id, etat="validee").select_related("en_vigueur").first()
    if fiche is None or fiche.en_vigueur is None or not fiche.titulaire_courriel:
        return
    contexte = {"fiche": fiche, "adresse": f"{racine}{lien_personnel(fiche, fiche.en_vigueur)}"}
    courriels.composer(
        a=fiche.titulaire_courriel, gabarit="fiches/courriels/signature.txt", contexte=contexte
    ).send()


@task()
def lire_fichier(*, fichier_id: int) -> None:
    """Read one file of an importation."""
    importation.lire_fichier(fichier_id=fichier_id)
