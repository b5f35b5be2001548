"""The life of a fiche: its steps, its versions, who holds it, what is said of it. Whole or not at all."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from socle.erreurs import ErreurSocle, Introuvable, SaisieInvalide
from socle.fiche import trouver
from socle.fiche.vie import Passage, exiger_commentaire, vie
from socle.referentiel import FicheDePoste
from socle.rendu import Charte
from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Service
from socle_web.comptes.services import charte
from socle_web.fiches import avis, perms, services, sources
from socle_web.fiches.models import (
    NOM_MAXIMUM,
    Commentaire,
    EnTete,
    Etape,
    Fiche,
    Prise,
    Version,
    empreinte_de,
)

OBSERVATIONS_MAXIMUM = COMMENTAIRE_MAXIMUM = 5000
MOTIF_MAXIMUM = 500
# The audit trail's stable codes.
PARTICIPES = {
    "soumettre": "soumise",
    "retirer": "retiree",
    "valider": "validee",
    "refuser": "refusee",
    "contester": "contestee",
    "signer": "signee",
    "rouvrir": "rouverte",
    "archiver": "archivee",
}


class Signataire(NamedTuple):
    """Who reads a version: a person signed in, or whoever holds the personal link."""

    user: User | None
    nom: str
    par_lien: bool = False


@transaction.atomic
def passer(*, fiche_id: UUID, espace: Espace, geste: str, commentaire: str = "", racine: str = "") -> Fiche:
    """Take a step of the fiche's life.

    :param racine: the site's address, for the links of e-mails.
    :raises ErreurSocle: the fiche has moved on meanwhile, or the step must say why.
    :raises PermissionDenied: this person may not take it.
    """
    fiche = _verrouiller(fiche_id)
    passage = vie().passage(geste, de=fiche.etat)
    if geste == "signer" or not perms.peut_passer(espace, fiche, passage):
        raise PermissionDenied
    dit = exiger_commentaire(passage, commentaire[:COMMENTAIRE_MAXIMUM])
    version = _figer(fiche, espace, dit) if passage.fige else _version_concernee(fiche)
    if geste == "valider":
        fiche.en_vigueur, fiche.validee_le = version, timezone.now()
    elif geste == "contester":
        fiche.en_vigueur = _precedente(fiche, version)
    _avancer(fiche, passage, version=version, espace=espace, commentaire=dit, racine=racine)
    return fiche


@transaction.atomic
def signer(
    *,
    fiche_id: UUID,
    signataire: Signataire,
    observations: str = "",
    numero: int,
    espace: Espace | None = None,
) -> Prise:
    """« Pris connaissance le » : the holder has read the version in force.

    :param numero: the version that was shown; another one in force meanwhile is not signed.
    :param espace: the space of the person who signs; ``None`` by a personal link.
    :raises ErreurSocle: the fiche has moved on meanwhile, or the name is missing.
    """
    fiche = _verrouiller(fiche_id)
    passage = vie().passage("signer", de=fiche.etat)
    if espace is not None and not perms.peut_passer(espace, fiche, passage):
        raise PermissionDenied
    version = fiche.en_vigueur
    if version is None or version.numero != numero:
        raise ErreurSocle(
            "Une autre version a été validée depuis.",
            remede="Rechargez la page pour en prendre connaissance.",
            code="version-depassee",
        )
    nom = " ".join(signataire.nom.split())[:NOM_MAXIMUM]
    if not nom:
        raise SaisieInvalide({"nom": "Écrivez votre nom, tel qu’il figurera sur la fiche."})
    prise = Prise.objects.create(
        version=version,
        signataire=signataire.user,
        signataire_nom=nom,
        observations=observations.strip()[:OBSERVATIONS_MAXIMUM],
        par_lien=signataire.par_lien,
    )
    fiche.signee_le = prise.le
    ici = espace or Espace(fiche.etablissement)
    _avancer(fiche, passage, version=version, espace=ici, commentaire=prise.observations, nom=nom)
    return prise


@transaction.atomic
def restaurer(*, fiche_id: UUID, numero: int, espace: Espace) -> Fiche:
    """Write again from an older version; the versions that exist stay what they are.

    :raises Introuvable: there is no such version.
    """
    fiche = _verrouiller(fiche_id)
    version = fiche.versions.filter(numero=numero).first()
    if version is None:
        raise Introuvable("Cette version n’existe pas.", code="version-introuvable")
    if fiche.etat != "brouillon":
        passer(fiche_id=fiche_id, espace=espace, geste="rouvrir", commentaire=f"Depuis la version {numero}")
    elif not perms.peut_ecrire.test(espace, fiche):
        raise PermissionDenied
    journal.noter(espace, geste="fiche.version_reprise", objet=fiche, details={"version": numero})
    return services.modifier(
        espace=espace,
        brouillon_id=fiche_id,
        operation=lambda _: version.contenu,
        geste=f"version {numero} reprise",
    )


@transaction.atomic
def designer(
    *,
    fiche_id: UUID,
    espace: Espace,
    service: Service | None,
    titulaire: User | None,
    nom: str = "",
    courriel: str = "",
    sans_titulaire: bool = False,
    racine: str = "",
) -> Fiche:
    """Say which service a fiche belongs to and who holds the post, or that it is a recruitment."""
    fiche = _verrouiller(fiche_id)
    if not perms.peut_designer.test(espace, fiche):
        raise PermissionDenied
    avant = (fiche.titulaire_id, fiche.titulaire_courriel)
    fiche.service = service
    fiche.sans_titulaire = sans_titulaire
    fiche.titulaire = None if sans_titulaire else titulaire
    fiche.titulaire_nom = "" if sans_titulaire else (services.nom_de(titulaire) or nom.strip())[:NOM_MAXIMUM]
    fiche.titulaire_courriel = "" if sans_titulaire or titulaire else courriel.strip()
    fiche.save(
        update_fields=["service", "titulaire", "titulaire_nom", "titulaire_courriel", "sans_titulaire"]
    )
    journal.noter(espace, geste="fiche.attribuee", objet=fiche)
    nouveau = fiche.a_un_titulaire and avant != (fiche.titulaire_id, fiche.titulaire_courriel)
    if nouveau and fiche.etat == "validee":
        avis.prevenir_titulaire(fiche, racine=racine)
    return fiche


@transaction.atomic
def modeler(*, fiche: Fiche, espace: Espace, modele: bool) -> None:
    """Offer a fiche as a model of the établissement, or no longer."""
    if not perms.peut_modeler.test(espace, fiche):
        raise PermissionDenied
    fiche.modele = modele
    fiche.save(update_fields=["modele"])
    journal.noter(espace, geste="fiche.modele" if modele else "fiche.modele_retire", objet=fiche)


@transaction.atomic
def commenter(
    *, fiche: Fiche, espace: Espace, texte: str, cle_ligne: str = "", racine: str = ""
) -> Commentaire:
    """Remark on a line, on the mission, or on the whole fiche.

    :raises ErreurSocle: nothing is said, or the line is gone.
    """
    if not perms.peut_commenter.test(espace, fiche):
        raise PermissionDenied
    net = texte.strip()[:COMMENTAIRE_MAXIMUM]
    if not net:
        raise SaisieInvalide({"texte": "Écrivez le commentaire avant de l’envoyer."})
    commentaire = Commentaire.objects.create(
        fiche=fiche,
        cle_ligne=cle_ligne,
        extrait=_extrait(fiche.contenu, cle_ligne)[:500],
        texte=net,
        auteur=espace.user,
        auteur_nom=services.nom_de(espace.user),
    )
    journal.noter(espace, geste="fiche.commentee", objet=fiche)
    avis.prevenir_du_commentaire(fiche, commentaire, racine=racine)
    return commentaire


@transaction.atomic
def resoudre(*, commentaire: Commentaire, espace: Espace) -> None:
    """Say that a remark is settled, or that it is not after all."""
    if not perms.peut_commenter.test(espace, commentaire.fiche):
        raise PermissionDenied
    regle = commentaire.resolu_le is None
    commentaire.resolu_le = timezone.now() if regle else None
    commentaire.resolu_par = espace.user if regle else None
    commentaire.resolu_par_nom = services.nom_de(espace.user) if regle else ""
    commentaire.save(update_fields=["resolu_le", "resolu_par", "resolu_par_nom"])
    journal.noter(espace, geste="fiche.commentaire_resolu", objet=commentaire.fiche)


def charte_de(version: Version) -> Charte:
    """The letterhead that a version was frozen with."""
    en_tete = version.en_tete
    return Charte(
        nom=en_tete.nom,
        couleur=en_tete.couleur,
        logo=bytes(en_tete.logo) or None,
        logo_alternative=f"Logo : {en_tete.nom}" if en_tete.nom else "Logo de l’établissement",
    )


def a_imprimer(version: Version) -> FicheDePoste:
    """The document of a version, with the date on which its holder read it."""
    fiche = version.contenu
    prise = Prise.objects.filter(version=version).first()
    if prise is None or not fiche.signatures:
        return fiche
    premiere, *autres = fiche.signatures
    signee = premiere.model_copy(
        update={"nom": prise.signataire_nom, "date_signature": timezone.localtime(prise.le).date()}
    )
    return fiche.model_copy(update={"signatures": (signee, *autres)})


def _verrouiller(fiche_id: UUID) -> Fiche:
    fiche: Fiche = Fiche.objects.presents().select_for_update().get(pk=fiche_id)
    return fiche


def _avancer(
    fiche: Fiche,
    passage: Passage,
    *,
    version: Version | None,
    espace: Espace,
    commentaire: str,
    nom: str = "",
    racine: str = "",
) -> None:
    etape = Etape.objects.create(
        fiche=fiche,
        version=version,
        geste=passage.geste,
        de=passage.de,
        vers=passage.vers,
        fait=passage.fait,
        commentaire=commentaire,
        auteur=espace.user,
        auteur_nom=nom or services.nom_de(espace.user),
    )
    fiche.etat, fiche.etat_depuis = passage.vers, etape.le
    fiche.save(update_fields=["etat", "etat_depuis", "en_vigueur", "validee_le", "signee_le"])
    details: dict[str, Any] = {"version": version.numero} if version else {}
    journal.noter(espace, geste=f"fiche.{PARTICIPES[passage.geste]}", objet=fiche, details=details)
    avis.prevenir(fiche, etape, racine=racine)


def _figer(fiche: Fiche, espace: Espace, motif: str) -> Version:
    """The version of what is written now; the last one when nothing has changed since."""
    empreinte = empreinte_de(fiche.document)
    derniere = fiche.versions.first()
    if derniere is not None and derniere.empreinte == empreinte:
        return derniere
    referentiel = sources.referentiel(fiche.contenu)
    return Version.objects.create(
        fiche=fiche,
        numero=(derniere.numero if derniere else 0) + 1,
        document=fiche.document,
        empreinte=empreinte,
        editions=[
            {"nom": edition.nom, "titre": edition.titre, "empreinte": edition.empreinte}
            for edition in referentiel.editions
        ],
        en_tete=_en_tete(charte(espace)),
        motif=motif[:MOTIF_MAXIMUM],
        auteur=espace.user,
        auteur_nom=services.nom_de(espace.user),
    )


def _en_tete(charte: Charte) -> EnTete:
    logo = charte.logo or b""
    brut = f"{charte.nom}\n{charte.couleur}\n".encode() + logo
    return EnTete.objects.get_or_create(
        empreinte=hashlib.sha256(brut).hexdigest(),
        defaults={"nom": charte.nom, "couleur": charte.couleur, "logo": logo},
    )[0]


def _version_concernee(fiche: Fiche) -> Version | None:
    """The version that a step is about: the one submitted, or the one in force."""
    derniere: Version | None = fiche.versions.first()
    return derniere if fiche.etat == "en-relecture" else fiche.en_vigueur


def _precedente(fiche: Fiche, contestee: Version | None) -> Version | None:
    """The version that was in force before the one sent back."""
    validees = fiche.etapes.filter(geste="valider").exclude(version=contestee).select_related("version")
    derniere = validees.first()
    return derniere.version if derniere else None


def _extrait(fiche: FicheDePoste, cle_ligne: str) -> str:
    """What a remark is about, in its words of the moment.

    :raises Introuvable: the line is gone.
    """
    if not cle_ligne:
        return ""
    return fiche.mission if cle_ligne == "mission" else trouver(fiche, cle_ligne)[2].texte
