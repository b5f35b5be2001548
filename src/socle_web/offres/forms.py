"""The form that receives offers."""

from __future__ import annotations

from typing import Any

from django import forms

from socle.offre import BORNES
from socle.referentiel import CORPS
from socle_web.fiches.saisie import propre
from socle_web.referentiels import services as referentiels

CORPS_CHOIX = [(corps.code, f"{corps.libelle} ({corps.usuel})") for corps in CORPS.values()]


class TexteField(forms.CharField):
    """A text as pasted, without the control characters that no document can print."""

    def to_python(self, value: Any) -> str:
        return propre(super().to_python(value) or "").replace("\r\n", "\n")


class DepotForm(forms.Form):
    """A text, and how to read what is given; the files travel beside it."""

    texte = TexteField(label="Texte de l’offre", required=False, max_length=BORNES.caracteres)
    corps = forms.ChoiceField(label="Corps", required=False)
    edition = forms.ChoiceField(label="Référentiel", required=False)
    conserver = forms.BooleanField(label="Conserver le document avec l’analyse", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["corps"].choices = [("", "Celui que le document annonce"), *CORPS_CHOIX]  # type: ignore[attr-defined]
        self.fields["edition"].choices = editions()  # type: ignore[attr-defined]
        self.fields["texte"].error_messages["max_length"] = (
            "Ce texte dépasse 600 000 signes. Gardez la partie qui décrit le poste."
        )


def editions() -> list[tuple[str, str]]:
    """What an offer can be read with: everything, or one édition."""
    connues = referentiels.editions()
    titres = [(edition.nom, edition.titre or edition.nom) for edition in connues]
    if len(titres) == 1:
        return [("", titres[0][1])]
    return [("", f"{titres[0][1]} et le livret"), *titres]
