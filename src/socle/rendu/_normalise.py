"""One clean form of an outline, so that the four writers meet the same text and no odd case.

What it settles: characters that XML or HTML forbid, line breaks, links, empty blocks, page breaks and
the steps between heading levels. What it never does: change a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from .plan import (
    Bloc,
    Definitions,
    Element,
    Encadre,
    Figure,
    Liste,
    Paragraphe,
    Plan,
    SautDePage,
    Segment,
    Signatures,
    Sommaire,
    Tableau,
    Titre,
)

# Control characters but tab and newline, lone surrogates, and the code points reserved for nobody.
_INTERDITS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plan * 0x10000 + fin) for plan in range(17) for fin in (0xFFFE, 0xFFFF))
    + "]"
)
_FINS_DE_LIGNE = re.compile("\r\n|[\r\x85\u2028\u2029]")
_ESPACES = re.compile("[ \t]+")
_MENTION_COURTE = 40
_LIEN = re.compile(r"(https?://|mailto:)[^\s<>\"\\^`{|}]+", re.IGNORECASE)


class Entree(NamedTuple):
    """A line of the table of contents: a heading, its level and its rank among the blocks."""

    niveau: int
    texte: str
    rang: int


def propre(texte: str) -> str:
    """The text without forbidden characters; its line breaks are newlines, its spaces single."""
    texte = _FINS_DE_LIGNE.sub("\n", _INTERDITS.sub("", texte))
    return _ESPACES.sub(" ", texte)


def ligne(texte: str) -> str:
    """The text on one line, without space at either end; non-breaking spaces are kept."""
    return _ESPACES.sub(" ", propre(texte).replace("\n", " ")).strip(" ")


def insecable(mention: str) -> str:
    """A short remark that keeps to one line, so that a word processor aligns it whole."""
    return mention.replace(" ", "\N{NO-BREAK SPACE}") if len(mention) <= _MENTION_COURTE else mention


def lien_sur(lien: str | None) -> str | None:
    """The link if it leads to the web or to a mailbox, otherwise nothing.

    >>> lien_sur("https://example.org/")
    'https://example.org/'
    >>> lien_sur("javascript:alert(1)") is None
    True
    """
    return lien if lien is not None and _LIEN.fullmatch(lien) else None


def normaliser(plan: Plan) -> Plan:
    """The outline that the writers lay out: same words, settled form. Idempotent."""
    return plan.model_copy(
        update={
            **{
                champ: ligne(getattr(plan, champ))
                for champ in ("sous_titre", "surtitre", "auteur", "sujet", "pied")
            },
            "titre": ligne(plan.titre) or "Document",
            "mots_cles": tuple(mot for mot in map(ligne, plan.mots_cles) if mot),
            "blocs": _renvois(_page_breaks(_levels(_sommaires(_blocs(plan.blocs))))),
        }
    )


def cibles(plan: Plan) -> dict[str, int]:
    """The rank among the blocks of each heading that rows of tables lead to, by its name."""
    return {
        bloc.ancre: rang for rang, bloc in enumerate(plan.blocs) if isinstance(bloc, Titre) and bloc.ancre
    }


def entrees(plan: Plan, profondeur: int) -> list[Entree]:
    """The lines of the table of contents, in order."""
    return [
        Entree(bloc.niveau, bloc.texte, rang)
        for rang, bloc in enumerate(plan.blocs)
        if isinstance(bloc, Titre) and bloc.niveau <= profondeur
    ]


def _segments(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    propres = (s.model_copy(update={"texte": propre(s.texte), "lien": lien_sur(s.lien)}) for s in segments)
    return tuple(s for s in propres if s.texte)


def _paragraphe(bloc: Paragraphe) -> Paragraphe | None:
    segments = _segments(bloc.segments)
    if not "".join(s.texte for s in segments).strip():
        return None
    return bloc.model_copy(update={"segments": segments})


def _liste(bloc: Liste) -> Liste | None:
    elements = (Element(segments=_segments(e.segments), mention=ligne(e.mention)) for e in bloc.elements)
    pleins = tuple(e for e in elements if e.mention or "".join(s.texte for s in e.segments).strip())
    return bloc.model_copy(update={"elements": pleins}) if pleins else None


def _definitions(bloc: Definitions) -> Definitions | None:
    paires = ((ligne(nom), propre(valeur).strip(" \n")) for nom, valeur in bloc.paires)
    pleines = tuple(paire for paire in paires if any(paire))
    return bloc.model_copy(update={"paires": pleines, "titre": ligne(bloc.titre)}) if pleines else None


def _tableau(bloc: Tableau) -> Tableau | None:
    if not bloc.entetes:
        return None
    return bloc.model_copy(
        update={
            "entetes": tuple(map(ligne, bloc.entetes)),
            "lignes": tuple(tuple(propre(case).strip(" \n") for case in rang) for rang in bloc.lignes),
            "legende": ligne(bloc.legende),
        }
    )


def _encadre(bloc: Encadre) -> Encadre | None:
    titre, blocs = ligne(bloc.titre), _blocs(bloc.blocs)
    return bloc.model_copy(update={"titre": titre, "blocs": blocs}) if titre or blocs else None


def _figure(bloc: Figure) -> Figure:
    legende = ligne(bloc.legende)
    return bloc.model_copy(
        update={"alternative": ligne(bloc.alternative) or legende or "Figure", "legende": legende}
    )


def _signatures(bloc: Signatures) -> Signatures | None:
    cases = tuple((ligne(role), propre(mots).strip(" \n")) for role, mots in bloc.cases)
    return bloc.model_copy(update={"cases": cases}) if cases else None


def _titre(bloc: Titre) -> Titre | SautDePage | None:
    texte = ligne(bloc.texte)
    if texte:
        return bloc.model_copy(update={"texte": texte})
    return SautDePage() if bloc.nouvelle_page else None


def _sommaire(bloc: Sommaire) -> Sommaire:
    return bloc.model_copy(
        update={"titre": ligne(bloc.titre) or "Sommaire", "profondeur": min(4, max(1, bloc.profondeur))}
    )


# One function per kind of block; a kind that is not here is settled as it is.
_PAR_GENRE: dict[type[Any], Any] = {
    Paragraphe: _paragraphe,
    Liste: _liste,
    Definitions: _definitions,
    Tableau: _tableau,
    Encadre: _encadre,
    Figure: _figure,
    Signatures: _signatures,
    Titre: _titre,
    Sommaire: _sommaire,
}


def _blocs(blocs: Iterable[Bloc]) -> tuple[Bloc, ...]:
    regles = ((_PAR_GENRE[type(b)](b) if type(b) in _PAR_GENRE else b) for b in blocs)
    return tuple(bloc for bloc in regles if bloc is not None)


def _levels(blocs: tuple[Bloc, ...]) -> tuple[Bloc, ...]:
    """Headings that start at level 1 and never skip one, as readers and PDF/UA expect."""
    ouverts: list[int] = []
    sortie: list[Bloc] = []
    for bloc in blocs:
        if isinstance(bloc, Titre):
            while ouverts and ouverts[-1] >= bloc.niveau:
                ouverts.pop()
            ouverts.append(bloc.niveau)
            sortie.append(bloc.model_copy(update={"niveau": len(ouverts)}))
        else:
            sortie.append(bloc)
    return tuple(sortie)


def _sommaires(blocs: tuple[Bloc, ...]) -> tuple[Bloc, ...]:
    """No table of contents where there is no heading to list."""
    if any(isinstance(bloc, Titre) for bloc in blocs):
        return blocs
    return tuple(bloc for bloc in blocs if not isinstance(bloc, Sommaire))


def _renvois(blocs: tuple[Bloc, ...]) -> tuple[Bloc, ...]:
    """Each name borne by one heading, the first; rows that lead to no heading lead nowhere."""
    vues: set[str] = set()
    sortie: list[Bloc] = []
    for bloc in blocs:
        if isinstance(bloc, Titre) and bloc.ancre:
            double = bloc.ancre in vues
            vues.add(bloc.ancre)
            sortie.append(bloc.model_copy(update={"ancre": ""}) if double else bloc)
        else:
            sortie.append(bloc)
    return tuple(
        bloc.model_copy(update={"renvois": tuple(nom if nom in vues else "" for nom in bloc.renvois)})
        if isinstance(bloc, Tableau) and bloc.renvois
        else bloc
        for bloc in sortie
    )


def _page_breaks(blocs: tuple[Bloc, ...]) -> tuple[Bloc, ...]:
    """Every break as a block of its own, never two together, none at either end."""
    sortie: list[Bloc] = []
    for bloc in blocs:
        voulu = isinstance(bloc, SautDePage) or (isinstance(bloc, Titre) and bloc.nouvelle_page)
        if voulu and sortie and not isinstance(sortie[-1], SautDePage):
            sortie.append(SautDePage())
        if isinstance(bloc, Titre):
            sortie.append(bloc.model_copy(update={"nouvelle_page": False}))
        elif not isinstance(bloc, SautDePage):
            sortie.append(bloc)
    if sortie and isinstance(sortie[-1], SautDePage):
        sortie.pop()
    return tuple(sortie)
