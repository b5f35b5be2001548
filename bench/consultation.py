"""Five hundred simulated people answering a round at once, on the site as it is deployed.

The baseline is one person alone on the same server, in the same run: what waiting for others costs. An
answer that is missing from the export would be a lost answer; they are counted, not timed.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from bench.commun import Mesure, afficher, console
from bench.essaim import Animatrice, Navigateur, Simulee, ensemble, serveur
from socle.synthese import Etude

PERSONNES = int(os.environ.get("BENCH_PERSONNES", "500"))
FILS, PROCESSUS, QUESTIONS = 50, 3, 5


def mesurer(site: str) -> tuple[list[Mesure], int, float]:
    """The times of a save alone and in the crowd, the answers lost, and how long the crowd took."""
    animatrice = Animatrice(site)
    liens = animatrice.inviter(PERSONNES + 1)
    personnes = [Simulee(Navigateur(site), lien, random.Random(rang)) for rang, lien in enumerate(liens)]
    animatrice.ouvrir(1)
    seule, foule = personnes[0], personnes[1:]
    seule.repondre(1, une_par_une=True)
    depart = time.perf_counter()
    ensemble(foule, 1, fils=FILS, une_par_une=True)
    duree = time.perf_counter() - depart
    animatrice.clore(1)
    recues = Etude.from_json(animatrice.exporter()).consultations[0].tours[0].reponses
    # The first post of each is the door; the others are answers.
    alone = median(seule.navigateur.durees[1:])
    durees = [temps for personne in foule for temps in personne.navigateur.durees[1:]]
    centiles = quantiles(durees, n=100)
    mesures = [
        Mesure("une réponse, médiane", centiles[49], "une personne seule", alone),
        Mesure("une réponse, 95e centile", centiles[94], "une personne seule", alone),
        Mesure("une réponse, 99e centile", centiles[98], "une personne seule", alone),
    ]
    return mesures, (PERSONNES + 1) * QUESTIONS - len(recues), duree


def main() -> None:
    """Print the measurements, on the database that ``SOCLE_BASE`` names or on the embedded one."""
    base = os.environ.get("SOCLE_BASE", "")
    with (
        tempfile.TemporaryDirectory() as dossier,
        serveur(Path(dossier), base=base, processus=PROCESSUS) as site,
    ):
        mesures, perdues, duree = mesurer(site)
    moteur = "PostgreSQL" if base else "SQLite"
    titre = f"{PERSONNES} personnes, {FILS} à la fois, {QUESTIONS} réponses chacune, simulées ; {moteur}."
    afficher("Consultation", titre, mesures)
    debit = PERSONNES * QUESTIONS / duree
    console.print(f"{duree:.0f} s en tout, {debit:.0f} réponses par seconde ; réponses perdues : {perdues}.")


if __name__ == "__main__":
    main()
