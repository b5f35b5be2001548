"""The annexes of a study's booklet: the matrix, the sources, the bibliography."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from socle.referentiel.plan_livret import element_reference
from socle.rendu.plan import Bloc, Element, Liste, Segment, Tableau, Titre, texte
from socle.synthese.etude import Etude
from socle.synthese.matrice import Cellule, Matrice, matrice
from socle.synthese.sources import Candidat, Source
from socle.synthese.vocabulaire import GENRES_SOURCE, EtatCellule
from socle.typographie import francais

SIGLES: dict[EtatCellule, str] = {
    "present": "P",
    "partiel": "p",
    "absent": "A",
    "non-traite": "–",
    "desaccord": "?",
    "non-code": "",
}
"""How a cell is printed in a narrow column."""

_LEGENDE = (
    "P : présent ; p : partiel ; A : absent ; – : non traité ; ? : désaccord à résoudre ; vide : non codé. "
    "Entre parenthèses, les sources qui en répètent une autre et ne comptent pas."
)
_COLONNES = 12
"""Candidates in one table: more would not fit the width of a page."""


def annexe_matrice(etude: Etude) -> list[Bloc]:
    """The matrix of the coded sources, by slices that fit a page, with its numbered candidates."""
    croisee = matrice(etude, codees=True)
    if not croisee.sources or not croisee.candidats:
        return []
    blocs: list[Bloc] = [
        Titre(niveau=1, texte="Annexe : la matrice des sources", nouvelle_page=True),
        texte(francais(_LEGENDE), style="note"),
        Liste(
            ordonnee=True,
            elements=tuple(
                Element(segments=(Segment(texte=candidat.libelle),)) for candidat in croisee.candidats
            ),
        ),
    ]
    tranches = range(0, len(croisee.candidats), _COLONNES)
    blocs += [_slice(croisee, debut, fin=debut + _COLONNES) for debut in tranches]
    non_codees = len(etude.sources) - len(croisee.sources)
    if non_codees:
        pluriel = "s" if non_codees > 1 else ""
        blocs.append(
            texte(f"{non_codees} autre{pluriel} source{pluriel} enregistrée{pluriel} et non codée{pluriel}.")
        )
    return blocs


def annexe_sources(etude: Etude) -> list[Bloc]:
    """Every source, by kind, with what it depends on."""
    if not etude.sources:
        return []
    blocs: list[Bloc] = [Titre(niveau=1, texte="Annexe : les sources", nouvelle_page=True)]
    titres = {source.cle: source.titre for source in etude.sources}
    for genre, nom in GENRES_SOURCE.items():
        sources = [source for source in etude.sources if source.genre == genre]
        if sources:
            blocs.append(Titre(niveau=2, texte=f"{nom} ({len(sources)})"))
            blocs.append(Liste(elements=tuple(_source(source, titres) for source in sources)))
    return blocs


def bibliographie(etude: Etude) -> list[Bloc]:
    """The references of the sources."""
    references = [source.reference for source in etude.sources if source.reference is not None]
    if not references:
        return []
    return [
        Titre(niveau=1, texte="Bibliographie", nouvelle_page=True),
        Liste(elements=tuple(element_reference(reference) for reference in references)),
    ]


def _slice(croisee: Matrice, debut: int, *, fin: int) -> Tableau:
    candidats: Sequence[Candidat] = croisee.candidats[debut:fin]
    return Tableau(
        entetes=("Source", *(str(debut + rang) for rang in range(1, len(candidats) + 1))),
        lignes=tuple(
            (source.titre, *(sigle(cellule) for cellule in ligne[debut:fin]))
            for source, ligne in zip(croisee.sources, croisee.cellules, strict=True)
        ),
        legende=f"Sources et candidats {debut + 1} à {debut + len(candidats)}",
    )


def sigle(cellule: Cellule) -> str:
    """A cell in one character, in parentheses when it only repeats another source."""
    return f"({SIGLES[cellule.etat]})" if cellule.echo_de else SIGLES[cellule.etat]


def _source(source: Source, titres: dict[str, str]) -> Element:
    return Element(
        segments=(Segment(texte=source.titre), *(Segment(texte=francais(p)) for p in _about(source, titres)))
    )


def _about(source: Source, titres: dict[str, str]) -> Iterator[str]:
    if source.annee:
        yield f" ({source.annee})"
    yield "."
    effectif = source.effectif_mention or (str(source.effectif) if source.effectif else "")
    faits = [p for p in (source.pays, source.profession, f"effectif : {effectif}" if effectif else "") if p]
    if faits:
        yield f" {', '.join(faits)}."
    if len(source.depend_de) > 3:
        yield f" Dépend de {len(source.depend_de)} autres sources."
    elif source.depend_de:
        yield f" Dépend de : {' ; '.join(titres[cle] for cle in source.depend_de)}."
    if source.remarque:
        yield f" {source.remarque}"
