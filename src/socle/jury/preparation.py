"""From a fiche to a grid, and what a jury does to its weights before it scores anybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from socle.erreurs import Introuvable, SaisieInvalide
from socle.jury.documents import ChangementPoids, Critere, Grille
from socle.jury.tables import complementaires
from socle.referentiel import FicheDePoste, LigneFiche

TOTAL = 100
# Without a share of its own, a secondary activité counts for half a principal one.
_COMPTE = {True: 2, False: 1}


def dresser(fiche: FicheDePoste, *, empreinte: str = "") -> Grille:
    """The grid of a post: one criterion an activité, its weight the activité's share of working time.

    Where the fiche gives no share, what is left of the time is divided among the activités without one, a
    secondary activité counting for half a principal one. Without any time left they have no weight.

    :raises SaisieInvalide: the fiche has no activité.

    >>> from socle.referentiel import Referentiel
    >>> grille = dresser(Referentiel.livret().fiches[0])
    >>> grille.total, {critere.poids for critere in grille.criteres}
    (100, {12, 13})
    """
    if not fiche.activites:
        raise SaisieInvalide({"activites": "Une grille part des activités : la fiche n’en a aucune."})
    places = _places(fiche.activites)
    return Grille(
        intitule=fiche.intitule,
        sous_titre=fiche.sous_titre,
        reference=fiche.reference,
        etablissement=fiche.etablissement,
        empreinte=empreinte,
        criteres=tuple(
            Critere(
                cle=ligne.cle, libelle=ligne.libelle, poids=place, place=place, deduite=ligne.part is None
            )
            for ligne, place in zip(fiche.activites, places, strict=True)
        ),
    )


def _places(activites: Sequence[LigneFiche]) -> list[int]:
    """The share of each activité, in whole percent that make 100."""
    donnees = sum(ligne.part or 0 for ligne in activites)
    sans = [ligne for ligne in activites if ligne.part is None]
    reste = max(0, TOTAL - donnees)
    comptes = sum(_COMPTE[ligne.principale] for ligne in sans)
    brutes = [
        float(ligne.part) if ligne.part is not None else reste * _COMPTE[ligne.principale] / comptes
        for ligne in activites
    ]
    return repartir_cent(brutes)


def repartir_cent(brutes: Sequence[float]) -> list[int]:
    """Whole numbers in the proportions given whose sum is 100, by largest remainders.

    >>> repartir_cent([1, 1, 1])
    [34, 33, 33]
    """
    somme = sum(brutes)
    if not somme:
        return [0 for _ in brutes]
    exactes = [valeur * TOTAL / somme for valeur in brutes]
    entieres = [int(valeur) for valeur in exactes]
    ordre = sorted(range(len(brutes)), key=lambda rang: (entieres[rang] - exactes[rang], rang))
    for rang in ordre[: TOTAL - sum(entieres)]:
        entieres[rang] += 1
    return entieres


def peser(grille: Grille, cle: str, *, poids: int, motif: str) -> Grille:
    """The grid with another weight for one criterion, and the reason that the jury gives.

    :raises SaisieInvalide: the weight is out of bounds, or the reason is missing.
    :raises Introuvable: the criterion is gone.
    """
    critere = _trouver(grille, cle)
    if not 0 <= poids <= TOTAL:
        raise SaisieInvalide({"poids": "Le poids va de 0 à 100."})
    if poids == critere.poids:
        return grille
    changement = _changement(critere, poids, motif)
    return _remplacer(grille, critere.model_copy(update={"poids": poids}), changement)


def completer(grille: Grille, *, libelle: str, poids: int, motif: str) -> Grille:
    """The grid with a criterion that no activité holds, and why the jury wants it.

    :param libelle: the jury's words, or a key of the criteria that juries add.
    :raises SaisieInvalide: no words, a weight out of bounds, or no reason.
    """
    dit = " ".join(complementaires().get(libelle, libelle).split())
    if not dit:
        raise SaisieInvalide({"libelle": "Dites ce que le jury veut apprécier."})
    if not 0 <= poids <= TOTAL:
        raise SaisieInvalide({"poids": "Le poids va de 0 à 100."})
    critere = Critere(cle=_cle_libre(grille), libelle=dit, poids=0)
    changement = _changement(critere, poids, motif)
    critere = critere.model_copy(update={"poids": poids})
    return _copie(grille, criteres=(*grille.criteres, critere), changements=(*grille.changements, changement))


def ecarter_critere(grille: Grille, cle: str, *, motif: str) -> Grille:
    """The grid without one criterion, and why. Its history stays."""
    critere = _trouver(grille, cle)
    changement = _changement(critere, 0, motif)
    restants = tuple(autre for autre in grille.criteres if autre.cle != cle)
    return _copie(grille, criteres=restants, changements=(*grille.changements, changement))


def decrire(grille: Grille, cle: str, *, indices: str) -> Grille:
    """The grid with what to look for on one criterion."""
    critere = _trouver(grille, cle)
    return _remplacer(grille, critere.model_copy(update={"indices": indices.strip()}))


def ramener(grille: Grille) -> Grille:
    """The grid with its weights in the same proportions, and a sum of 100."""
    poids = repartir_cent([critere.poids for critere in grille.criteres])
    criteres = zip(grille.criteres, poids, strict=True)
    return _copie(
        grille, criteres=tuple(critere.model_copy(update={"poids": valeur}) for critere, valeur in criteres)
    )


def _trouver(grille: Grille, cle: str) -> Critere:
    critere = grille.critere(cle)
    if critere is None:
        raise Introuvable(
            "Ce critère n’est plus dans la grille.",
            cause="Il a été retiré entre-temps.",
            remede="Rechargez la page.",
            code="critere-introuvable",
        )
    return critere


def _changement(critere: Critere, poids: int, motif: str) -> ChangementPoids:
    if not motif.strip():
        raise SaisieInvalide({"motif": "Dites pourquoi : le motif figure au procès-verbal."})
    return ChangementPoids(
        critere=critere.cle, libelle=critere.libelle, avant=critere.poids, apres=poids, motif=motif
    )


def _cle_libre(grille: Grille) -> str:
    prises = {critere.cle for critere in grille.criteres} | {c.critere for c in grille.changements}
    return next(cle for n in range(1, len(prises) + 2) if (cle := f"j{n}") not in prises)


def _remplacer(grille: Grille, nouveau: Critere, *changements: ChangementPoids) -> Grille:
    criteres = tuple(nouveau if critere.cle == nouveau.cle else critere for critere in grille.criteres)
    return _copie(grille, criteres=criteres, changements=(*grille.changements, *changements))


def _copie(grille: Grille, **champs: Any) -> Grille:
    return grille.model_copy(update=champs)
