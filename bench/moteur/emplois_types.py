"""Nearest emploi-type: the 88 dev profiles, and pseudo-offers over all 242 as a guard."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bench.moteur.donnees import definitions, profils, referentiel
from bench.moteur.mesures import ligne, resume, titre
from bench.moteur.references import tfidf
from socle.alignement.emplois_types import ClassementEmploisTypes, Passage
from socle.referentiel import EmploiType


def main() -> None:
    classement = ClassementEmploisTypes(referentiel().emplois_types)
    titre("Emploi-type le plus proche : 88 profils de concours CNRS 2025, texte sans en-tête")
    print("  Constantes choisies sur ces profils : poids des rubriques, de la famille, des indices de corps,")
    print("  température. Les mots de niveau sont pesés par RéFérens seul.")
    fiches = [fiche_de(emploi) for emploi in referentiel().emplois_types]
    reference = tfidf(fiches, [profil.texte for profil in profils()])
    codes = [emploi.code for emploi in referentiel().emplois_types]
    places = [
        min(1 + int((notes > notes[codes.index(code)]).sum()) for code in profil.codes)
        for notes, profil in zip(reference, profils(), strict=True)
    ]
    ligne("TF-IDF scikit-learn (mots), corps inconnu", _bilan(np.array(places)))
    for nom, avec_corps, brut in (
        ("texte entier, corps inconnu", False, True),
        ("rubriques, corps inconnu", False, False),
        ("rubriques, corps connu", True, False),
    ):
        rangs, sures = _mesurer(classement, avec_corps=avec_corps, brut=brut)
        ligne(nom, _bilan(rangs), "plancher 0.75 et 0.93, but 0.85 et 0.98" if not avec_corps else "")
        _fiabilite(rangs, sures)
    _pseudo_offres(classement)


def fiche_de(emploi: EmploiType) -> str:
    """All that an emploi-type says, as one text."""
    lignes = (*emploi.activites, *emploi.connaissances, *emploi.competences_operationnelles)
    return " ".join((emploi.intitule, emploi.mission, *(ligne.libelle for ligne in lignes)))


def _mesurer(
    classement: ClassementEmploisTypes, *, avec_corps: bool, brut: bool
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    rangs, sures = [], []
    for profil in profils():
        offre: str | Sequence[Passage] = profil.texte if brut else profil.passages
        proches = classement.classer(offre, corps=profil.corps if avec_corps else None)
        rangs.append(1 + min(i for i, proche in enumerate(proches) if proche.code in profil.codes))
        sures.append(proches[0].probabilite)
    return np.array(rangs), np.array(sures)


def _bilan(rangs: npt.NDArray[np.int64]) -> str:
    par_code: dict[str, list[bool]] = {}
    for profil, rang in zip(profils(), rangs.tolist(), strict=True):
        par_code.setdefault(profil.codes[0], []).append(rang == 1)
    macro = np.mean([np.mean(justes) for justes in par_code.values()])
    comptes = " ".join(str(int((rangs <= k).sum())) for k in (1, 2, 3, 5, 10))
    return f"{resume(rangs)}  macro A@1 {macro:.3f}  (rang ≤ 1 2 3 5 10 : {comptes})"


def _fiabilite(rangs: npt.NDArray[np.int64], sures: npt.NDArray[np.float64]) -> None:
    cases = []
    for bas, haut in ((0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        dedans = (sures >= bas) & (sures < haut)
        if dedans.any():
            juste = np.mean(rangs[dedans] == 1)
            cases.append(f"{bas:.1f}–{min(haut, 1):.1f} : {juste:.2f} de {int(dedans.sum())}")
    ligne("  probabilité annoncée → part juste", "  ".join(cases))


def _pseudo_offres(classement: ClassementEmploisTypes) -> None:
    """Half of the activities, definitions in place of labels, no title, no mission: every emploi-type."""
    textes = {
        (d.rubrique, d.libelle): d.texte
        for rubrique in ("connaissances", "competences_operationnelles")
        for d in definitions(rubrique)
    }
    hasard = random.Random(0)
    rangs: dict[bool, list[int]] = {False: [], True: []}
    for emploi in referentiel().emplois_types:
        passages = []
        for rubrique in ("activites", "connaissances", "competences_operationnelles"):
            lignes = [ligne.libelle for ligne in getattr(emploi, rubrique)]
            gardees = hasard.sample(lignes, (len(lignes) + 1) // 2)
            passages += [Passage(rubrique, textes.get((rubrique, libelle), "")) for libelle in gardees]
            if rubrique == "activites":
                passages += [Passage(rubrique, " ".join(_abimer(texte, hasard))) for texte in gardees]
        for connu in rangs:
            proches = classement.classer(passages, corps=emploi.corps if connu else None)
            rangs[connu].append(1 + [proche.code for proche in proches].index(emploi.code))
    titre("Garde-fou : 242 pseudo-offres (moitié des activités, à moitié effacées ; définitions)")
    print("  Rien n’a été choisi ici ; ces textes viennent de RéFérens, donc seules les comparaisons valent.")
    for connu, places in rangs.items():
        ligne("corps connu" if connu else "corps inconnu", resume(np.array(places)))


def _abimer(texte: str, hasard: random.Random) -> list[str]:
    return [mot for mot in texte.split() if hasard.random() < 0.5]
