"""The form of the établissement's charte."""

from __future__ import annotations

from django import forms

from socle_web.comptes.models import Etablissement


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
