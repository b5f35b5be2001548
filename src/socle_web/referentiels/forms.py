"""Forms of the éditions' pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from socle.referentiel import proposer_nom
from socle_web.referentiels.services import depot

MESSAGE_TAILLE = "Ce fichier dépasse 30 Mo : l’export de RéFérens III pèse environ 2 Mo."
MESSAGE_SOURCE = "Ce fichier dépasse 30 Mo."


class NomForm(forms.Form):
    """The name and title of an édition."""

    nom = forms.CharField(
        label="Nom de l’édition",
        max_length=64,
        required=False,
        help_text="Court, sans espace ni accent : « referens-3 ». Il figure dans les adresses.",
    )
    titre = forms.CharField(
        label="Titre",
        max_length=120,
        required=False,
        help_text="Tel que vos collègues le liront : « RéFérens III, édition 2021 ».",
    )

    def clean_nom(self) -> str:
        nom = str(self.cleaned_data["nom"]).strip()
        if nom and (refus := depot().refus(nom)):
            raise forms.ValidationError(refus)
        return nom

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        donnees["titre"] = str(donnees.get("titre", "")).strip() or donnees.get("nom", "")
        return donnees


class ImportForm(NomForm):
    """A file to import; its name proposes the édition's when none is typed."""

    fichier = forms.FileField(
        label="Fichier CSV de RéFérens III",
        help_text="L’export du ministère, avec l’un ou l’autre de ses en-têtes. 30 Mo au plus.",
        error_messages={
            "required": "Choisissez le fichier à importer.",
            "empty": "Le fichier est vide. Téléchargez-le de nouveau depuis le site du ministère.",
        },
        widget=forms.FileInput(
            attrs={
                "accept": ".csv,text/csv",
                "data-taille-maximale": str(settings.TAILLE_MAXIMALE),
                "data-message-taille": MESSAGE_TAILLE,
            }
        ),
    )
    field_order = ("fichier", "nom", "titre")

    def clean_fichier(self) -> UploadedFile[bytes]:
        fichier: UploadedFile[bytes] = self.cleaned_data["fichier"]
        if (fichier.size or 0) > settings.TAILLE_MAXIMALE:
            raise forms.ValidationError(MESSAGE_TAILLE)
        return fichier

    def clean(self) -> dict[str, Any]:
        donnees = self.cleaned_data
        if "fichier" in donnees and not donnees.get("nom", "-"):
            donnees["nom"] = nom_libre(proposer_nom(donnees["fichier"].name or ""))
        return super().clean()


class SourceField(forms.FileField):
    """A file that may be given, within the limit of size."""

    def __init__(self, *, label: str, help_text: str, accept: str) -> None:
        attrs = {
            "accept": accept,
            "data-taille-maximale": str(settings.TAILLE_MAXIMALE),
            "data-message-taille": MESSAGE_SOURCE,
        }
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            widget=forms.FileInput(attrs=attrs),
            error_messages={"empty": "Ce fichier est vide. Téléchargez-le de nouveau."},
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        fichier = super().clean(data, initial)
        if fichier and fichier.size > settings.TAILLE_MAXIMALE:
            raise forms.ValidationError(MESSAGE_SOURCE)
        return fichier


class ApprentissageForm(forms.Form):
    """What to learn from beside the édition; nothing is compulsory."""

    rmfp = SourceField(
        label="RMFP (fichier CSV)",
        help_text="Le Répertoire des métiers de la fonction publique.",
        accept=".csv,text/csv",
    )
    rome = SourceField(
        label="ROME 4.0 (archive ZIP)",
        help_text="Le répertoire de France Travail, tel qu’il se télécharge.",
        accept=".zip,application/zip",
    )
    esco = SourceField(
        label="ESCO (archive ZIP)",
        help_text="La classification européenne, en CSV et en français.",
        accept=".zip,application/zip",
    )


def nom_libre(nom: str) -> str:
    """The name, or the first of ``nom-2``, ``nom-3``… that no édition bears."""
    stored = depot()
    candidates = (nom if rang == 1 else f"{nom[:60]}-{rang}" for rang in range(1, 1000))
    return next((candidate for candidate in candidates if not stored.refus(candidate)), nom)
