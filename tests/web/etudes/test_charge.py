"""A simulated Delphi through the site as it is deployed: no answer is lost, and the figures are right.

The statistics are computed again here, from what was sent, by other means than the core's.
"""

from __future__ import annotations

import random
import statistics
from collections import Counter

import pytest
from bench.essaim import Animatrice, Navigateur, Simulee, ensemble, serveur
from installation import Installation

from socle.synthese import Etude, ResultatClassement, ResultatNotation, resultats

PERSONNES, TOURS, FILS = 60, 3, 20


def kendall(classements: list[list[int]]) -> float:
    """Kendall's W without ties, from its definition."""
    m, n = len(classements), len(classements[0])
    sommes = [sum(rangs[k] for rangs in classements) for k in range(n)]
    moyenne = m * (n + 1) / 2
    return 12 * sum((somme - moyenne) ** 2 for somme in sommes) / (m**2 * (n**3 - n))


def test_a_simulated_delphi_of_three_rounds_loses_no_answer(installation: Installation) -> None:
    with serveur(installation.dossier, base=installation.base) as site:
        animatrice = Animatrice(site)
        liens = animatrice.inviter(PERSONNES)
        assert len(set(liens)) == PERSONNES
        personnes = [
            Simulee(Navigateur(site), lien, random.Random(2026 + rang)) for rang, lien in enumerate(liens)
        ]
        pages = []
        for tour in range(1, TOURS + 1):
            animatrice.ouvrir(tour)
            ensemble(personnes, tour, fils=FILS, une_par_une=tour == 1)
            pages.append(animatrice.clore(tour))
            if tour < TOURS:
                animatrice.suite()
        etude = Etude.from_json(animatrice.exporter())
    consultation = etude.consultations[0]
    assert consultation.simulee
    for tour, page in enumerate(pages, start=1):
        assert "Réponses simulées" in page
        assert f"{PERSONNES}\u00a0personnes ont répondu" in page
        envoyees = [personne.envoye[tour] for personne in personnes]
        verifier(consultation, tour, envoyees, page)


def verifier(consultation: object, tour: int, envoyees: list[dict[str, int | list[int]]], page: str) -> None:
    """What was received is what was sent, and every figure is the one computed here."""
    classement, *notations = resultats(consultation, tour=tour)  # type: ignore[arg-type]
    assert isinstance(classement, ResultatClassement)
    ordres = [ordre for envoyee in envoyees if isinstance(ordre := envoyee["classement"], list)]
    assert classement.repondants == PERSONNES
    assert classement.w == pytest.approx(kendall(ordres))
    questions = [nom for nom in envoyees[0] if nom != "classement"]
    assert len(notations) == len(questions)
    for resultat, question in zip(notations, questions, strict=True):
        assert isinstance(resultat, ResultatNotation)
        notes = [note for envoyee in envoyees if isinstance(note := envoyee[question], int)]
        comptes = Counter(notes)
        assert resultat.effectifs == tuple(comptes[note] for note in range(1, 6))
        assert resultat.mediane == statistics.median(notes)
        bas, _, haut = statistics.quantiles(notes, n=4, method="inclusive")
        assert (resultat.quartile_bas, resultat.quartile_haut) == (bas, haut)
        favorables = comptes[4] + comptes[5]
        assert resultat.favorables == favorables
        assert resultat.cvr == pytest.approx((favorables - PERSONNES / 2) / (PERSONNES / 2))
        assert f"{round(100 * favorables / PERSONNES)}\u00a0%" in page
