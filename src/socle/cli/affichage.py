"""How results read in a terminal."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from socle.cli.commun import sortie
from socle.fiche import Actualisation, Rapport
from socle.fiche.actualisation import LIBELLES_CHANGEMENTS, LIBELLES_CHOIX
from socle.referentiel import (
    RUBRIQUES_LISTE,
    TITRES_RUBRIQUES,
    Comparaison,
    ComparaisonEditions,
    EmploiType,
    Resultats,
)
from socle.referentiel.comparaison import LIBELLES_STATUTS
from socle.rendu import Segment

_SIGNES = {"identique": "=", "niveau": "≈", "modifie": "~", "seulement-a": "−", "seulement-b": "+"}
_STYLES = {"erreur": "bold red", "avertissement": "yellow", "information": "cyan"}


def montrer_resultats(resultats: Resultats) -> None:
    """Hits as a table, best first."""
    if resultats.correction:
        sortie.print(f"Recherche comprise comme : {resultats.correction}", markup=False)
    if not resultats.resultats:
        sortie.print("Aucun emploi-type ne correspond.")
        return
    table = Table(box=None, pad_edge=False)
    for titre in ("Code", "Corps", "Emploi-type", "Extrait"):
        table.add_column(titre, no_wrap=titre in ("Code", "Corps"))
    for resultat in resultats.resultats:
        emploi = resultat.emploi_type
        extraits = [extrait for extrait in resultat.extraits if extrait.rubrique != "intitule"]
        extrait = Text(extraits[0].texte if extraits else "")
        for debut, fin in extraits[0].marques if extraits else ():
            extrait.stylize("bold", debut, fin)
        table.add_row(emploi.code, emploi.corps, Text(emploi.intitule), extrait)
    sortie.print(table)
    if resultats.total > len(resultats.resultats):
        sortie.print(f"{resultats.total} emplois-types au total ; voyez --limite.")


def montrer_emploi_type(emploi: EmploiType) -> None:
    """An emploi-type in full."""
    sortie.print(f"{emploi.code}  {emploi.intitule}", style="bold", markup=False)
    sortie.print(f"{emploi.corps_libelle}, catégorie {emploi.categorie}, {emploi.famille}", markup=False)
    sortie.print()
    sortie.print(emploi.mission, markup=False)
    for rubrique in RUBRIQUES_LISTE:
        sortie.print()
        sortie.print(TITRES_RUBRIQUES[rubrique], style="bold")
        for ligne in emploi.lignes(rubrique):
            sortie.print(f"  • {ligne.texte}", markup=False)


def montrer_comparaison(comparaison: Comparaison) -> None:
    """Two documents, line by line, differing words marked."""
    sortie.print(f"− {comparaison.titre_a}", markup=False)
    sortie.print(f"+ {comparaison.titre_b}", markup=False)
    sortie.print(comparaison.resume(), style="bold", markup=False)
    for champ in comparaison.champs:
        sortie.print()
        sortie.print(champ.libelle, style="bold")
        sortie.print(Text("  ~ ") + _differences(champ.segments))
    for rubrique in comparaison.rubriques:
        sortie.print()
        sortie.print(rubrique.titre, style="bold")
        for ligne in rubrique.lignes:
            texte = Text(f"  {_SIGNES[ligne.statut]} ") + _differences(ligne.segments)
            if ligne.precision:
                texte += Text(f" ({ligne.precision})")
            sortie.print(texte, style="" if ligne.change else "dim")
    sortie.print()
    legende = ", ".join(f"{signe} {LIBELLES_STATUTS[statut].lower()}" for statut, signe in _SIGNES.items())  # type: ignore[index]
    sortie.print(f"Légende : {legende}", style="dim", markup=False)


def montrer_actualisation(actualisation: Actualisation) -> None:
    """What an édition changes for a fiche: each proposal with its key and what may be done."""
    sortie.print(actualisation.resume(), style="bold", markup=False)
    for succession in actualisation.successions:
        if succession.nouveau and succession.nouveau != succession.ancien:
            autres = f" (aussi : {', '.join(succession.autres)})" if succession.autres else ""
            sortie.print(f"{succession.ancien} devient {succession.nouveau}{autres}.", markup=False)
    if not actualisation.precise and actualisation.nombre("nouvelle"):
        sortie.print(
            "L’édition d’origine n’est pas importée : une ligne dite nouvelle a pu être retirée par vous.",
            markup=False,
        )
    for proposition in actualisation.propositions:
        sortie.print()
        titre = LIBELLES_CHANGEMENTS[proposition.changement]
        sortie.print(f"[{proposition.cle}] {titre}", style="bold", markup=False)
        sortie.print(Text("  ") + _differences(proposition.segments))
        choix = LIBELLES_CHOIX[proposition.changement]
        sortie.print(f"  {' / '.join(choix.values())}", style="dim", markup=False)


def _differences(segments: tuple[Segment, ...]) -> Text:
    texte = Text()
    for segment in segments:
        if segment.marque == "insertion":
            texte.append(f"[+{segment.texte}+]", style="green")
        elif segment.marque == "suppression":
            texte.append(f"[-{segment.texte}-]", style="red")
        else:
            texte.append(segment.texte)
    return texte


def montrer_editions_comparees(comparaison: ComparaisonEditions) -> None:
    """What changes from one édition to another."""
    sortie.print(f"{comparaison.nom_a} → {comparaison.nom_b}", style="bold", markup=False)
    sortie.print(comparaison.resume(), markup=False)
    for titre, codes in (("Nouveaux", comparaison.nouveaux), ("Disparus", comparaison.disparus)):
        if codes:
            sortie.print(f"{titre} : {', '.join(codes)}", markup=False)
    for ecart in comparaison.modifies:
        sortie.print(f"  ~ {ecart.code} {ecart.intitule} : {ecart.comparaison.resume()}", markup=False)
    for colonne in comparaison.colonnes:
        sortie.print(
            f"  ~ colonne « {colonne.colonne} », {colonne.nombre} fois ; "
            f"par exemple {colonne.exemple_code} : "
            f"« {colonne.avant} » → « {colonne.apres} »",
            markup=False,
        )


def montrer_rapport(rapport: Rapport) -> None:
    """The findings of a check."""
    sortie.print(rapport.document, style="bold", markup=False)
    sortie.print(rapport.resume(), markup=False)
    for constat in rapport.constats:
        sortie.print()
        sortie.print(f"{constat.titre}", style=_STYLES[constat.gravite], markup=False, end="")
        sortie.print(f"  ({constat.gravite}, {constat.code})", style="dim", markup=False)
        if constat.ligne:
            sortie.print(f"  « {constat.ligne} »", markup=False)
        sortie.print(f"  {constat.message}", markup=False)
        if constat.remede:
            sortie.print(f"  → {constat.remede}", markup=False)
    if rapport.ecartes:
        sortie.print()
        sortie.print(f"Constats gardés par le rédacteur : {len(rapport.ecartes)}.", style="dim")
