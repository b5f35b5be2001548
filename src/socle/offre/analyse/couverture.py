"""What of an emploi-type an offer asks for, and what it asks beyond it: the décalage."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from socle.alignement.index import Index
from socle.offre.analyse.documents import Couverture, Decalage, LigneAnalysee, Presence
from socle.offre.analyse.portrait import LIBELLES, reconnaitre
from socle.referentiel import NOMS_LIGNES, EmploiType, RubriqueListe
from socle.referentiel.texte import cle

#: Likeness (0 to 1) of a line of the offer and of a line of the emploi-type from which the second is
#: present, or present in part. Read on the booklet's fiches against its emploi-type, whose answers are
#: known; a sure alignment on the very wording counts as present whatever the likeness.
SEUIL_PRESENT = 0.6
SEUIL_PARTIEL = 0.33
#: Lines of the offer kept as evidence of one line of the emploi-type.
LIGNES_GARDEES = 5


def couvrir(emploi: EmploiType, lignes: Sequence[LigneAnalysee]) -> tuple[Couverture, ...]:
    """Each line of an emploi-type, and the lines of the offer that ask for it, the nearest first."""
    attendues = list(emploi.toutes_les_lignes())
    ressemblances = _ressemblances(emploi, lignes)
    couverture = []
    for place, (rubrique, ligne) in enumerate(attendues):
        sures = [rang for rang, lue in enumerate(lignes) if _sure(lue, ligne.libelle)]
        meilleures = sorted(
            (rang for rang in range(len(lignes)) if ressemblances[rang, place] >= SEUIL_PARTIEL),
            key=lambda rang: -ressemblances[rang, place],
        )
        haut = float(ressemblances[:, place].max(initial=0.0))
        if sures:
            haut = max(haut, *(lignes[rang].probabilite for rang in sures))
        presence: Presence = (
            "present" if sures or haut >= SEUIL_PRESENT else "partiel" if meilleures else "absent"
        )
        couverture.append(
            Couverture(
                rubrique=rubrique,
                libelle=ligne.texte,
                presence=presence,
                ressemblance=round(haut, 4),
                lignes=tuple(dict.fromkeys((*sures, *meilleures)))[:LIGNES_GARDEES],
            )
        )
    return tuple(couverture)


def _sure(ligne: LigneAnalysee, libelle: str) -> bool:
    return (
        ligne.decision == "sur"
        and bool(ligne.propositions)
        and cle(ligne.propositions[0].libelle) == cle(libelle)
    )


def _ressemblances(emploi: EmploiType, lignes: Sequence[LigneAnalysee]) -> np.ndarray:
    """Likeness of each line of the offer with each line of the emploi-type."""
    libelles = [ligne.libelle for _, ligne in emploi.toutes_les_lignes()]
    tableau = np.zeros((len(lignes), len(libelles)))
    if not lignes or not libelles:
        return tableau
    index = Index([str(place) for place in range(len(libelles))], libelles)
    for rang, hits in enumerate(index.search([ligne.texte for ligne in lignes], k=len(libelles))):
        for hit in hits:
            tableau[rang, int(hit.id)] = hit.score
    return tableau


def mesurer_decalage(
    emploi: EmploiType, lignes: Sequence[LigneAnalysee], couverture: Sequence[Couverture]
) -> Decalage:
    """The gap between an offer and an emploi-type, as figures and as sentences."""
    rattachees = {rang for couverte in couverture for rang in couverte.lignes}
    comptees = [rang for rang, ligne in enumerate(lignes) if not _est_un_diplome(ligne)]
    ailleurs = tuple(rang for rang in comptees if rang not in rattachees)
    presences = Counter(couverte.presence for couverte in couverture)
    taux = len(ailleurs) / len(comptees) if comptees else None
    return Decalage(
        lignes_lues=len(comptees),
        ailleurs=ailleurs,
        presentes=presences["present"],
        partielles=presences["partiel"],
        absentes=presences["absent"],
        taux=round(taux, 4) if taux is not None else None,
        phrases=tuple(_phrases(emploi, lignes, couverture, ailleurs, len(comptees))),
    )


def _est_un_diplome(ligne: LigneAnalysee) -> bool:
    """A line of the profile that no entry resembles: a diploma, an experience, not a part of the work."""
    return ligne.rubrique == "profil" and ligne.decision == "hors-referentiel"


def _phrases(
    emploi: EmploiType,
    lignes: Sequence[LigneAnalysee],
    couverture: Sequence[Couverture],
    ailleurs: Sequence[int],
    lues: int,
) -> list[str]:
    if not lues:
        return ["Aucune ligne de mission, d’activité ou de compétence n’a été trouvée dans ce document."]
    nom = f"« {emploi.intitule} » ({emploi.code})".replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    phrases = []
    if ailleurs:
        demandent = "demande" if len(ailleurs) == 1 else "demandent"
        phrases.append(f"{_lignes(len(ailleurs))} sur {lues} {demandent} autre chose que {nom}.")
    else:
        phrases.append(f"Tout ce que l’offre demande se retrouve dans {nom}.")
    if surtout := _surtout(lignes, ailleurs):
        phrases.append(surtout)
    for rubrique, libelles in _absentes(couverture).items():
        total = sum(couverte.rubrique == rubrique for couverte in couverture)
        noms = _pluriel(NOMS_LIGNES[rubrique]) if total > 1 else NOMS_LIGNES[rubrique]
        verbe = "n’est pas demandée" if len(libelles) == 1 else "ne sont pas demandées"
        if len(libelles) == total > 1:
            phrases.append(f"Aucune de ses {total} {noms} n’est demandée.")
        else:
            phrases.append(f"{len(libelles)} de ses {total} {noms} {verbe}.")
    return phrases


def _surtout(lignes: Sequence[LigneAnalysee], ailleurs: Sequence[int]) -> str:
    """What the lines that ask something else are about, by the table of the portrait."""
    sujets: Counter[str] = Counter()
    for rang in ailleurs:
        reconnus = reconnaitre(lignes[rang].texte)
        sujets.update({valeur for dimension, valeur in reconnus if dimension == "categorie"})
        if ("posture", "technique") in reconnus:
            sujets["technique"] += 1
    forts = [(sujet, nombre) for sujet, nombre in sujets.most_common(3) if nombre > 1]
    if not forts:
        return ""
    dits = ", ".join(f"{LIBELLES[sujet]} ({_lignes(nombre)})" for sujet, nombre in forts)
    return f"Surtout\u00a0: {dits}."


def _absentes(couverture: Sequence[Couverture]) -> dict[RubriqueListe, list[str]]:
    absentes: dict[RubriqueListe, list[str]] = defaultdict(list)
    for couverte in couverture:
        if couverte.presence == "absent":
            absentes[couverte.rubrique].append(couverte.libelle)
    return absentes


def _lignes(nombre: int) -> str:
    return f"{nombre} ligne{'s' if nombre > 1 else ''}"


def _pluriel(nom: str) -> str:
    return " ".join(f"{mot}s" for mot in nom.split())
