"""Who is told that a fiche has moved on: on the site, and by e-mail once the step is committed.

The e-mail is a task queued with the step: a mail server that does not answer never loses the step.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from socle.fiche.vie import vie
from socle.typographie import francais
from socle_web.comptes.models import Appartenance, Role
from socle_web.fiches import taches
from socle_web.fiches.models import Avis, Commentaire, Etape, Fiche, Version

_SEL = "fiches.prise-de-connaissance"
# A personal link lasts as long as a person may reasonably be away.
LIEN_SECONDES = 90 * 24 * 60 * 60


def prevenir(fiche: Fiche, etape: Etape, *, racine: str) -> None:
    """Tell whose turn it is, then those whom the step concerns; never the person who took it."""
    tour = vie().tour(fiche.etat, titulaire=fiche.a_un_titulaire, sans_titulaire=fiche.sans_titulaire)
    fait = francais(f"« {fiche.intitule} » a été {etape.fait}.")
    deja = {etape.auteur_id}
    if tour.role == "titulaire":
        prevenir_titulaire(fiche, racine=racine)
        deja.add(fiche.titulaire_id)
    elif tour.role:
        deja |= _ecrire(fiche, _du_tour(fiche, tour.role), f"{fait} {tour.texte}", True, deja, racine)
    informes: list[User] = [fiche.auteur] if fiche.auteur else []
    if etape.geste in ("signer", "contester"):
        informes += [*_tiennent(fiche, Role.RESPONSABLE), *_tiennent(fiche, Role.RH)]
    _ecrire(fiche, informes, fait, False, deja, racine)


def prevenir_titulaire(fiche: Fiche, *, racine: str) -> None:
    """Ask the holder to read the version in force: by a personal link when they have no account."""
    texte = francais(f"« {fiche.intitule} » est validée : prenez-en connaissance.")
    if fiche.titulaire is not None:
        _ecrire(fiche, [fiche.titulaire], texte, True, set(), racine)
    elif fiche.titulaire_courriel and fiche.en_vigueur is not None:
        taches.inviter.enqueue(fiche_id=str(fiche.pk), racine=racine.rstrip("/"))


def prevenir_du_commentaire(fiche: Fiche, commentaire: Commentaire, *, racine: str) -> None:
    """Tell the writer of the fiche, and who had remarked on the same line."""
    autres = User.objects.filter(
        pk__in=fiche.commentaires.filter(cle_ligne=commentaire.cle_ligne).values("auteur")
    )
    qui = commentaire.auteur_nom or "Quelqu’un"
    texte = francais(f"{qui} a commenté « {fiche.intitule} » : « {commentaire.texte[:120]} »")
    informes = [*([fiche.auteur] if fiche.auteur else []), *autres]
    _ecrire(fiche, informes, texte, False, {commentaire.auteur_id}, racine)


@transaction.atomic
def purger(*, jours: int) -> int:
    """Forget what was read long ago; how many there were."""
    anciens = Avis.objects.filter(lu_le__lt=timezone.now() - timedelta(days=jours))
    nombre: int = anciens.count()
    anciens.delete()
    return nombre


def lien_personnel(fiche: Fiche, version: Version) -> str:
    """The address at which a holder without an account reads and signs one version."""
    jeton = signing.dumps([str(fiche.pk), version.numero, fiche.titulaire_courriel], salt=_SEL)
    return reverse("fiches:signature", kwargs={"jeton": jeton})


def lire_lien(jeton: str) -> tuple[str, int, str] | None:
    """The fiche, the version and the holder's address of a personal link; ``None`` once it is too old."""
    try:
        fiche, numero, courriel = signing.loads(jeton, salt=_SEL, max_age=LIEN_SECONDES)
    except signing.BadSignature:
        return None
    return str(fiche), int(numero), str(courriel)


def _du_tour(fiche: Fiche, role: str) -> list[User]:
    if role == "redacteur":
        return [fiche.auteur] if fiche.auteur else _tiennent(fiche, Role.REDACTEUR)
    tenants = _tiennent(fiche, Role(role))
    return tenants or _tiennent(fiche, Role.RH)


def _tiennent(fiche: Fiche, role: Role) -> list[User]:
    """Who holds a role over the fiche's service."""
    tenues = Appartenance.objects.filter(etablissement=fiche.etablissement, role=role).select_related(
        "user", "service"
    )
    return [
        tenue.user
        for tenue in tenues
        if tenue.service is None or (fiche.service is not None and tenue.service.contient(fiche.service))
    ]


def _ecrire(
    fiche: Fiche,
    personnes: Iterable[User],
    texte: str,
    attendu: bool,
    sauf: set[int | None],
    racine: str,
) -> set[int | None]:
    """Tell each person once; the ids of those who were told."""
    dits: set[int | None] = set()
    for personne in personnes:
        if personne.pk in sauf | dits:
            continue
        ligne = Avis.objects.create(destinataire=personne, fiche=fiche, texte=texte[:500], attendu=attendu)
        dits.add(personne.pk)
        if personne.email:
            adresse = f"{racine.rstrip('/')}{reverse('fiches:suivi', kwargs={'pk': fiche.pk})}"
            taches.envoyer.enqueue(avis_id=ligne.pk, adresse=adresse)
    return dits
