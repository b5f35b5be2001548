"""Forms of the pages around the editor."""

from __future__ import annotations

from django import forms
from django.template.defaultfilters import filesizeformat

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
