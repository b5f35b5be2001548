"""Forms of the pages around the editor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.template.defaultfilters import filesizeformat

from socle_web.comptes.models import Service
from socle_web.fiches.models import Fiche
from socle_web.fiches.services import nom_de

REPRISE_OCTETS = 1024 * 1024


class RepriseForm(forms.Form):
    """A JSON file taken away from Socle."""

    fichier = forms.FileField(
        label="Fichier JSON",
        help_text="Un fichier téléchargé depuis Socle, de 1 Mo au plus.",
        widget=forms.ClearableFileInput(
            attrs={
                "accept": ".json,application/json",
                "data-taille-maximale": REPRISE_OCTETS,
                "data-message-taille": "Ce fichier dépasse 1 Mo : ce n’est pas une fiche de Socle.",
            }
        ),
        error_messages={
            "required": "Choisissez le fichier JSON à reprendre.",
            "empty": "Ce fichier est vide. Choisissez un fichier JSON téléchargé depuis Socle.",
        },
    )

    def clean_fichier(self) -> object:
        fichier = self.cleaned_data["fichier"]
        if fichier.size > REPRISE_OCTETS:
            raise forms.ValidationError(
                f"Ce fichier pèse {filesizeformat(fichier.size)}, plus que la limite de 1 Mo : "
                "ce n’est sans doute pas une fiche de Socle."
            )
        return fichier


class PersonnesForm(forms.Form):
    """The service of a fiche, and who holds the post."""

    service = forms.ChoiceField(label="Service", required=False)
    titulaire = forms.ChoiceField(
        label="Titulaire, dans l’établissement",
        required=False,
        help_text="La personne signera avec son compte.",
    )
    titulaire_nom = forms.CharField(label="Ou son nom, sans compte", required=False, max_length=200)
    titulaire_courriel = forms.EmailField(
        label="Son adresse électronique",
        required=False,
        help_text="Elle recevra un lien personnel pour lire et signer.",
    )
    sans_titulaire = forms.BooleanField(
        label="Recrutement : la fiche n’a pas encore de titulaire", required=False
    )

    def __init__(self, data: Any = None, *, fiche: Fiche, services: list[Service]) -> None:
        initial = {
            "service": fiche.service_id or "",
            "titulaire": fiche.titulaire_id or "",
            "titulaire_nom": "" if fiche.titulaire_id else fiche.titulaire_nom,
            "titulaire_courriel": fiche.titulaire_courriel,
            "sans_titulaire": fiche.sans_titulaire,
        }
        super().__init__(data, initial=initial)
        self._services = {str(service.pk): service for service in services}
        self._membres = _membres(fiche)
        self.choices("service", {cle: s.nom_en_retrait for cle, s in self._services.items()})
        self.choices("titulaire", {cle: nom_de(user) for cle, user in self._membres.items()})
        if not services:
            del self.fields["service"]
        if not self._membres:
            del self.fields["titulaire"]
            self.fields["titulaire_nom"].label = "Nom du titulaire"

    def choices(self, nom: str, valeurs: dict[str, str]) -> None:
        """Offer some values, and none."""
        champ = self.fields[nom]
        assert isinstance(champ, forms.ChoiceField)
        champ.choices = [("", "Non précisé"), *valeurs.items()]

    def clean(self) -> dict[str, Any]:
        """A holder is known by an account or by a name; a recruitment has none."""
        valeurs: dict[str, Any] = super().clean() or {}
        if valeurs.get("titulaire_courriel") and not valeurs.get("titulaire_nom"):
            self.add_error("titulaire_nom", "Écrivez aussi le nom de cette personne.")
        connu = valeurs.get("titulaire") or valeurs.get("titulaire_nom")
        if valeurs.get("sans_titulaire") and connu:
            self.add_error(
                "sans_titulaire", "Une fiche sans titulaire ne peut pas en avoir une : videz l’un des deux."
            )
        return valeurs

    def valeurs(self) -> dict[str, Any]:
        """The arguments of :func:`socle_web.fiches.parcours.designer`."""
        lues = self.cleaned_data
        return {
            "service": self._services.get(lues.get("service", "")),
            "titulaire": self._membres.get(lues.get("titulaire", "")),
            "nom": lues["titulaire_nom"],
            "courriel": lues["titulaire_courriel"],
            "sans_titulaire": lues["sans_titulaire"],
        }


def _membres(fiche: Fiche) -> dict[str, User]:
    """The people of the fiche's établissement."""
    if fiche.etablissement_id is None:
        return {}
    gens = User.objects.filter(appartenances__etablissement=fiche.etablissement_id, is_active=True).distinct()
    return {str(user.pk): user for user in gens.order_by("last_name", "first_name", "username")}
