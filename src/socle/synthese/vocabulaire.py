"""The words of a study: kinds of sources, values of a cell, verdicts, and how each is printed."""

from __future__ import annotations

from typing import Literal

GenreSource = Literal[
    "referentiel",
    "enquete",
    "publication",
    "ouvrage",
    "corpus-offres",
    "atelier",
    "entretiens",
    "synthese",
    "autre",
]
Valeur = Literal["present", "partiel", "absent", "non-traite"]
EtatCellule = Literal["present", "partiel", "absent", "non-traite", "desaccord", "non-code"]
Verdict = Literal["consensus", "discute", "emergent", "sans-appui"]
VerdictVote = Literal["consensus", "discute", "rejete", "insuffisant"]
Decision = Literal["sources", "vote", "les-deux"]
NatureCandidat = Literal[
    "activite", "connaissance", "competence-operationnelle", "competence-comportementale"
]

GENRES_SOURCE: dict[GenreSource, str] = {
    "referentiel": "Référentiel",
    "enquete": "Enquête",
    "publication": "Publication",
    "ouvrage": "Ouvrage",
    "corpus-offres": "Corpus d’offres",
    "atelier": "Atelier",
    "entretiens": "Entretiens",
    "synthese": "Synthèse",
    "autre": "Autre source",
}

VALEURS: dict[Valeur, str] = {
    "present": "Présent",
    "partiel": "Partiel",
    "absent": "Absent",
    "non-traite": "Non traité",
}

ETATS_CELLULE: dict[EtatCellule, str] = {
    "present": VALEURS["present"],
    "partiel": VALEURS["partiel"],
    "absent": VALEURS["absent"],
    "non-traite": VALEURS["non-traite"],
    "desaccord": "Désaccord à résoudre",
    "non-code": "Non codé",
}

VERDICTS: dict[Verdict, str] = {
    "consensus": "Consensus",
    "discute": "Discuté",
    "emergent": "Émergent",
    "sans-appui": "Sans appui",
}

VERDICTS_VOTE: dict[VerdictVote, str] = {
    "consensus": "Consensus",
    "discute": "Discuté",
    "rejete": "Rejeté",
    "insuffisant": "Trop peu de réponses",
}

NATURES_CANDIDAT: dict[NatureCandidat, str] = {
    "activite": "Activité",
    "connaissance": "Connaissance",
    "competence-operationnelle": "Compétence opérationnelle",
    "competence-comportementale": "Compétence comportementale",
}

DECISIONS: dict[Decision, str] = {
    "sources": "Les sources seules ; les votes éclairent",
    "vote": "Le vote, là où il a eu lieu",
    "les-deux": "Les sources et le vote ensemble",
}
