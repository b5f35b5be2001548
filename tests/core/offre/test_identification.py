"""What identifies the post: values, how sure they are, and the words that say them."""

from __future__ import annotations

import pytest

from socle.offre import Identification, Indication, decouper
from socle.offre.dates import lire_date


def valeurs(texte: str, champ: str) -> list[tuple[str, str]]:
    return [(one.valeur, one.origine) for one in getattr(decouper(texte).identification, champ)]


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Corps : IGE", [("IE", "ecrit")]),
        ("Corps et grade : Ingénieur·e d’études", [("IE", "ecrit")]),
        ("Corps : IGR ou IGE", [("IR", "ecrit"), ("IE", "ecrit")]),
        ("Corps :\nASI", [("AI", "ecrit")]),
        ("Catégorie / corps : B – TECH", [("TECH", "ecrit")]),
        ("Corps : T", [("TECH", "ecrit")]),
        ("Corps : ATRF", [("ATRF", "ecrit")]),
        ("Grade : Adjoint technique de recherche et de formation", [("ATRF", "ecrit")]),
        ("Ingénieure ou ingénieur de recherche en biologie\nMission : aider", [("IR", "ecrit")]),
        ("Poste d’ASI en pédagogie\nMission : aider", [("AI", "ecrit")]),
        ("Contexte\nL’ingénieur-e de recherche rejoindra l’équipe.", [("IR", "mention")]),
        ("Contexte\nElle travaille avec les ingénieurs d’études et deux assistants ingénieurs.", []),
        (
            "Contexte\nEn appui de l’ingénieur de recherche, elle est responsable d’un assistant ingénieur.",
            [],
        ),
        ("Contexte\nDes outils d’IA, du spectre IR et de l’AI.", []),
        ("Emploi-type : F2D57", [("IE", "deduit")]),
    ],
)
def test_corps_is_written_named_or_deduced_never_guessed(texte: str, attendu: list[tuple[str, str]]) -> None:
    assert valeurs(texte, "corps") == attendu


@pytest.mark.parametrize(
    ("texte", "champ", "attendu"),
    [
        ("BAP : F – Culture", "bap", [("F", "ecrit")]),
        ("Branche d’activité professionnelle (BAP) : « J »", "bap", [("J", "ecrit")]),
        ("Contexte\nUn poste de la BAP E.", "bap", [("E", "ecrit")]),
        ("Emploi-type : J1C44", "bap", [("J", "deduit")]),
        ("BAP : informatique", "bap", []),
        ("Catégorie : A", "categorie", [("A", "ecrit")]),
        ("Contexte\nUn agent de catégorie B.", "categorie", [("B", "ecrit")]),
        ("Corps : TECH", "categorie", [("B", "deduit")]),
        ("Emploi-type : F2D57 – Ingénieur-e pédagogique", "emploi_type", [("F2D57", "ecrit")]),
        (
            "Emploi-type : F2D57 – Ingénieur-e pédagogique",
            "emploi_type_intitule",
            [("Ingénieur-e pédagogique", "ecrit")],
        ),
        ("RéFérens III : A1AP1", "emploi_type", [("A1AP1", "ecrit")]),
        ("Référence H2D57 et F6D57", "emploi_type", []),
        ("Quotité : 80%", "quotite", [("80", "ecrit")]),
        ("Quotité : 5 %", "quotite", []),
        ("Contexte\nUn poste à temps plein.", "quotite", [("100", "ecrit")]),
        ("Contexte\nUn poste à mi-temps.", "quotite", [("50", "ecrit")]),
        ("Contexte\nTemps partiel possible (quotité de 70 %).", "quotite", [("70", "ecrit")]),
        ("Contexte\nPour 80 % de son temps, elle intègre des projets.", "quotite", []),
        ("Type de contrat : CDD de 12 mois", "contrat", [("cdd", "ecrit")]),
        ("Statut : titulaire ou contractuel", "contrat", [("titulaire", "ecrit"), ("contractuel", "ecrit")]),
        ("Contexte\nUn contrat de projet est proposé.", "contrat", [("projet", "mention")]),
        ("Contexte\nL’équipe compte deux agents en CDD et un CDI.", "contrat", []),
        ("Contexte\nLe poste est proposé en CDI.", "contrat", [("cdi", "mention")]),
        (
            "Contexte\nUn responsable assistance, 1 temps plein et deux équivalents temps plein.",
            "quotite",
            [],
        ),
        ("Activités\n- Analyse, traitement et interprétation des données :\n- Lire", "remuneration", []),
        ("Profil\nTitulaire d’un master.", "contrat", []),
        ("Durée du contrat : deux ans", "duree", [("24", "ecrit")]),
        ("Contexte\nUn CDD de six mois.", "duree", [("6", "mention")]),
        ("Contrat : CDI", "duree", []),
        ("Lieu d’exercice : Campus de Tours.", "lieu", [("Campus de Tours", "ecrit")]),
        ("Lieu : 12", "lieu", []),
        ("Prise de poste : 1er septembre 2026", "prise_de_poste", [("2026-09-01", "ecrit")]),
        ("Date de prise de fonctions : dès que possible", "prise_de_poste", [("dès que possible", "ecrit")]),
        (
            "Contexte\nPoste à pourvoir à compter du 01/09/2026.",
            "prise_de_poste",
            [("2026-09-01", "mention")],
        ),
        ("Date limite de candidature : 31/02/2026", "date_limite", []),
        ("Candidature\nJusqu’au 15 juin 2026.", "date_limite", [("2026-06-15", "mention")]),
        ("Candidature\nJusqu’au bout.", "date_limite", []),
        ("Rémunération : selon grille", "remuneration", [("selon grille", "ecrit")]),
        (
            "Conditions\nEntre 2 100 € et 2 400 € brut par mois.",
            "remuneration",
            [("Entre 2 100 € et 2 400 € brut par mois", "mention")],
        ),
        ("Conditions\nUn budget de 20 000 € à gérer.", "remuneration", []),
        (
            "Conditions\nPaye selon la grille des IGE.",
            "remuneration",
            [("selon la grille des IGE", "mention")],
        ),
    ],
)
def test_facts(texte: str, champ: str, attendu: list[tuple[str, str]]) -> None:
    assert valeurs(texte, champ) == attendu


def test_evidence_is_in_the_text() -> None:
    offre = decouper("Corps : IGE\nBAP : F\nQuotité : 80 %\nLieu : Tours\nEmploi-type : F2D57")
    for champ in Identification.model_fields:
        for one in getattr(offre.identification, champ):
            assert offre.texte[one.debut : one.fin] == one.texte


def test_one_value_or_none() -> None:
    def found(*pairs: tuple[str, str]) -> Identification:
        return Identification(
            corps=tuple(
                Indication(valeur=valeur, texte="x", debut=0, fin=1, origine=origine)  # type: ignore[arg-type]
                for valeur, origine in pairs
            )
        )

    assert found(("IE", "ecrit"), ("IR", "mention")).unique("corps").valeur == "IE"  # type: ignore[union-attr]
    assert found(("IE", "mention")).unique("corps").valeur == "IE"  # type: ignore[union-attr]
    assert found(("IE", "ecrit"), ("IR", "ecrit")).unique("corps") is None
    assert found().unique("corps") is None


@pytest.mark.parametrize(
    ("texte", "iso"),
    [
        ("le 3 mai 2026 ou le 4 juin 2026", "2026-05-03"),
        ("Août 2026", "2026-08"),
        ("09/2026", "2026-09"),
        ("2026-09-01", "2026-09-01"),
        ("32/13/2026 puis 01.02.26", "2026-02-01"),
        ("au plus tôt", "dès que possible"),
        ("un jour", None),
    ],
)
def test_dates(texte: str, iso: str | None) -> None:
    read = lire_date(texte)
    assert (read.iso if read else None) == iso
