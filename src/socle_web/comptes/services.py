"""Opening établissements, reading and setting their charte."""

from __future__ import annotations

from datetime import timedelta

from axes.models import AccessAttempt
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from socle.erreurs import DocumentTropGrand, ErreurSocle
from socle.rendu import Charte, Plan, ecrire
from socle_web.comptes import invitations, journal
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import COULEUR_INITIALE, Etablissement, Invitation, Role

LOGO_OCTETS = 1024 * 1024


def charte(espace: Espace) -> Charte:
    """What to put on a document: the établissement's charte; a visitor's on a site that serves one only."""
    actuel = espace.etablissement or _le_seul() or Etablissement()
    return Charte(
        nom=actuel.nom,
        couleur=actuel.couleur or COULEUR_INITIALE,
        logo=bytes(actuel.logo) or None,
        logo_alternative=f"Logo : {actuel.nom}" if actuel.nom else "Logo de l’établissement",
    )


def _le_seul() -> Etablissement | None:
    deux = list(Etablissement.objects.filter(local=False)[:2])
    return deux[0] if len(deux) == 1 else None


@transaction.atomic
def ouvrir_etablissement(
    *, par: Espace, nom: str, courriel: str, site: str, depuis: Etablissement | None = None
) -> Invitation:
    """Open an établissement and invite who will administer it.

    :param depuis: the space of one person that becomes it, with all it holds.
    :raises ErreurSocle: another one has this name.
    """
    nom = " ".join(nom.split())
    if Etablissement.objects.filter(local=False, nom__iexact=nom).exists():
        raise ErreurSocle(
            f"Il y a déjà un établissement «\u00a0{nom}\u00a0» sur ce site.",
            remede="Choisissez un autre nom, ou invitez cette personne depuis ses membres.",
            code="etablissement-existant",
        )
    etablissement = depuis or Etablissement()
    etablissement.nom, etablissement.local = nom, False
    etablissement.save()
    ici = Espace(etablissement, par.user)
    journal.noter(ici, geste="etablissement.ouvert", objet=etablissement)
    journal.noter_sur_le_site(par, geste="etablissement.ouvert", objet=etablissement)
    return invitations.inviter(
        espace=ici,
        etablissement=etablissement,
        courriel=courriel,
        role=Role.ADMINISTRATEUR,
        service=None,
        site=site,
    )


@transaction.atomic
def regler(
    *,
    espace: Espace,
    etablissement: Etablissement,
    nom: str,
    couleur: str,
    logo: UploadedFile[bytes] | None,
    retirer_logo: bool,
) -> Etablissement:
    """Set the charte; the logo stays as it is when none is given.

    :raises ErreurSocle: the logo cannot be drawn.
    """
    actuel = Etablissement.objects.select_for_update().get(pk=etablissement.pk)
    actuel.nom, actuel.couleur = nom.strip(), couleur.lower()
    if logo is not None:
        actuel.logo, actuel.logo_type = lire_logo(logo)
    elif retirer_logo:
        actuel.logo, actuel.logo_type = b"", ""
    actuel.full_clean(validate_unique=False, validate_constraints=False)
    actuel.save()
    journal.noter(espace, geste="etablissement.regle", objet=actuel)
    return actuel


def lire_logo(logo: UploadedFile[bytes]) -> tuple[bytes, str]:
    """The bytes and media type of a logo, once a document has been written with it.

    :raises ErreurSocle: too heavy, neither PNG nor SVG, or damaged.
    """
    if (logo.size or 0) > LOGO_OCTETS:
        raise DocumentTropGrand(
            "Le logo dépasse 1 Mo.", remede="Réduisez-le : 800 pixels de large suffisent."
        )
    contenu = logo.read()
    ecrire(Plan(titre="Essai du logo"), format="html", charte=Charte(logo=contenu))
    return contenu, "image/png" if contenu.startswith(b"\x89PNG") else "image/svg+xml"


def purger_essais(*, jours: int) -> int:
    """Forget the failed attempts to sign in; how many there were."""
    limite = timezone.now() - timedelta(days=jours)
    nombre: int = AccessAttempt.objects.filter(attempt_time__lt=limite).delete()[0]
    return nombre
