"""The study laid out: what a reader finds in the booklet, and in which order."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from bench.delphi import simuler
from tests.core.synthese.fabrique import GABARIT, HIER, codage, etude, source

from socle.rendu import FORMATS, ecrire
from socle.rendu.plan import Definitions, Encadre, Liste, Paragraphe, Plan, Tableau, Titre
from socle.synthese import (
    Adoption,
    Consultation,
    Etape,
    Etude,
    Question,
    RegleVote,
    Reponse,
    adopter,
    ajouter_consultation,
    coder,
    diagramme,
    fermer_tour,
    ouvrir_tour,
    preparer_tour,
    proposer,
)

LIVRET = Etude.livret()
SIMULEE = simuler(LIVRET)


def titres(plan: Plan) -> list[str]:
    return [bloc.texte for bloc in plan.blocs if isinstance(bloc, Titre) and bloc.niveau == 1]


def textes(plan: Plan) -> str:
    """Everything that the outline says, in its order."""
    dits: list[str] = []
    for bloc in plan.blocs:
        if isinstance(bloc, Titre):
            dits.append(bloc.texte)
        elif isinstance(bloc, Paragraphe):
            dits += [segment.texte for segment in bloc.segments]
        elif isinstance(bloc, Liste):
            dits += [s.texte for element in bloc.elements for s in element.segments]
            dits += [element.mention for element in bloc.elements]
        elif isinstance(bloc, Tableau):
            dits += [case for ligne in bloc.lignes for case in ligne]
        elif isinstance(bloc, Encadre):
            dits += [bloc.titre, *(s.texte for p in bloc.blocs for s in getattr(p, "segments", ()))]
    return "\n".join(dits).replace("\u00a0", " ")


def test_the_booklet_goes_from_the_method_to_the_matrix() -> None:
    assert titres(LIVRET.plan()) == [
        "L’essentiel",
        "La méthode",
        "Les verdicts",
        "L’emploi-type proposé",
        "Annexe : la matrice des sources",
        "Annexe : les sources",
        "Bibliographie",
    ]
    dits = textes(LIVRET.plan())
    assert "aucune case n’a été inventée" in dits
    assert "11 candidats : 8 en consensus, 3 à discuter." in dits
    assert "Une seule source est codée" in dits
    assert "58 autres sources enregistrées et non codées." in dits
    assert "consensus, 1 source" in dits


def test_lines_that_share_their_evidence_stand_together() -> None:
    blocs = LIVRET.plan().blocs
    debut = next(
        rang for rang, b in enumerate(blocs) if isinstance(b, Titre) and b.texte.startswith("Les preuves")
    )
    liste, preuve = blocs[debut + 1 : debut + 3]
    assert isinstance(liste, Liste)
    assert len(liste.elements) == 8
    assert isinstance(preuve, Paragraphe)
    assert "(p. 17)" in preuve.segments[0].texte.replace("\u00a0", " ")


@pytest.mark.parametrize("format", FORMATS)
def test_it_is_written_in_every_format(format: str) -> None:
    assert len(ecrire(LIVRET.plan(), format=format)) > 10_000


def test_a_simulated_consultation_says_so_in_print() -> None:
    assert "Les consultations" in titres(SIMULEE.plan())
    dits = textes(SIMULEE.plan())
    assert "Consultation simulée" in dits
    assert "60 réponses sur 60 personnes invitées." in dits
    assert re.search(r"Classement : W de Kendall 0,\d\d \(60 réponses\)", dits)
    assert re.search(r"\d+ des 11 notations sont stables depuis le tour précédent", dits)
    assert "Note 1 : « Commentaire simulé. »" in dits
    assert ecrire(SIMULEE.plan(), format="pdf").startswith(b"%PDF")


def test_coders_sources_and_dependencies_are_told() -> None:
    sources = (source("s1"), source("s2", "enquete", "s1"), source("s3", "atelier"))
    posee = coder(
        etude(sources, {f"a{rang}": "PPP" for rang in range(14)}), codage("s3", "a0", "a", codeur="Bob")
    )
    dits = textes(posee.plan())
    assert "1 case codée par 2 codeurs : accord brut 0 %" in dits
    assert "Dépend de : S1." in dits
    assert "(P)" in dits
    assert "En moyenne sur 200 ordres de lecture tirés au sort" in dits
    tableaux = [bloc for bloc in posee.plan().blocs if isinstance(bloc, Tableau)]
    assert [tableau.legende for tableau in tableaux] == [
        "Sources et candidats 1 à 12",
        "Sources et candidats 13 à 14",
    ]


def test_an_empty_study_is_a_short_booklet() -> None:
    plan = Etude(titre="Vide").plan()
    assert titres(plan) == ["L’essentiel", "La méthode", "Les verdicts"]
    assert "0 source de 0 genre, dont 0 codée." in textes(plan)
    assert ecrire(plan, format="pdf")


def test_the_drawing_is_said_in_words() -> None:
    figure = diagramme(LIVRET)
    assert "Étape 2, dresser une première liste" in figure.alternative
    assert "Il en sort : veille, évaluation." in figure.alternative
    dessin = ElementTree.fromstring(figure.svg)
    dits = [noeud.text for noeud in dessin.iter() if noeud.tag.endswith("text")]
    for etape in LIVRET.etapes:
        assert any(etape.titre in (dit or "") for dit in dits), etape.titre
    assert not re.search(r"style=|<script", figure.svg)


def test_the_drawing_keeps_long_words_inside_and_escapes_them() -> None:
    longue = Etape(
        titre="Une étape au titre <long> & qui doit tenir sur plusieurs lignes", entrees=("x" * 60,)
    )
    figure = diagramme(Etude(titre="Essai & cie", etapes=(longue,)))
    dessin = ElementTree.fromstring(figure.svg)
    lignes = [noeud.text or "" for noeud in dessin.iter() if noeud.tag.endswith("text")]
    assert max(map(len, lignes)) <= 34
    assert diagramme(Etude(titre="Vide")).alternative == "L’étude n’a pas encore d’étape."


def test_a_round_prints_its_rule_its_validity_and_its_votes() -> None:
    sources = (source("s1"), source("s2", "referentiel"), source("s3", "enquete"))
    questions = (
        Question(cle="q1", genre="notation", texte="Essentiel ?", candidats=("a1",)),
        Question(cle="q2", genre="oui-non", texte="Faut-il un emploi-type ?"),
        Question(cle="q3", genre="classement", texte="Ordre ?", candidats=("a1", "a2")),
    )
    posee = etude(sources, {"a1": "PPP", "a2": "---"})
    regle = RegleVote(enonce="Règle du groupe.", validite=True, mediane_minimum=3.5)
    posee = ajouter_consultation(posee, Consultation(cle="c", titre="Sondage", regle=regle))
    posee = ouvrir_tour(preparer_tour(posee, questions, consultation="c"), consultation="c", le=HIER)
    reponses = [
        Reponse(participant=f"p{rang}", question="q1", note=note, le=HIER)
        for rang, note in enumerate((5, 5, 5, 4, 4))
    ]
    votee = proposer(fermer_tour(posee, reponses, consultation="c", le=HIER), GABARIT, le=HIER)
    definitions = [bloc for bloc in votee.plan().blocs if isinstance(bloc, Definitions)]
    (regle_dite,) = (dict(d.paires) for d in definitions if d.titre == "Règle du vote")
    assert regle_dite["Médiane"] == "au moins 3,5"
    assert "CVR de Lawshe" in regle_dite
    assert "Écart interquartile" not in regle_dite
    resultats, validite = (b for b in votee.plan().blocs if isinstance(b, Tableau) and "tour 1" in b.legende)
    assert resultats.lignes[0][1:4] == ("5", "5", "1")
    assert resultats.lignes[1] == (
        "Faut-il un emploi-type ?",
        "0",
        "–",
        "–",
        "–",
        "–",
        "Trop peu de réponses",
    )
    assert validite.lignes == (("Activité a1", "1,00", "1,00", "1,00", "1,00"),)
    dits = textes(votee.plan())
    assert "Règle du groupe." in dits
    assert "5 réponses." in dits
    assert "Vote du tour 1 : 5 favorables sur 5." in dits
    assert "Classement" not in dits
    assert "L’emploi-type adopté" in titres(
        adopter(votee, Adoption(proposition=1, par="Le groupe", le=HIER)).plan()
    )
