"""Forms of the proposal: where it starts from, what one says of it, its adoption."""

from __future__ import annotations

from django import forms

from socle_web.etudes.forms.consultation import TexteLong


class PropositionForm(forms.Form):
    """What a new version starts from. The lines in consensus take the place of those of the start."""

    gabarit = forms.CharField(
        label="Emploi-type de départ",
        max_length=300,
        help_text="Un code ou les premiers mots d’un intitulé. Il donne le corps, la BAP, la mission, "
        "et les rubriques dont l’étude n’a pas de ligne candidate.",
        widget=forms.TextInput(attrs={"list": "emplois-connus", "autocomplete": "off"}),
    )
    intitule = forms.CharField(
        label="Intitulé proposé", max_length=300, required=False, help_text="Vide\u00a0: celui du départ."
    )
    mission = TexteLong(
        label="Mission proposée", required=False, rows=3, help_text="Vide\u00a0: celle du départ."
    )
    remplace = forms.BooleanField(
        label="La proposition le remplacerait\u00a0: comparer, et dire ce qui changerait pour qui",
        required=False,
    )
    motif = TexteLong(label="Ce que cette version apporte", required=False, rows=2)


class RemarqueForm(forms.Form):
    """A comment on a line, or on the whole."""

    texte = TexteLong(label="Votre remarque", rows=3)
    rubrique = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    rang = forms.IntegerField(required=False, min_value=1, max_value=10_000, widget=forms.HiddenInput)


class AdoptionForm(forms.Form):
    """Who adopts a version."""

    par = forms.CharField(
        label="Adoptée par", max_length=300, help_text="Le groupe de travail, le conseil, l’instance."
    )
    mention = TexteLong(label="Mention", required=False, rows=2)
