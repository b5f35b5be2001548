"""What the bench of the site fills a database with: fiches declined from RéFérens III, and their readers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from socle.fiche import decliner
from socle_web.comptes import annuaire
from socle_web.comptes.models import Etablissement, Role, Service
from socle_web.fiches.colonnes import colonnes
from socle_web.fiches.models import Fiche, Revision
from socle_web.referentiels import services as referentiels

ETATS = ("brouillon", "brouillon", "en-relecture", "validee", "signee", "archivee")
TRANCHE = 1000
OUVERTES = 400


def remplir(nombre: int) -> tuple[Etablissement, Service]:
    """So many fiches in one établissement, spread over its services, states and two years."""
    etablissement = Etablissement.objects.create(nom="Établissement du banc")
    services = [
        annuaire.creer_service(etablissement=etablissement, nom=f"Service {rang:02}") for rang in range(20)
    ]
    modeles = [decliner(emploi) for emploi in referentiels.consultation().emplois_types]
    maintenant = timezone.now()
    for debut in range(0, nombre, TRANCHE):
        fiches = []
        for rang in range(debut, min(debut + TRANCHE, nombre)):
            modele = modeles[rang % len(modeles)]
            document = modele.model_copy(update={"intitule": f"{modele.intitule} {rang}"})
            fiches.append(
                Fiche(
                    etablissement=etablissement,
                    service=services[rang % len(services)],
                    document=document.model_dump(mode="json"),
                    etat=ETATS[rang % len(ETATS)],
                    validee_le=maintenant - timedelta(days=rang % 700) if rang % len(ETATS) > 2 else None,
                    **colonnes(document),
                )
            )
        Fiche.objects.bulk_create(fiches)
        Revision.objects.bulk_create(
            Revision(fiche=fiche, numero=1, document=fiche.document, geste="banc") for fiche in fiches
        )
    return etablissement, services[0]


def ouvrir_sessions(
    etablissement: Etablissement, service: Service, *, lecteurs: int, ecrivains: int
) -> Iterator[tuple[str, list[str]]]:
    """The writers, then the readers: a cookie, and the fiches that each opens."""
    toutes = [str(pk) for pk in Fiche.objects.order_by("intitule").values_list("pk", flat=True)[:OUVERTES]]
    brouillons = Fiche.objects.filter(service=service, etat="brouillon", document__activites__0__cle="a1")
    siennes = [str(pk) for pk in brouillons.values_list("pk", flat=True)[:OUVERTES]]
    for rang in range(ecrivains + lecteurs):
        role = Role.REDACTEUR if rang < ecrivains else Role.RH
        user = User.objects.create_user(f"banc-{rang}")
        annuaire.donner_role(user=user, etablissement=etablissement, role=role)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        yield f"sessionid={session.session_key}", siennes if rang < ecrivains else toutes
