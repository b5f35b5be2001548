"""The study as a booklet: the method, the verdicts, the proposed emploi-type; evidence in annexes."""

from __future__ import annotations

from collections.abc import Sequence

from socle.referentiel.champs import date_en_francais
from socle.rendu.plan import (
    Bloc,
    Definitions,
    Element,
    Encadre,
    Liste,
    Plan,
    Segment,
    Sommaire,
    Titre,
    puces,
    texte,
)
from socle.synthese.diagramme import diagramme
from socle.synthese.etude import Etude
from socle.synthese.plan_annexes import annexe_matrice, annexe_sources, bibliographie
from socle.synthese.plan_resultats import consultations, proposition, solidite
from socle.synthese.sources import Candidat, RegleConsensus
from socle.synthese.verdicts import VerdictCandidat, bilan, nombre, verdicts
from socle.synthese.vocabulaire import DECISIONS, VERDICTS, Verdict
from socle.typographie import francais

_INTRODUCTIONS: dict[Verdict, str] = {
    "consensus": "La règle les retient : les sources indépendantes s’accordent.",
    "discute": "Elles reviennent dans les sources, mais l’accord n’atteint pas le seuil de la règle.",
    "emergent": "Trop peu de sources les traitent encore pour conclure.",
    "sans-appui": "Aucune source codée ne les appuie.",
}


def plan_etude(etude: Etude) -> Plan:
    """The outline of a study: its method, its verdicts, the proposed emploi-type, the matrix as an annex."""
    conclus = verdicts(etude)
    blocs: list[Bloc] = [Sommaire(profondeur=1), Titre(niveau=1, texte="L’essentiel")]
    blocs += _summary(etude, conclus)
    blocs += _method(etude)
    blocs += _verdicts(etude, conclus)
    blocs += solidite(etude)
    blocs += consultations(etude)
    blocs += proposition(etude)
    blocs += annexe_matrice(etude)
    blocs += annexe_sources(etude)
    blocs += bibliographie(etude)
    return Plan(
        titre=etude.titre,
        sous_titre="De la méthode à l’emploi-type proposé",
        surtitre=etude.organisme,
        couverture=True,
        auteur=etude.organisme,
        sujet=etude.objet,
        mots_cles=("étude", "emploi-type", "consensus", "référentiel"),
        pied=" – ".join(partie for partie in (etude.organisme, etude.titre) if partie),
        blocs=tuple(blocs),
    )


def _summary(etude: Etude, conclus: Sequence[VerdictCandidat]) -> list[Bloc]:
    genres = len({source.genre for source in etude.sources})
    codees = len({codage.source for codage in etude.codages})
    phrases = [
        f"{_count(len(etude.sources), 'source')} de {_count(genres, 'genre')}, "
        f"dont {_count(codees, 'codée')}.",
        f"{_count(len(etude.candidats), 'candidat')} : {bilan(conclus)}.",
    ]
    blocs: list[Bloc] = [texte(etude.objet, style="chapeau")] if etude.objet else []
    blocs.append(puces([francais(phrase) for phrase in phrases]))
    if etude.avertissement:
        blocs.append(Encadre(titre="À savoir avant de lire", blocs=(texte(etude.avertissement),)))
    return blocs


def _method(etude: Etude) -> list[Bloc]:
    blocs: list[Bloc] = [Titre(niveau=1, texte="La méthode", nouvelle_page=True)]
    if etude.etapes:
        blocs += [diagramme(etude), Titre(niveau=2, texte="Les étapes")]
        blocs.append(
            Liste(
                ordonnee=True,
                elements=tuple(
                    Element(
                        segments=(
                            Segment(texte=f"{etape.titre}. ", gras=True),
                            Segment(texte=etape.texte),
                        ),
                        mention=f"p.\u00a0{etape.page}" if etape.page else "",
                    )
                    for etape in etude.etapes
                ),
            )
        )
    return [*blocs, Titre(niveau=2, texte="La règle de consensus"), *_rule(etude.regle)]


def _rule(regle: RegleConsensus) -> list[Bloc]:
    definition = (
        "L’indice de consensus est l’appui moyen des sources indépendantes qui traitent un candidat : une "
        "source compte pour 1 où il est présent, pour le poids d’un appui partiel où il l’est en partie, "
        "pour 0 où il est absent. Une source qui en répète une autre ne compte pas."
    )
    paires = (
        ("Seuil", nombre(regle.seuil_consensus)),
        ("Appui partiel", nombre(regle.poids_partiel)),
        ("Sources, au moins", str(regle.temoins_minimum)),
        ("Genres, au moins", str(regle.genres_minimum)),
        ("Décide", DECISIONS[regle.decision]),
        ("Fixée le", date_en_francais(regle.fixee_le.date()) if regle.fixee_le else "non datée"),
        (
            "Verrouillée le",
            date_en_francais(regle.verrouillee_le.date()) if regle.verrouillee_le else "pas encore",
        ),
    )
    enonce: list[Bloc] = [texte(regle.enonce)] if regle.enonce else []
    return [*enonce, texte(francais(definition)), Definitions(paires=paires)]


def _verdicts(etude: Etude, conclus: Sequence[VerdictCandidat]) -> list[Bloc]:
    candidats = {candidat.cle: candidat for candidat in etude.candidats}
    blocs: list[Bloc] = [Titre(niveau=1, texte="Les verdicts")]
    for verdict, nom in VERDICTS.items():
        groupe = [conclu for conclu in conclus if conclu.verdict == verdict]
        if groupe:
            blocs += [
                Titre(niveau=2, texte=f"{nom} ({len(groupe)})"),
                texte(_INTRODUCTIONS[verdict]),
                Liste(elements=tuple(_concluded(c, candidats[c.candidat], etude) for c in groupe)),
            ]
    return blocs


def _concluded(conclu: VerdictCandidat, candidat: Candidat, etude: Etude) -> Element:
    categories = {categorie.cle: categorie.libelle for categorie in etude.categories}
    indice = "" if conclu.indice is None else f"indice {nombre(conclu.indice)}"
    mention = " · ".join(p for p in (categories.get(candidat.categorie, ""), indice) if p)
    return Element(segments=(Segment(texte=candidat.libelle),), mention=mention)


def _count(effectif: int, un: str) -> str:
    return f"{effectif} {un}{'s' if effectif > 1 else ''}"
