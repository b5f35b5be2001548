"""What the site knows of a person: handed over, or erased.

Nothing is listed by hand: every model that points at a person is found, those of other apps too. A column
named after such a link, ``auteur_nom`` or ``titulaire_courriel`` beside ``auteur`` and ``titulaire``, is a
copy of who it was, and is blanked with the person.
"""

from __future__ import annotations

import io
import json
import zipfile
from base64 import b64encode
from typing import Any

from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Left, Substr
from django.utils import timezone

from socle.erreurs import ErreurSocle
from socle_web.comptes import annuaire, journal
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Appartenance, Etablissement, Identite, Invitation, Trace, qui_designe

_COPIES = ("nom", "courriel")
ANONYME = "Personne effacée"


class _Encodeur(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        return b64encode(o).decode() if isinstance(o, bytes | memoryview) else super().default(o)


@transaction.atomic
def exporter(*, user: User, par: User | None) -> bytes:
    """A ZIP of JSON files: the account, then one file for each kind of thing tied to the person."""
    noter_partout(user=user, geste="donnees.exportees", par=par, lecture=True)
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        _ecrire(archive, "compte", _compte(user))
        _ecrire(archive, "invitations", list(Invitation.objects.filter(courriel=user.email.lower()).values()))
        for modele, lien in qui_designe(User):
            lignes = list(modele._base_manager.filter(**{lien: user}).values())
            if lignes:
                _ecrire(archive, f"{modele._meta.model_name}-{lien}", lignes)
        archive.writestr("LISEZ-MOI.txt", _LISEZ_MOI)
    return sortie.getvalue()


@transaction.atomic
def effacer(*, user: User, par: User | None) -> None:
    """Close an account and remove who it was; documents stay, signed by nobody in particular.

    :raises ErreurSocle: nobody would be left to administer an établissement, or the site.
    """
    if user.is_staff and not User.objects.filter(is_staff=True, is_active=True).exclude(pk=user.pk).exists():
        raise ErreurSocle(
            "C’est la dernière personne qui administre le site.",
            remede="Confiez d’abord ce rôle à quelqu’un d’autre.",
            code="dernier-administrateur",
        )
    lieux, du_site = _lieux(user), user.is_staff
    for tenue in Appartenance.objects.filter(user=user):
        annuaire.retirer_role(appartenance=tenue)
    Invitation.objects.filter(courriel=user.email.lower()).delete()
    Identite.objects.filter(user=user).delete()
    Trace.objects.filter(objet_type="auth.user", objet_id=str(user.pk)).update(objet_titre=ANONYME)
    Trace.objects.filter(objet_type="comptes.invitation", objet_titre__startswith=user.email.lower()).update(
        objet_titre=ANONYME
    )
    Trace.objects.filter(objet_type="comptes.appartenance", objet_titre__startswith=f"{user} :").update(
        objet_titre=ANONYME
    )
    for modele, lien in qui_designe(User):
        copies = {
            f"{lien}_{suffixe}": ANONYME if suffixe == "nom" else ""
            for suffixe in _COPIES
            if f"{lien}_{suffixe}" in {colonne.name for colonne in modele._meta.concrete_fields}
        }
        if copies:
            modele._base_manager.filter(**{lien: user}).update(**copies)
    _anonymiser(user)
    _noter(lieux, user, geste="compte.efface", par=par if par != user else None, site=du_site)


def noter_partout(*, user: User, geste: str, par: User | None, lecture: bool = False) -> None:
    """Write what is done to a person, or read of them, in the trail of each établissement where they hold a
    role; in the site's own when they hold none, or administer the site."""
    _noter(_lieux(user), user, geste=geste, par=par, site=user.is_staff, lecture=lecture)


def _lieux(user: User) -> list[Etablissement]:
    return list(Etablissement.objects.filter(appartenances__user=user).distinct())


def _noter(
    lieux: list[Etablissement],
    user: User,
    *,
    geste: str,
    par: User | None,
    site: bool,
    lecture: bool = False,
) -> None:
    for lieu in lieux:
        journal.noter(Espace(lieu, par), geste=geste, objet=user, lecture=lecture)
    if site or not lieux:
        journal.noter_sur_le_site(Espace(None, par), geste=geste, objet=user, lecture=lecture)


def changer_adresse(*, user: User, adresse: str) -> None:
    """Give an account its new address, which is also its name to sign in where the old one was.

    What the site finds a person by follows, so that an export or an erasure forgets nothing.
    """
    courriel, nom = user.email, user.username
    user.email = adresse
    if nom.lower() == courriel.lower():
        user.username = adresse
    user.save(update_fields=["email", "username"])
    if courriel:
        Invitation.objects.filter(courriel=courriel.lower()).update(courriel=adresse)
        _renommer("comptes.invitation", courriel.lower(), adresse)
    _renommer("comptes.appartenance", f"{nom} :", f"{user.username} :")


def _renommer(objet_type: str, avant: str, apres: str) -> None:
    Trace.objects.filter(objet_type=objet_type, objet_titre__startswith=avant).update(
        objet_titre=Left(Concat(Value(apres), Substr(F("objet_titre"), len(avant) + 1)), 300)
    )


def _anonymiser(user: User) -> None:
    user.username, user.email = f"efface-{user.pk}", ""
    user.first_name, user.last_name = "", ANONYME
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
    user.groups.clear()


def _compte(user: User) -> dict[str, Any]:
    colonnes = ("username", "email", "first_name", "last_name", "date_joined", "last_login", "is_staff")
    return {colonne: getattr(user, colonne) for colonne in colonnes} | {"exporte_le": timezone.now()}


def _ecrire(archive: zipfile.ZipFile, nom: str, contenu: Any) -> None:
    archive.writestr(f"{nom}.json", json.dumps(contenu, cls=_Encodeur, ensure_ascii=False, indent=1))


_LISEZ_MOI = """\
Ce dossier contient ce que Socle sait de vous.

compte.json        votre compte
invitations.json   les invitations envoyées à votre adresse
appartenance-…     vos rôles
trace-…            la trace de vos gestes dans les journaux
les autres         ce que vous avez écrit, relu ou signé, et les fiches qui vous désignent

Le mot de passe n’y est pas : le site n’en garde qu’une empreinte.
"""
