"""Forms of people and places."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User

from socle_web.comptes import annuaire
from socle_web.comptes.models import Etablissement, Role, Service

# An em space: a browser keeps it at the head of an option.
_RETRAIT = "\u2003"


class EtablissementForm(forms.ModelForm):  # type: ignore[type-arg]
    couleur = forms.CharField(
        label="Couleur des titres",
        widget=forms.TextInput(attrs={"type": "color", "class": "form-control-color"}),
        help_text="Les documents l’assombrissent au besoin, pour qu’un titre reste lisible sur du blanc.",
    )
    fichier_logo = forms.FileField(
        label="Logo",
        required=False,
        help_text="PNG ou SVG, 1 Mo au plus.",
        widget=forms.FileInput(
            attrs={
                "accept": "image/png,image/svg+xml",
                "data-taille-maximale": str(1024 * 1024),
                "data-message-taille": "Ce logo dépasse 1 Mo.",
            }
        ),
    )
    retirer_logo = forms.BooleanField(label="Retirer le logo actuel", required=False)

    class Meta:
        model = Etablissement
        fields = ("nom", "couleur")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not self.instance.logo:
            del self.fields["retirer_logo"]


class ConnexionForm(AuthenticationForm):
    """Signing in with the address, however it is capitalised, or with the name of an older account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Adresse électronique"

    def clean_username(self) -> str:
        saisi: str = self.cleaned_data["username"].strip()
        return saisi.lower() if "@" in saisi else saisi


def champ_service(*, etablissement: Etablissement, libelle: str, vide: str) -> forms.TypedChoiceField:
    """A choice among the services, in the order of the tree; ``vide`` says what choosing none means."""
    services = annuaire.arbre(etablissement)
    par_cle = {str(service.pk): service for service in services}
    choix = [(cle, _RETRAIT * service.profondeur + service.nom) for cle, service in par_cle.items()]
    return forms.TypedChoiceField(
        label=libelle, required=False, choices=[("", vide), *choix], coerce=par_cle.get, empty_value=None
    )


class ServiceForm(forms.Form):
    """A service's name and place."""

    nom = forms.CharField(label="Nom du service", max_length=200)

    def __init__(self, *args: Any, etablissement: Etablissement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if etablissement.services.exists():
            self.fields["parent"] = champ_service(
                etablissement=etablissement,
                libelle="Rangé sous",
                vide="Rien\u00a0: en tête de l’établissement",
            )


class RoleForm(forms.Form):
    """A role, in the whole établissement or in a service."""

    role = forms.ChoiceField(label="Rôle", choices=Role.choices, initial=Role.REDACTEUR)

    def __init__(self, *args: Any, etablissement: Etablissement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"] = champ_service(
            etablissement=etablissement, libelle="Dans", vide="Tout l’établissement"
        )


class InvitationForm(RoleForm):
    """Whom to invite, and for what."""

    courriel = forms.EmailField(label="Adresse électronique", max_length=150)
    field_order = ("courriel", "role", "service")


class EtablissementNeufForm(forms.Form):
    """A new établissement and who will administer it."""

    nom = forms.CharField(label="Nom de l’établissement", max_length=200)
    courriel = forms.EmailField(
        label="Adresse de la personne qui l’administrera",
        max_length=150,
        help_text="Elle recevra une invitation.",
    )


class IdentiteForm(forms.ModelForm):  # type: ignore[type-arg]
    """What others see of a person."""

    class Meta:
        model = User
        fields = ("first_name", "last_name")
        labels: ClassVar = {"first_name": "Prénom", "last_name": "Nom"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nom, autocomplete in (("first_name", "given-name"), ("last_name", "family-name")):
            self.fields[nom].required = True
            self.fields[nom].widget.attrs["autocomplete"] = autocomplete


class CompteForm(IdentiteForm):
    """A new account: who, and the password."""

    mot_de_passe = forms.CharField(
        label="Mot de passe",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Douze caractères au moins. Une phrase de plusieurs mots convient très bien.",
    )
    confirmation = forms.CharField(
        label="Mot de passe, une seconde fois",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        donnees: dict[str, Any] = super().clean() or self.cleaned_data
        un, deux = donnees.get("mot_de_passe"), donnees.get("confirmation")
        if un and deux and un != deux:
            self.add_error("confirmation", "Les deux mots de passe diffèrent.")
        elif un:
            try:
                password_validation.validate_password(un, self.instance)
            except forms.ValidationError as erreur:
                self.add_error("mot_de_passe", erreur)
        return donnees


class AdresseForm(forms.Form):
    """A new address, asked by who knows the password."""

    adresse = forms.EmailField(
        label="Nouvelle adresse électronique",
        max_length=150,
        help_text="Un lien de confirmation y est envoyé. Rien ne change avant qu’il soit ouvert.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    mot_de_passe = forms.CharField(
        label="Mot de passe actuel",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean_mot_de_passe(self) -> str:
        saisi: str = self.cleaned_data["mot_de_passe"]
        if not self._user.check_password(saisi):
            raise forms.ValidationError("Ce n’est pas votre mot de passe actuel.")
        return saisi


class EffacementForm(forms.Form):
    """Erasing one's account, which cannot be undone: the address is typed again."""

    adresse = forms.CharField(label="Pour confirmer, écrivez votre adresse électronique")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._attendue = user.email or user.get_username()

    def clean_adresse(self) -> str:
        adresse: str = self.cleaned_data["adresse"].strip()
        if adresse.lower() != self._attendue.lower():
            raise forms.ValidationError(f"Ce n’est pas l’adresse de ce compte\u00a0: {self._attendue}.")
        return adresse


def _jour(libelle: str) -> forms.DateField:
    return forms.DateField(
        label=libelle, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class JournalForm(forms.Form):
    """What to look for in the audit trail; nothing is required."""

    personne = forms.CharField(label="Personne", required=False)
    geste = forms.ChoiceField(label="Geste", required=False)
    objet = forms.CharField(label="Objet", required=False)
    du = _jour("Du")
    au = _jour("Au")
    nature = forms.ChoiceField(
        label="Nature",
        required=False,
        choices=[("", "Tout"), ("ecriture", "Écritures"), ("lecture", "Lectures de données personnelles")],
    )

    def __init__(self, *args: Any, gestes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champ = self.fields["geste"]
        assert isinstance(champ, forms.ChoiceField)
        champ.choices = [("", "Tous"), *gestes]


def service_de(form: forms.Form) -> Service | None:
    """The service chosen in a form, if it asked for one."""
    choisi: Service | None = form.cleaned_data.get("service") or form.cleaned_data.get("parent")
    return choisi
