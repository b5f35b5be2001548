"""How an analysis reads in a terminal."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from socle.cli.commun import sortie
from socle.offre.analyse.documents import LIBELLES_PRESENCES, Analyse, LigneAnalysee
from socle.offre.analyse.plan import phrases_principales
from socle.referentiel import RUBRIQUES_LISTE, TITRES_RUBRIQUES

_SIGNES = {"sur": "✓", "a-choisir": "?", "hors-referentiel": "∅"}
_STYLES = {"sur": "green", "a-choisir": "yellow", "hors-referentiel": "dim"}


def montrer_analyse(analyse: Analyse) -> None:
    """Sentences, nearest emplois-types, décalage, portrait, then each line."""
    sortie.print(analyse.offre.titre or analyse.offre.nom, style="bold", markup=False)
    for phrase in phrases_principales(analyse):
        sortie.print(phrase, markup=False)
    for remarque in analyse.offre.remarques:
        sortie.print(remarque, style="yellow", markup=False)
    _montrer_emplois_types(analyse)
    if analyse.decalage is not None:
        _titre("Décalage")
        for phrase in analyse.decalage.phrases:
            sortie.print(f"  • {phrase}", markup=False)
    _montrer_couverture(analyse)
    _titre("Portrait")
    for trait in analyse.portrait.traits:
        sortie.print(f"  • {trait.phrase()}", markup=False)
    _titre("Lignes")
    for ligne in analyse.lignes:
        _montrer_ligne(ligne)
    sortie.print("✓ sûr, ? à choisir, ∅ hors référentiel", style="dim")


def _titre(titre: str) -> None:
    sortie.print()
    sortie.print(titre, style="bold")


def _montrer_emplois_types(analyse: Analyse) -> None:
    _titre("Emplois-types les plus proches")
    table = Table(box=None, pad_edge=False)
    for titre in ("Code", "Emploi-type", "Corps", "Part", "Mots qui ont compté"):
        table.add_column(titre, no_wrap=titre in ("Code", "Corps", "Part"))
    for trouve in analyse.emplois_types[:5]:
        table.add_row(
            trouve.code,
            Text(trouve.intitule),
            trouve.corps,
            f"{round(100 * trouve.probabilite)} %",
            Text(", ".join(trouve.mots[:6])),
        )
    sortie.print(table)


def _montrer_couverture(analyse: Analyse) -> None:
    for rubrique in RUBRIQUES_LISTE:
        couvertes = [couverte for couverte in analyse.couverture if couverte.rubrique == rubrique]
        if couvertes:
            _titre(f"{TITRES_RUBRIQUES[rubrique]} de l’emploi-type {analyse.emploi_type}")
            for couverte in couvertes:
                sortie.print(
                    f"  {LIBELLES_PRESENCES[couverte.presence]:<10} {couverte.libelle}", markup=False
                )


def _montrer_ligne(ligne: LigneAnalysee) -> None:
    sortie.print(f"  {_SIGNES[ligne.decision]} {ligne.texte}", style=_STYLES[ligne.decision], markup=False)
    if ligne.decision != "hors-referentiel":
        for proposition in ligne.propositions[: 1 if ligne.decision == "sur" else 3]:
            sortie.print(f"      → {proposition.libelle}", markup=False)
