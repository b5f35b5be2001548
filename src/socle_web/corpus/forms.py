"""The forms of corpora: bringing one, telling its columns, asking for a run."""

from __future__ import annotations

from typing import Any

from django import forms

from socle.corpus.colonnes import CHAMPS
from socle_web.corpus.models import TITRE_MAXIMUM
from socle_web.referentiels import services as referentiels

LIBELLES_CHAMPS = {
    "id": "Référence de l’offre",
    "titre": "Intitulé",
    "texte": "Texte de l’offre",
    "employeur": "Employeur",
    "region": "Région ou lieu",
    "date": "Date de publication",
    "annee": "Année",
    "statut": "Titulaire ou contractuel",
    "corps": "Corps",
    "code": "Emploi-type annoncé",
}
CODES_MAXIMUM = 5


class CorpusForm(forms.Form):
    """A name; the files travel beside it."""

    titre = forms.CharField(
        label="Nom du corpus",
        required=False,
        max_length=TITRE_MAXIMUM,
        help_text="Par exemple : Offres d’ingénieurs pédagogiques, 2025. Sans nom, celui du fichier.",
    )


class ColonnesForm(forms.Form):
    """Which column of the table fills each field; the text may be made of several."""

    def __init__(self, *args: Any, colonnes: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choix = [(nom, nom) for nom in colonnes]
        for champ in CHAMPS:
            if champ == "texte":
                self.fields[champ] = forms.MultipleChoiceField(
                    label=LIBELLES_CHAMPS[champ],
                    choices=choix,
                    widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
                    error_messages={"required": "Choisissez au moins une colonne pour le texte."},
                )
            else:
                self.fields[champ] = forms.ChoiceField(
                    label=LIBELLES_CHAMPS[champ], choices=[("", "Aucune"), *choix], required=False
                )

    def paires(self) -> list[tuple[str, str]]:
        """Field and column, as the core takes them."""
        donnees = self.cleaned_data
        texte = [("texte", nom) for nom in donnees["texte"]]
        return texte + [(champ, donnees[champ]) for champ in CHAMPS if champ != "texte" and donnees[champ]]


def _referentiels() -> list[tuple[str, str]]:
    """What a corpus can be measured against: the booklet with one édition, the latest first, or alone.

    As on a command line: what a report prints then makes the same figures again.
    """
    connues = [
        (edition.nom, referentiels.titre_avec_livret(edition.nom)) for edition in referentiels.editions()
    ]
    # No name for the first: a run asked for later takes the latest of that day.
    return [("", connues[0][1]), *connues[1:]]


class ExecutionForm(forms.Form):
    """With which référentiel, and against which emplois-types."""

    edition = forms.ChoiceField(label="Référentiel", required=False)
    emplois_types = forms.CharField(
        label="Emplois-types à mesurer",
        required=False,
        max_length=200,
        help_text="Des codes séparés par des espaces, comme F2D57 ou ANSTIA-IP. "
        "Sans code, chaque offre est mesurée à l’emploi-type dont elle est la plus proche.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].choices = _referentiels()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Every code must be one of the référentiel's."""
        donnees: dict[str, Any] = super().clean() or {}
        codes = list(dict.fromkeys(donnees.get("emplois_types", "").replace(",", " ").upper().split()))
        if "edition" in donnees and codes:
            referentiel = referentiels.avec_livret(edition=donnees["edition"])
            connus = {emploi.code for emploi in referentiel.emplois_types}
            inconnus = [code for code in codes if code not in connus]
            if inconnus:
                self.add_error(
                    "emplois_types",
                    f"Ce référentiel n’a pas d’emploi-type {' ni '.join(inconnus)}. "
                    "Cherchez le code dans Emplois-types, ou laissez ce champ vide.",
                )
            elif len(codes) > CODES_MAXIMUM:
                self.add_error("emplois_types", f"Donnez {CODES_MAXIMUM} codes au plus.")
        donnees["codes"] = codes
        return donnees
