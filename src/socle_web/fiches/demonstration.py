"""A fictitious établissement to walk through: places, posts and accounts, no person.

Its fiches are the booklet's models in every state of a fiche's life, made by the gestures that people make.
"""

from __future__ import annotations

import secrets
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction

from socle.fiche import decliner, renseigner
from socle.referentiel import Referentiel
from socle_web.comptes import annuaire
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Etablissement, Role, Service
from socle_web.fiches import parcours, services
from socle_web.fiches.models import Fiche

NOM = "Université de Port-Mer (démonstration)"
DOMAINE = "port-mer.example"
SERVICES: tuple[tuple[str, str], ...] = (
    ("Direction de la formation", ""),
    ("Service d’appui à la pédagogie", "Direction de la formation"),
    ("Studio de production", "Service d’appui à la pédagogie"),
    ("Direction des ressources humaines", ""),
    ("UFR des sciences de la mer", ""),
)
APPUI, STUDIO = "Service d’appui à la pédagogie", "Studio de production"


class Poste(NamedTuple):
    """An account of the demonstration: what it is called, its role, and where."""

    compte: str
    nom: str
    role: Role | None
    service: str = ""


class Acces(NamedTuple):
    """How to sign in as a post."""

    poste: Poste
    courriel: str
    mot_de_passe: str


POSTES = (
    Poste("administration", "Administration de l’établissement", Role.ADMINISTRATEUR),
    Poste("rh", "Ressources humaines", Role.RH),
    Poste("responsable", "Responsable du service", Role.RESPONSABLE, APPUI),
    Poste("redaction", "Rédaction des fiches", Role.REDACTEUR, APPUI),
    Poste("lecture", "Consultation des fiches", Role.LECTEUR),
    Poste("agent-a", "Agent A", Role.LECTEUR, APPUI),
    Poste("agent-b", "Agent B", Role.LECTEUR, STUDIO),
)


@transaction.atomic
def construire() -> list[Acces]:
    """Make the établissement, or find it as it was left; the passwords are new each time."""
    etablissement = Etablissement.objects.filter(nom=NOM).first()
    neuf = etablissement is None
    etablissement = etablissement or Etablissement.objects.create(nom=NOM, couleur="#1d5b6b")
    lieux = _lieux(etablissement)
    acces = [_ouvrir(etablissement, poste, lieux) for poste in POSTES]
    if neuf:
        _fiches(etablissement, lieux)
    return acces


def _lieux(etablissement: Etablissement) -> dict[str, Service]:
    lieux = {service.nom: service for service in etablissement.services.all()}
    for nom, parent in SERVICES:
        if nom not in lieux:
            lieux[nom] = annuaire.creer_service(
                etablissement=etablissement, nom=nom, parent=lieux.get(parent)
            )
    return lieux


def _ouvrir(etablissement: Etablissement, poste: Poste, lieux: dict[str, Service]) -> Acces:
    courriel = f"{poste.compte}@{DOMAINE}"
    user, _ = User.objects.get_or_create(username=courriel, defaults={"email": courriel})
    mot_de_passe = secrets.token_urlsafe(9)
    user.last_name = poste.nom
    user.set_password(mot_de_passe)
    user.save()
    if poste.role is not None:
        annuaire.donner_role(
            user=user, etablissement=etablissement, role=poste.role, service=lieux.get(poste.service)
        )
    return Acces(poste, courriel, mot_de_passe)


def _fiches(etablissement: Etablissement, lieux: dict[str, Service]) -> None:
    """One fiche in each state, by those whose turn it is."""
    qui = {poste.compte: espace_de(etablissement, poste.compte) for poste in POSTES}
    redige, relit, rh = qui["redaction"], qui["responsable"], qui["rh"]
    appui, studio = lieux[APPUI], lieux[STUDIO]

    signee = _ecrire(redige, "generaliste", appui, titulaire=qui["agent-a"].user)
    _passer(signee, redige, "soumettre")
    _passer(signee, relit, "valider")
    parcours.signer(
        fiche_id=signee.pk,
        signataire=parcours.Signataire(qui["agent-a"].user, "Agent A"),
        numero=1,
        espace=qui["agent-a"],
    )

    validee = _ecrire(redige, "hybridation", studio, titulaire=qui["agent-b"].user)
    _passer(validee, redige, "soumettre")
    _passer(validee, relit, "valider")

    en_relecture = _ecrire(redige, "approche-par-competences", appui)
    _passer(en_relecture, redige, "soumettre")

    corrigee = _ecrire(redige, "developpement-professionnel", appui)
    _passer(corrigee, redige, "soumettre")
    _passer(corrigee, relit, "refuser", "Il manque la part du temps consacrée à chaque activité.")

    recrutement = _ecrire(rh, "responsable-appui", appui, sans_titulaire=True)
    _passer(recrutement, rh, "soumettre")
    _passer(recrutement, rh, "valider")

    ancienne = _ecrire(rh, "hybridation", studio, sans_titulaire=True)
    _passer(ancienne, rh, "archiver")


def espace_de(etablissement: Etablissement, compte: str) -> Espace:
    """The espace of one of the demonstration's accounts."""
    user = User.objects.get(username=f"{compte}@{DOMAINE}")
    tenues = user.appartenances.filter(etablissement=etablissement).select_related("service")
    return Espace(etablissement, user, appartenances=tuple(tenues))


def recrutement(etablissement: Etablissement) -> Fiche:
    """The demonstration's fiche that waits for somebody."""
    fiche: Fiche = Fiche.objects.get(etablissement=etablissement, etat="validee", sans_titulaire=True)
    return fiche


def _ecrire(
    espace: Espace,
    modele: str,
    service: Service,
    *,
    titulaire: User | None = None,
    sans_titulaire: bool = False,
) -> Fiche:
    ebauche = decliner(Referentiel.livret().fiche(modele))
    fiche = renseigner(
        ebauche,
        {"etablissement": "Université de Port-Mer (établissement fictif)", "affectation": service.nom},
    )
    ecrite = services.creer(espace=espace, fiche=fiche, geste="modèle du livret repris")
    parcours.designer(
        fiche_id=ecrite.pk,
        espace=espace,
        service=service,
        titulaire=titulaire,
        sans_titulaire=sans_titulaire,
    )
    return ecrite


def _passer(fiche: Fiche, espace: Espace, geste: str, commentaire: str = "") -> None:
    parcours.passer(fiche_id=fiche.pk, espace=espace, geste=geste, commentaire=commentaire)
