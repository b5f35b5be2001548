"""Comparing two versions of one fiche: the same key is the same line, whatever became of it."""

from __future__ import annotations

import difflib

from socle.referentiel.alignement_lignes import aligner
from socle.referentiel.comparaison import Comparaison, EcartLigne, EcartRubrique, comparer, ecart
from socle.referentiel.fiche_de_poste import FicheDePoste, LigneFiche
from socle.referentiel.rubriques import RUBRIQUES_LISTE, TITRES_RUBRIQUES, RubriqueListe
from socle.typographie import francais


def comparer_versions(avant: FicheDePoste, apres: FicheDePoste) -> Comparaison:
    """What changed between two versions of one fiche, however far a line was reworded or moved.

    What changed besides the words (place, rank, share of time, rubrique) stands in ``precision``.

    >>> from socle.fiche import adapter, decliner
    >>> from socle.referentiel import Referentiel
    >>> fiche = decliner(Referentiel.livret()["ANSTIA-IP"])
    >>> comparer_versions(fiche, adapter(fiche, "a1", libelle="Tout autre chose")).nombre("modifie")
    1
    """
    return comparer(avant, apres).model_copy(
        update={"rubriques": tuple(_rubrique(avant, apres, nom) for nom in RUBRIQUES_LISTE)}
    )


def _rubrique(avant: FicheDePoste, apres: FicheDePoste, nom: RubriqueListe) -> EcartRubrique:
    anciennes, nouvelles = avant.lignes(nom), apres.lignes(nom)
    rangs = {ligne.cle: rang for rang, ligne in enumerate(anciennes)}
    liens = {rang: rangs[ligne.cle] for rang, ligne in enumerate(nouvelles) if ligne.cle in rangs}
    bougees = _bougees(anciennes, nouvelles)
    lignes: list[EcartLigne] = []
    for paire in aligner(anciennes, nouvelles, liens=liens):
        a = anciennes[paire.a] if paire.a is not None else None
        b = nouvelles[paire.b] if paire.b is not None else None
        precision = _precision(a, b, bougees) if a and b else _ailleurs(avant, apres, a, b)
        lignes.append(ecart(paire.statut, a, b).model_copy(update={"precision": precision}))
    return EcartRubrique(rubrique=nom, titre=TITRES_RUBRIQUES[nom], lignes=tuple(lignes))


def _bougees(anciennes: tuple[LigneFiche, ...], nouvelles: tuple[LigneFiche, ...]) -> set[str]:
    """The keys of the fewest lines to move to go from one order to the other."""
    communes = {ligne.cle for ligne in anciennes} & {ligne.cle for ligne in nouvelles}
    ordre_a = [ligne.cle for ligne in anciennes if ligne.cle in communes]
    ordre_b = [ligne.cle for ligne in nouvelles if ligne.cle in communes]
    restees = difflib.SequenceMatcher(None, ordre_a, ordre_b, autojunk=False).get_matching_blocks()
    return communes - {cle for bloc in restees for cle in ordre_a[bloc.a : bloc.a + bloc.size]}


def _precision(a: LigneFiche, b: LigneFiche, bougees: set[str]) -> str:
    dites = []
    if b.cle in bougees:
        dites.append("déplacée")
    if a.principale != b.principale:
        dites.append("désormais principale" if b.principale else "désormais secondaire")
    if a.part != b.part:
        parts = [f"{part} %" if part is not None else "non dite" for part in (a.part, b.part)]
        dites.append(f"part du temps : {' → '.join(parts)}")
    return francais(" ; ".join(dites))


def _ailleurs(avant: FicheDePoste, apres: FicheDePoste, a: LigneFiche | None, b: LigneFiche | None) -> str:
    """Where a line alone on its side went, or came from."""
    if a is not None and (vers := _rubrique_de(apres, a.cle)):
        return francais(f"passée dans « {vers} »")
    if b is not None and (depuis := _rubrique_de(avant, b.cle)):
        return francais(f"venue de « {depuis} »")
    return ""


def _rubrique_de(fiche: FicheDePoste, cle: str) -> str:
    return next((TITRES_RUBRIQUES[nom] for nom, ligne in fiche.toutes_les_lignes() if ligne.cle == cle), "")
