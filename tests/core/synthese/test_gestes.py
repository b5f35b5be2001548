"""What may be done to a study, and what is refused with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.core.synthese.fabrique import HIER, codage, etude, source

from socle.erreurs import ErreurSocle
from socle.synthese import (
    Adoption,
    Arbitrage,
    Candidat,
    Consultation,
    Etude,
    Question,
    RegleConsensus,
    RegleVote,
    Remarque,
    Reponse,
    adopter,
    ajouter_candidat,
    ajouter_consultation,
    ajouter_source,
    arbitrer,
    cle_libre,
    coder,
    fermer_tour,
    fixer_regle,
    fixer_regle_vote,
    modifier_candidat,
    modifier_source,
    ouvrir_tour,
    preparer_tour,
    remarquer,
    retirer_candidat,
    retirer_source,
    verrouiller_regle,
)

POSEE = etude((source("s1"), source("s2", "enquete", "s1")), {"a1": "P-", "a2": "--"})
NOUVELLE = Etude(titre="Neuve", sources=(source("s1"),), candidats=(Candidat(cle="a1", libelle="Agir"),))
NOTE = Question(cle="q1", genre="notation", texte="Est-ce essentiel ?", candidats=("a1",))
CONSULTEE = ajouter_consultation(POSEE, Consultation(cle="c1", titre="Delphi"))
PREPAREE = preparer_tour(CONSULTEE, [NOTE], consultation="c1", invites=12)
OUVERTE = ouvrir_tour(PREPAREE, consultation="c1", le=HIER)


def reponse(participant: str, note: int, **champs: object) -> Reponse:
    return Reponse(participant=participant, question="q1", note=note, le=HIER, **champs)


def test_sources_and_candidates_come_change_and_go() -> None:
    plus = ajouter_candidat(ajouter_source(POSEE, source("s3")), Candidat(cle="a3", libelle="Veiller"))
    assert [s.cle for s in plus.sources] == ["s1", "s2", "s3"]
    change = modifier_candidat(
        modifier_source(plus, source("s3", "ouvrage")), Candidat(cle="a3", libelle="Assurer une veille")
    )
    assert change.sources[2].genre == "ouvrage"
    assert change.candidats[2].libelle == "Assurer une veille"
    moins = retirer_candidat(retirer_source(change, cle="s3"), cle="a3")
    assert moins == POSEE


REFUS: list[tuple[str, Callable[[], object]]] = [
    ("cle-prise", lambda: ajouter_source(POSEE, source("s1"))),
    ("cle-prise", lambda: ajouter_candidat(POSEE, Candidat(cle="a1", libelle="Bis"))),
    ("introuvable", lambda: modifier_source(POSEE, source("s9"))),
    ("introuvable", lambda: retirer_candidat(POSEE, cle="a9")),
    ("source-utilisee", lambda: retirer_source(POSEE, cle="s1")),
    ("candidat-utilise", lambda: retirer_candidat(POSEE, cle="a1")),
    ("candidat-utilise", lambda: retirer_candidat(PREPAREE, cle="a1")),
    ("etude-incoherente", lambda: modifier_source(POSEE, source("s1", "publication", "s2"))),
    ("etude-incoherente", lambda: ajouter_candidat(POSEE, Candidat(cle="x", libelle="X", categorie="?"))),
    ("regle-non-verrouillee", lambda: coder(NOUVELLE, codage("s1", "a1", "P"))),
    ("regle-verrouillee", lambda: fixer_regle(POSEE, RegleConsensus(), le=HIER)),
    ("regle-verrouillee", lambda: verrouiller_regle(POSEE, le=HIER)),
    ("introuvable", lambda: coder(POSEE, codage("s9", "a1", "P"))),
    ("introuvable", lambda: coder(POSEE, codage("s1", "a9", "P"))),
    (
        "pas-de-desaccord",
        lambda: arbitrer(
            POSEE, Arbitrage(source="s1", candidat="a1", valeur="absent", motif="?", par="Ana", le=HIER)
        ),
    ),
    ("cle-prise", lambda: ajouter_consultation(CONSULTEE, Consultation(cle="c1", titre="Bis"))),
    ("introuvable", lambda: preparer_tour(CONSULTEE, [NOTE], consultation="c9")),
    ("cle-prise", lambda: preparer_tour(CONSULTEE, [NOTE, NOTE], consultation="c1")),
    ("tour-non-prepare", lambda: ouvrir_tour(CONSULTEE, consultation="c1", le=HIER)),
    ("tour-non-prepare", lambda: ouvrir_tour(OUVERTE, consultation="c1", le=HIER)),
    ("tour-ouvert", lambda: preparer_tour(OUVERTE, [NOTE], consultation="c1")),
    ("tour-ferme", lambda: fermer_tour(PREPAREE, [], consultation="c1", le=HIER)),
    ("regle-verrouillee", lambda: fixer_regle_vote(OUVERTE, RegleVote(), consultation="c1", le=HIER)),
    ("reponse-invalide", lambda: fermer_tour(OUVERTE, [reponse("p", 6)], consultation="c1", le=HIER)),
    (
        "reponse-invalide",
        lambda: fermer_tour(OUVERTE, [reponse("p", 5), reponse("p", 1)], consultation="c1", le=HIER),
    ),
    ("introuvable", lambda: adopter(POSEE, Adoption(proposition=1, par="Ana", le=HIER))),
    (
        "introuvable",
        lambda: remarquer(POSEE, Remarque(auteur="Ana", texte="?", le=HIER), proposition=1),
    ),
]


@pytest.mark.parametrize(("code", "geste"), REFUS)
def test_what_cannot_be_done_is_refused_with_a_remedy(code: str, geste: Callable[[], object]) -> None:
    with pytest.raises(ErreurSocle) as refus:
        geste()
    assert refus.value.code == code
    assert refus.value.remede


def test_a_rule_may_change_until_it_is_locked() -> None:
    fixee = fixer_regle(NOUVELLE, RegleConsensus(seuil_consensus=0.6), le=HIER)
    assert (fixee.regle.seuil_consensus, fixee.regle.fixee_le) == (0.6, HIER)
    verrouillee = verrouiller_regle(fixee, le=HIER + timedelta(days=1))
    assert verrouillee.regle.fixee_le == HIER
    assert coder(verrouillee, codage("s1", "a1", "P")).codages


def test_a_round_is_prepared_opened_and_closed() -> None:
    refaite = preparer_tour(PREPAREE, [NOTE], consultation="c1", retour="Bonjour")
    assert [tour.retour for tour in refaite.consultations[0].tours] == ["Bonjour"]
    fixee = fixer_regle_vote(PREPAREE, RegleVote(part_favorable=0.8), consultation="c1", le=HIER)
    ouverte = ouvrir_tour(fixee, consultation="c1", le=HIER)
    assert ouverte.consultations[0].regle.verrouillee_le == HIER
    fermee = fermer_tour(ouverte, [reponse("p1", 5), reponse("p2", 3)], consultation="c1", le=HIER)
    (tour,) = fermee.consultations[0].fermes
    assert (tour.etat, tour.participants, tour.invites) == ("ferme", ("p1", "p2"), 12)
    suivante = preparer_tour(fermee, [NOTE], consultation="c1")
    assert [tour.etat for tour in suivante.consultations[0].tours] == ["ferme", "prepare"]


def test_a_proposal_is_commented_and_adopted() -> None:
    livret = Etude.livret()
    remarque = Remarque(auteur="Ana", texte="Et l’IGR ?", rubrique="activites", rang=1, le=HIER)
    adoptee = adopter(
        remarquer(livret, remarque, proposition=1), Adoption(proposition=1, par="Le groupe", le=HIER)
    )
    assert adoptee.propositions[0].remarques == (remarque,)
    assert adoptee.adoption is not None
    assert adoptee.adoption.proposition == 1


def test_a_key_is_drawn_from_a_title() -> None:
    assert cle_libre("L’œuvre d’Éloïse !") == "l-oeuvre-d-eloise"
    assert cle_libre("???") == "sans-titre"
    assert cle_libre("Agir", {"agir", "agir-2"}) == "agir-3"
