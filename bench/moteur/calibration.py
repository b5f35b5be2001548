"""Fit the decision and check it: precision and recall of « sûr », what is told to be outside.

Texts: every label of the dictionary of RéFérens III worded as people word it (opening words, a word lost,
a word added, number changed), and every official definition. Each is asked twice: with its label among the
entries, and with the label and its near duplicates taken out, where any match is wrong. Five folds by
label; the printed figures are those of folds that took no part in the fit.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.moteur.apprentissages import plis
from bench.moteur.donnees import definitions, libelles
from bench.moteur.mesures import ligne, titre
from socle.alignement import Index
from socle.alignement.calibration import Calibration, Indices, recalibrer
from socle.alignement.decision import Decideur
from socle.alignement.encodeur import Encodeur
from socle.alignement.index import Hit
from socle.alignement.normalise import MOTS_VIDES, mots, sans_ouverture
from socle.referentiel.rubriques import RUBRIQUES_DICTIONNAIRE

FICHIER = Path(__file__).resolve().parents[2] / "src" / "socle" / "donnees" / "calibration" / "decision.json"
OUVERTURES = (
    "Connaissance de",
    "Bonne connaissance en",
    "Maîtrise de",
    "Savoir",
    "Être capable de",
    "Notions de",
    "Expérience en",
    "Compétences en",
)
AJOUTS = ("du laboratoire", "au sein du service", "de l’unité", "dans son domaine", "(souhaité)")


class Cas(NamedTuple):
    """One text asked once: its fold, what is known of the answer, whether it is right, whether it had one."""

    pli: int
    genre: str
    indices: Indices
    premier: bool
    trois: bool
    present: bool


def varier(libelle: str, hasard: random.Random) -> str:
    """A label worded otherwise: one or two small changes, such as offers show."""
    termes = libelle.split()
    pleins = [rang for rang, mot in enumerate(termes) if not set(mots(mot)) <= MOTS_VIDES]
    noms = [
        rang for rang in pleins if len(termes[rang]) > 3 and not termes[rang].endswith(("er", "ir", "re"))
    ]
    for geste in hasard.sample(("ouvrir", "ajouter", "perdre", "nombre"), hasard.choice((1, 2))):
        if geste == "perdre" and len(pleins) > 2:
            termes[hasard.choice(pleins)] = ""
        elif geste == "nombre" and noms:
            rang = hasard.choice(noms)
            termes[rang] = termes[rang].rstrip("s") if termes[rang].endswith("s") else termes[rang] + "s"
        elif geste == "ajouter":
            termes.append(hasard.choice(AJOUTS))
        elif geste == "ouvrir":
            termes[0] = f"{hasard.choice(OUVERTURES)} {termes[0][:1].lower()}{termes[0][1:]}"
    return " ".join(filter(None, termes))


def cas(encodeurs: Iterable[tuple[frozenset[str], Encodeur | None]]) -> list[Cas]:
    """Every case; each definition is asked of an encoder that did not learn it."""
    labels = [libelle for rubrique in RUBRIQUES_DICTIONNAIRE for libelle in libelles(rubrique)]
    explications = {d.libelle: d.texte for nom in RUBRIQUES_DICTIONNAIRE for d in definitions(nom)}
    ids = [f"{rang}" for rang in range(len(labels))]
    hasard = random.Random(1)
    textes = [(libelle, "variante", varier(libelle, hasard)) for libelle in labels]
    textes += [(libelle, "définition", texte) for libelle, texte in explications.items()]
    sortie: list[Cas] = []
    for pli, (exclus, encodeur) in enumerate(encodeurs):
        index = Index(ids, labels, compact=encodeur)
        decideur = Decideur(index, Calibration.model_construct())
        miens = [
            (libelle, genre, texte)
            for libelle, genre, texte in textes
            if (texte in exclus if genre == "définition" else _pli(libelle) == pli)
        ]
        allegees = [t if index.connait(t) else sans_ouverture(t) for *_, t in miens]
        par_libelle = dict(zip(labels, ids, strict=True))
        for (libelle, genre, _), texte, hits in zip(
            miens, allegees, index.search(allegees, k=12), strict=True
        ):
            juste = par_libelle[libelle]
            familiers = {hit.id for hit in hits if hit.id == juste or decideur.doublons(juste, hit.id)}
            sortie += [
                _juger(pli, genre, texte, hits, familiers, decideur, present=True),
                _juger(
                    pli,
                    genre,
                    texte,
                    [h for h in hits if h.id not in familiers],
                    set(),
                    decideur,
                    present=False,
                ),
            ]
    return sortie


def _pli(libelle: str) -> int:
    return sum(map(ord, libelle)) % 5


def _juger(
    pli: int, genre: str, texte: str, hits: list[Hit], justes: set[str], decideur: Decideur, *, present: bool
) -> Cas:
    trois = any(hit.id in justes for hit in hits[:3])
    premier = bool(hits) and hits[0].id in justes
    return Cas(pli, genre, decideur.indices(texte, hits), premier, trois, present)


def ajuster(tous: list[Cas], **provenance: str | int | float) -> Calibration:
    """The calibration that these cases give."""
    return recalibrer(
        [c.indices for c in tous],
        premiers=[c.premier for c in tous],
        parmi_trois=[c.trois for c in tous],
        provenance={"banc": "bench/moteur/calibration.py", **provenance},
    )


def montrer(tous: list[Cas]) -> None:
    """Cross-validated figures."""
    decisions: list[tuple[str, float]] = []
    ordre: list[Cas] = []
    for pli in range(5):
        calibration = ajuster([c for c in tous if c.pli != pli])
        ordre += [c for c in tous if c.pli == pli]
        decisions += calibration.decider([c.indices for c in tous if c.pli == pli])
    surs = np.array([decision == "sur" for decision, _ in decisions])
    hors = np.array([decision == "hors-referentiel" for decision, _ in decisions])
    p = np.array([probabilite for _, probabilite in decisions])
    justes = np.array([c.premier for c in ordre])
    presents = np.array([c.present for c in ordre])
    trouvables = np.array([c.trois for c in ordre])
    for genre in ("variante", "définition", None):
        g = np.array([genre in (None, c.genre) for c in ordre])
        ligne(
            f"  « sûr », {genre or 'ensemble'} ({int(g.sum())} textes)",
            f"précision {justes[g & surs].mean():.3f}  rappel {(surs & justes)[g & presents].mean():.3f}"
            f"  rappel des justes {surs[g & justes].mean():.3f}",
            "plancher 0.95, but 0.98 au rappel 0.80",
        )
    ligne("  AUC, premier juste", f"{_auc(p, justes):.3f}", "mesuré auparavant 0.949")
    ligne(
        "  « hors référentiel »",
        f"sans bonne entrée, dits hors {hors[~presents].mean():.3f}  "
        f"bonne entrée parmi trois, dits hors {hors[trouvables].mean():.3f}",
    )
    cases = [
        f"{bas:.1f}–{bas + 0.2:.1f} : {justes[d].mean():.2f} de {int(d.sum())}"
        for bas in (0.0, 0.2, 0.4, 0.6, 0.8)
        for d in ((p >= bas) & (p < bas + 0.2 + (bas == 0.8)),)
        if d.any()
    ]
    ligne("  probabilité annoncée → part juste", "  ".join(cases))


def _auc(p: np.ndarray, justes: np.ndarray) -> float:
    rangs = np.argsort(np.argsort(p)) + 1
    bons = int(justes.sum())
    return float((rangs[justes].sum() - bons * (bons + 1) / 2) / (bons * (len(p) - bons)))


def main() -> None:
    titre("Calibration de la décision : libellés reformulés et définitions, avec et sans leur libellé")
    print(
        "  La calibration livrée est ajustée sur tous les plis ; ces chiffres le sont sur quatre, mesurés sur"
    )
    print("  le cinquième.")
    tous_exclus = [frozenset(d.texte for d in pli.exclues) for pli in plis()]
    jeux = {
        "mots": cas([(exclus, None) for exclus in tous_exclus]),
        "sens": cas(list(zip(tous_exclus, [pli.encodeur for pli in plis()], strict=True))),
    }
    for nom, tous in jeux.items():
        ligne(f"{nom} : {len(tous)} cas", "")
        montrer(tous)
    if "--ecrire" in sys.argv:
        contenu = {
            nom: ajuster(
                tous, donnees="RéFérens III : libellés reformulés et définitions, moitié sans réponse"
            ).model_dump()
            for nom, tous in jeux.items()
        }
        FICHIER.write_text(json.dumps(contenu, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        ligne("écrit", str(FICHIER.name))
