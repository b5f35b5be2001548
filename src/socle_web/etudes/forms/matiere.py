"""Forms of what a study gathers: sources, candidates, the rule, what is read in a source."""

from __future__ import annotations

from typing import Any

from django import forms

from socle import synthese
from socle.typographie import francais
from socle_web.etudes.forms.consultation import TexteLong

IMPORT_OCTETS = 4 * 1024 * 1024


class SourceForm(forms.Form):
    """A source: what it is, and what it takes its content from."""

    titre = forms.CharField(label="Titre", max_length=500)
    genre = forms.ChoiceField(label="Genre", choices=list(synthese.GENRES_SOURCE.items()))
    annee = forms.IntegerField(label="Année", required=False, min_value=1800, max_value=2200)
    pays = forms.CharField(label="Pays", required=False, max_length=100)
    profession = forms.CharField(label="Profession étudiée", required=False, max_length=200)
    effectif = forms.IntegerField(
        label="Effectif",
        required=False,
        min_value=0,
        max_value=100_000_000,
        help_text="Répondants, participants ou documents.",
    )
    effectif_mention = forms.CharField(
        label="Effectif, dans les mots de la source",
        required=False,
        max_length=200,
        help_text="Quand il n’est pas exact\u00a0: «\u00a0plus de 200 offres\u00a0».",
    )
    depend_de = forms.MultipleChoiceField(
        label="Reprend le contenu de",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Une source qui en répète une autre n’est pas un second témoin.",
    )
    remarque = TexteLong(label="Remarque", required=False, rows=2)

    def __init__(self, *args: Any, autres: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["depend_de"].choices = autres  # type: ignore[attr-defined]
        if not autres:
            del self.fields["depend_de"]

    @classmethod
    def de(cls, source: synthese.Source) -> dict[str, Any]:
        """The initial values that say a source."""
        return source.model_dump(exclude={"cle", "reference"})

    def champs(self) -> dict[str, Any]:
        """The fields of the source typed."""
        return {**self.cleaned_data, "depend_de": tuple(self.cleaned_data.get("depend_de", ()))}


class BibliographieForm(forms.Form):
    """A bibliography to register, as a file or as a list of DOIs."""

    fichier = forms.FileField(
        label="Bibliographie",
        required=False,
        help_text="BibTeX (.bib), RIS (.ris), CSL-JSON (.json) ou liste de DOI (.txt), de 4 Mo au plus.",
        widget=forms.FileInput(
            attrs={
                "accept": ".bib,.ris,.json,.txt",
                "data-taille-maximale": str(IMPORT_OCTETS),
                "data-message-taille": "Ce fichier dépasse 4 Mo.",
            }
        ),
    )
    dois = TexteLong(label="Ou des DOI", required=False, rows=2, max_length=20_000)

    def clean(self) -> dict[str, Any]:
        lu = super().clean() or {}
        fichier = lu.get("fichier")
        if not fichier and not lu.get("dois", "").strip():
            raise forms.ValidationError("Choisissez un fichier, ou collez des DOI.")
        if fichier and fichier.size > IMPORT_OCTETS:
            raise forms.ValidationError("Ce fichier dépasse 4 Mo. Partagez-le en plusieurs.")
        return lu


class CandidatsForm(forms.Form):
    """Candidates to add, one a line."""

    libelles = TexteLong(label="Lignes candidates, une par ligne", rows=5, max_length=50_000)
    nature = forms.ChoiceField(label="Ce sont des", choices=list(synthese.NATURES_CANDIDAT.items()))
    categorie = forms.ChoiceField(label="Catégorie", required=False)

    def __init__(self, *args: Any, categories: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categorie"].choices = [("", "À décider"), *categories]  # type: ignore[attr-defined]

    def lignes(self) -> list[str]:
        """The lines typed, once each."""
        brutes = self.cleaned_data["libelles"].splitlines()
        return list(dict.fromkeys(francais(" ".join(ligne.split())) for ligne in brutes if ligne.strip()))


class CandidatForm(forms.Form):
    """One candidate."""

    libelle = forms.CharField(label="Libellé", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    nature = forms.ChoiceField(label="Nature", choices=list(synthese.NATURES_CANDIDAT.items()))
    categorie = forms.ChoiceField(label="Catégorie", required=False)
    remarque = TexteLong(label="Remarque", required=False, rows=2)

    def __init__(self, *args: Any, categories: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categorie"].choices = [("", "À décider"), *categories]  # type: ignore[attr-defined]


class RegleConsensusForm(forms.Form):
    """How the matrix becomes verdicts."""

    seuil_consensus = forms.IntegerField(
        label="Indice de consensus à atteindre, en %",
        min_value=1,
        max_value=100,
        help_text="L’indice est l’appui moyen des sources indépendantes qui traitent la ligne.",
    )
    poids_partiel = forms.IntegerField(
        label="Poids d’une présence partielle, en %", min_value=0, max_value=100
    )
    temoins_minimum = forms.IntegerField(
        label="Sources indépendantes nécessaires", min_value=1, max_value=1000
    )
    genres_minimum = forms.IntegerField(label="Genres de sources nécessaires", min_value=1, max_value=9)
    decision = forms.ChoiceField(
        label="Ce que pèsent les votes", choices=list(synthese.DECISIONS.items()), widget=forms.RadioSelect
    )
    enonce = TexteLong(
        label="Pourquoi cette règle\u00a0?",
        required=False,
        help_text="Ses raisons, imprimées avec l’étude.",
    )

    @classmethod
    def de(cls, regle: synthese.RegleConsensus) -> dict[str, Any]:
        """The initial values that say a rule."""
        return {
            **regle.model_dump(),
            "seuil_consensus": round(100 * regle.seuil_consensus),
            "poids_partiel": round(100 * regle.poids_partiel),
        }

    def regle(self) -> synthese.RegleConsensus:
        """The rule typed."""
        lu = self.cleaned_data
        return synthese.RegleConsensus(
            **{
                **lu,
                "seuil_consensus": lu["seuil_consensus"] / 100,
                "poids_partiel": lu["poids_partiel"] / 100,
            }
        )


class ArbitrageForm(forms.Form):
    """A disagreement settled."""

    valeur = forms.ChoiceField(
        label="La case vaut", choices=list(synthese.VALEURS.items()), widget=forms.RadioSelect
    )
    motif = TexteLong(label="Pourquoi\u00a0?", rows=3)
