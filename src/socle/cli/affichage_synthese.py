"""How a study reads in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from socle.cli.commun import sortie
from socle.fiche import Rapport
from socle.synthese import (
    ETATS_CELLULE,
    VERDICTS,
    Consultation,
    Effets,
    Etude,
    Matrice,
    Proposition,
    ResultatClassement,
    ResultatNotation,
    ResultatOuiNon,
    VerdictCandidat,
    resultats,
)
from socle.synthese.plan_annexes import SIGLES, sigle
from socle.synthese.plan_resultats import phrases_de_solidite, rangee
from socle.synthese.verdicts import bilan, nombre

_STYLES = {"consensus": "green", "discute": "yellow", "emergent": "cyan", "sans-appui": "dim"}


def montrer_matrice(croisee: Matrice) -> None:
    """The numbered candidates, then one row a source."""
    for rang, candidat in enumerate(croisee.candidats, start=1):
        sortie.print(f"{rang:>3}  {candidat.libelle}", markup=False)
    table = Table(box=None, pad_edge=False)
    table.add_column("Source")
    for rang in range(1, len(croisee.candidats) + 1):
        table.add_column(str(rang), justify="center")
    for source, ligne in zip(croisee.sources, croisee.cellules, strict=True):
        table.add_row(Text(f"{source.cle}  {source.titre}"), *(sigle(cellule) for cellule in ligne))
    sortie.print()
    sortie.print(table)
    legende = ", ".join(f"{SIGLES[etat] or 'vide'} {nom.lower()}" for etat, nom in ETATS_CELLULE.items())
    sortie.print(f"{legende} ; entre parenthèses, répète une autre source", style="dim", markup=False)


def montrer_verdicts(etude: Etude, conclus: Sequence[VerdictCandidat]) -> None:
    """Each candidate with its verdict and the reason, then how many of each."""
    libelles = {candidat.cle: candidat.libelle for candidat in etude.candidats}
    if etude.avertissement:
        sortie.print(etude.avertissement, style="yellow", markup=False)
        sortie.print()
    for conclu in conclus:
        sortie.print(f"{VERDICTS[conclu.verdict]:<11}", style=_STYLES[conclu.verdict], end="")
        sortie.print(libelles[conclu.candidat], markup=False)
        sortie.print(f"           {conclu.raison}", style="dim", markup=False)
    sortie.print(f"{bilan(conclus)}.", style="bold", markup=False)


def montrer_sensibilite(etude: Etude, *, permutations: int, graine: int) -> None:
    """Agreement, sensitivity and convergence, in sentences."""
    for phrase in phrases_de_solidite(etude, permutations=permutations, graine=graine):
        sortie.print(f"  • {phrase}", markup=False)


def montrer_resultats_du_tour(consultation: Consultation, numero: int) -> None:
    """A round's ratings as a table, its rankings in a sentence."""
    sortie.print(f"{consultation.titre}, tour {numero}", style="bold", markup=False)
    if consultation.simulee:
        sortie.print("Réponses simulées : personne n’a répondu.", style="yellow")
    table = Table(box=None, pad_edge=False)
    for titre in ("Question", "n", "Médiane", "IQR", "Favorables", "Intervalle", "Verdict"):
        table.add_column(titre)
    for resultat in resultats(consultation, tour=numero):
        if isinstance(resultat, ResultatNotation | ResultatOuiNon):
            table.add_row(*(Text(case) for case in rangee(resultat, {})))
        elif isinstance(resultat, ResultatClassement) and resultat.w is not None:
            sortie.print(f"Classement : W de Kendall {nombre(resultat.w)}", markup=False)
    sortie.print(table)


def montrer_proposition(version: Proposition, rapport: Rapport, ecarts: Effets | None) -> None:
    """The proposed lines with their evidence, what the check finds, what would change."""
    emploi = version.emploi_type
    sortie.print(f"{emploi.intitule} (version {version.numero})", style="bold", markup=False)
    for preuve in version.preuves:
        if preuve.candidat and preuve.verdict is not None:
            ligne = emploi.lignes(preuve.rubrique)[preuve.rang - 1]
            sortie.print(f"  {VERDICTS[preuve.verdict]:<10} {ligne.texte}", markup=False)
            sortie.print(f"             {', '.join(preuve.sources)}", style="dim", markup=False)
    sortie.print(f"\n{len(rapport.constats)} constat(s)", style="bold")
    for constat in rapport.constats:
        sortie.print(f"  {constat.gravite} : {constat.message}", markup=False)
    if ecarts is not None:
        sortie.print(f"\nDe {ecarts.comparaison.titre_a} à {ecarts.comparaison.titre_b}", style="bold")
        sortie.print(f"  {ecarts.comparaison.resume()}", markup=False)
        for fiche in ecarts.fiches:
            nom = ", ".join(partie for partie in (fiche.intitule, fiche.sous_titre) if partie)
            sortie.print(
                f"  {nom} : {len(fiche.lignes)} ligne(s) à revoir, {fiche.inchangees} inchangée(s).",
                markup=False,
            )
