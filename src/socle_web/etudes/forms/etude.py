"""Forms around a study: what it is about, a study taken up from a file."""

from __future__ import annotations

from django import forms

from socle_web.etudes.forms.consultation import TexteLong
from socle_web.etudes.models.etude import INTITULE_MAXIMUM

IMPORT_OCTETS = 20 * 1024 * 1024


class EtudeForm(forms.Form):
    """What a study is called and what it asks."""

    titre = forms.CharField(
        label="Titre de l’étude",
        max_length=INTITULE_MAXIMUM,
        help_text="Par exemple\u00a0: «\u00a0Les activités des ingénieurs pédagogiques\u00a0».",
    )
    organisme = forms.CharField(
        label="Qui la conduit",
        max_length=300,
        required=False,
        help_text="Un groupe de travail, une association, un service.",
    )
    objet = TexteLong(
        label="Ce qu’elle cherche à savoir",
        required=False,
        help_text="En quelques phrases, pour qui la lira sans l’avoir faite.",
    )


class ImportEtudeForm(forms.Form):
    """A study exported from Socle."""

    fichier = forms.FileField(
        label="Étude exportée (JSON)",
        help_text="Un fichier téléchargé depuis Socle, de 20 Mo au plus.",
        widget=forms.FileInput(
            attrs={
                "accept": ".json,application/json",
                "data-taille-maximale": str(IMPORT_OCTETS),
                "data-message-taille": "Ce fichier dépasse 20 Mo\u00a0: ce n’est pas une étude de Socle.",
            }
        ),
        error_messages={
            "required": "Choisissez le fichier JSON de l’étude à reprendre.",
            "empty": "Ce fichier est vide. Choisissez un fichier JSON téléchargé depuis Socle.",
        },
    )

    def clean_fichier(self) -> object:
        fichier = self.cleaned_data["fichier"]
        if fichier.size > IMPORT_OCTETS:
            raise forms.ValidationError("Ce fichier dépasse 20 Mo\u00a0: ce n’est pas une étude de Socle.")
        return fichier
