"""Forms of an animator: the consultation, its rule, its questions, whom to invite."""

from __future__ import annotations

from typing import Any

from django import forms

from socle import synthese
from socle.typographie import francais
from socle_web.etudes.echelles import ECHELLES, cle_de
from socle_web.etudes.models import Mode
from socle_web.etudes.models.consultation import TITRE_MAXIMUM
from socle_web.etudes.models.etude import TEXTE_MAXIMUM
from socle_web.fiches.saisie import propre

GENRES = [
    ("notation", "Noter sur une échelle"),
    ("oui-non", "Répondre par oui ou par non"),
    ("classement", "Classer plusieurs éléments"),
    ("proposition", "Écrire librement\u00a0: proposer, commenter une ligne"),
]


class TexteLong(forms.CharField):
    """Several lines of text, without the control characters that no document can print."""

    def __init__(self, **kwargs: Any) -> None:
        rows = kwargs.pop("rows", 4)
        kwargs.setdefault("max_length", TEXTE_MAXIMUM)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        return propre(super().to_python(value) or "").replace("\r\n", "\n")


class ConsultationForm(forms.Form):
    """What a consultation is called, who may answer it, and what they read first."""

    titre = forms.CharField(label="Titre", max_length=TITRE_MAXIMUM)
    mode = forms.ChoiceField(
        label="Qui peut répondre\u00a0?",
        choices=Mode.choices,
        initial=Mode.INVITATION,
        widget=forms.RadioSelect,
    )
    presentation = TexteLong(
        label="Présentation",
        required=False,
        help_text="Ce que chacun lit avant de répondre\u00a0: pourquoi cette consultation, "
        "ce que deviendront les réponses, combien de tours sont prévus.",
    )
    simulee = forms.BooleanField(
        label="C’est une répétition\u00a0: les réponses seront simulées, et dites telles partout",
        required=False,
    )


class PresentationForm(ConsultationForm):
    """The same, once links may be out: who may answer does not change any more."""

    mode = None  # type: ignore[assignment]
    simulee = None  # type: ignore[assignment]


class RegleVoteForm(forms.Form):
    """The rule that turns votes into verdicts. A criterion left empty is not asked."""

    part_favorable = forms.IntegerField(
        label="Part d’avis favorables, en %",
        min_value=51,
        max_value=100,
        initial=75,
        help_text="Une ligne fait consensus à partir de cette part des répondants qui se prononcent.",
    )
    mediane_minimum = forms.DecimalField(
        label="Médiane au moins égale à",
        required=False,
        min_value=0,
        max_value=10,
        help_text="Laissez vide pour ne pas la demander.",
    )
    ecart_interquartile_maximum = forms.DecimalField(
        label="Écart interquartile au plus égal à",
        required=False,
        min_value=0,
        max_value=10,
        initial=1,
        help_text="L’étendue de la moitié centrale des notes\u00a0: petite, elle dit que l’on est d’accord. "
        "Laissez vide pour ne pas la demander.",
    )
    validite = forms.BooleanField(
        label="Le hasard doit pouvoir être écarté (CVR de Lawshe, seuil exact à 5\u00a0%)",
        required=False,
    )
    repondants_minimum = forms.IntegerField(
        label="Réponses nécessaires pour conclure",
        min_value=1,
        max_value=100_000,
        initial=5,
        help_text="En dessous, la ligne est dite «\u00a0trop peu de réponses\u00a0».",
    )
    enonce = TexteLong(
        label="Pourquoi cette règle\u00a0?",
        required=False,
        rows=3,
        help_text="Les raisons ou la publication sur lesquelles elle s’appuie\u00a0; elles seront imprimées.",
    )

    @classmethod
    def de(cls, regle: synthese.RegleVote) -> dict[str, Any]:
        """The initial values that say a rule."""
        return {
            "part_favorable": round(regle.part_favorable * 100),
            "mediane_minimum": regle.mediane_minimum,
            "ecart_interquartile_maximum": regle.ecart_interquartile_maximum,
            "validite": regle.validite,
            "repondants_minimum": regle.repondants_minimum,
            "enonce": regle.enonce,
        }

    def regle(self) -> synthese.RegleVote:
        """The rule typed."""
        lu = self.cleaned_data
        return synthese.RegleVote(
            enonce=lu["enonce"],
            part_favorable=lu["part_favorable"] / 100,
            mediane_minimum=_nombre(lu["mediane_minimum"]),
            ecart_interquartile_maximum=_nombre(lu["ecart_interquartile_maximum"]),
            validite=lu["validite"],
            repondants_minimum=lu["repondants_minimum"],
        )


class QuestionForm(forms.Form):
    """A question. Which fields count depends on its genre; the page says so beside each."""

    genre = forms.ChoiceField(label="Ce que l’on demande", choices=GENRES, widget=forms.RadioSelect)
    texte = TexteLong(label="Question", rows=2, max_length=1000)
    candidat = forms.ChoiceField(
        label="Ligne sur laquelle elle porte",
        required=False,
        help_text="Pour noter, répondre par oui ou non, ou commenter\u00a0: son libellé sera montré sous la "
        "question, et le résultat lui sera attaché.",
    )
    elements = TexteLong(
        label="Éléments à classer",
        required=False,
        rows=4,
        help_text="Pour un classement\u00a0: un par ligne. Ceux qui n’y sont pas encore s’ajoutent aux "
        "lignes candidates de l’étude.",
    )
    echelle = forms.ChoiceField(
        label="Échelle",
        required=False,
        choices=[(cle, proposee.libelle) for cle, proposee in ECHELLES.items()],
        help_text="Pour une note. Une réponse «\u00a0sans avis\u00a0» est toujours possible.",
    )
    aide = TexteLong(label="Précision", required=False, rows=2, max_length=1000)

    def __init__(self, *args: Any, candidats: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["candidat"].choices = [("", "Aucune\u00a0: une question générale"), *candidats]  # type: ignore[attr-defined]

    @classmethod
    def de(cls, question: synthese.Question, libelles: dict[str, str]) -> dict[str, Any]:
        """The initial values that say a question."""
        classes = question.genre == "classement"
        return {
            "genre": question.genre,
            "texte": question.texte,
            "candidat": "" if classes else question.candidat,
            "elements": "\n".join(libelles[cle] for cle in question.candidats) if classes else "",
            "echelle": cle_de(question.echelle),
            "aide": question.aide,
        }

    def clean(self) -> dict[str, Any]:
        lu = super().clean() or {}
        lu["texte"] = francais(lu.get("texte", ""))
        lignes = [
            francais(" ".join(ligne.split()))
            for ligne in lu.get("elements", "").splitlines()
            if ligne.strip()
        ]
        lu["elements_lus"] = list(dict.fromkeys(lignes))
        if lu.get("genre") == "classement" and len(lu["elements_lus"]) < 2:
            self.add_error("elements", "Un classement porte sur deux éléments au moins, un par ligne.")
        if lu.get("genre") == "classement" and len(lu["elements_lus"]) > 20:
            self.add_error("elements", "Au-delà de vingt éléments, personne ne sait plus classer.")
        return lu


class InvitationsForm(forms.Form):
    """People to invite, one a line."""

    personnes = TexteLong(
        label="Personnes à inviter, une par ligne",
        rows=6,
        max_length=200_000,
        help_text="Un nom, une adresse électronique, ou «\u00a0Nom <adresse>\u00a0». Socle n’envoie pas de "
        "courriel\u00a0: il donne à chacun un lien que vous transmettez.",
    )


def _nombre(valeur: Any) -> float | None:
    return None if valeur is None else float(valeur)
