"""The walk through the paragraphs: headings open sections, the rest becomes lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from socle.offre.blocs import LIGNES_EN_MEMOIRE, Lu
from socle.offre.decoupage.nettoyage import Brouillon, Paragraphe, composer, nettoyer
from socle.offre.decoupage.phrases import diviser, is_acte, is_action, starts_with_verb
from socle.offre.decoupage.rubriques import LISTES, is_juridique, rubrique_de
from socle.offre.decoupage.tables import cle
from socle.offre.decoupage.titres import (
    Titre,
    denuder,
    is_numerote,
    lire_titre,
    looks_like_titre,
)
from socle.offre.documents import LigneOffre, Offre, Rubrique, Section
from socle.offre.identification import identifier

_VALEUR_COURTE = 120
_TETES: tuple[tuple[str, Rubrique], ...] = (
    ("connaissance", "connaissances"),
    ("savoir etre", "competences_comportementales"),
    ("savoirs etre", "competences_comportementales"),
    ("savoir faire", "competences_operationnelles"),
    ("savoirs faire", "competences_operationnelles"),
    ("savoir", "connaissances"),
    ("competence", "competences_operationnelles"),
    ("activite", "activites"),
    ("profil", "profil"),
    ("condition", "conditions"),
    ("contexte", "contexte"),
)
_INTITULE = re.compile(
    r"^(?:intitule|nom|denomination|titre|libelle|poste|appellation|emploi(?: propose| a pourvoir)?$)"
)
_GENERIQUE = re.compile(
    r"^(?:fiche(?: de)? (?:poste|profil|d emploi)(?: type)?|offre d emploi|profil de poste|annonce|"
    r"appel a candidatures?|avis de (?:vacance|recrutement)(?: .*)?|recrutement|poste a pourvoir)\b[ :]*"
)


@dataclass(frozen=True, slots=True, eq=False)
class _Attendu:
    """What a paragraph is read as: what its heading announces, whether it is an item, whether another heading
    announces the activities. There is one for each case, compared as such."""

    possibles: tuple[Rubrique, ...]
    puce: bool
    has_activites: bool


@cache
def _attendus(possibles: tuple[Rubrique, ...], has_activites: bool) -> tuple[_Attendu, _Attendu]:
    return _Attendu(possibles, False, has_activites), _Attendu(possibles, True, has_activites)


@dataclass(slots=True)
class _Ouverte:
    """The section being filled."""

    possibles: tuple[Rubrique, ...]
    titre: str
    debut: int
    page: int
    origine: str
    attendus: tuple[_Attendu, _Attendu]  # what a paragraph of it is read as, and an item
    paire: bool = False  # opened by a label and its value: it announces nothing more
    liste: bool = field(init=False)

    def __post_init__(self) -> None:
        self.liste = not LISTES.isdisjoint(self.possibles)


class LigneDecoupee(NamedTuple):
    """A line as it is cut, before it becomes part of a document (:class:`~socle.offre.LigneOffre`)."""

    texte: str
    rubrique: Rubrique
    debut: int
    fin: int
    section: int
    page: int
    puce: bool


@dataclass(frozen=True, slots=True)
class Decoupage:
    """What the walk through a text gives: all that an :class:`~socle.offre.Offre` is made of.

    ``pliees`` are the printed lines of the text, folded.
    """

    texte: str
    pliees: tuple[str, ...]
    titre: str | None
    sections: tuple[dict[str, object], ...]
    lignes: tuple[LigneDecoupee, ...]


@dataclass(slots=True)
class _Decoupeur:
    brouillon: Brouillon
    sections: list[dict[str, object]] = field(default_factory=list)
    lignes: list[LigneDecoupee] = field(default_factory=list)
    ouverte: _Ouverte | None = None
    titre: str | None = None
    intitule: str | None = None
    has_activites: bool = False
    fin: int = 0

    # -- sections ------------------------------------------------------------------------------

    def open(
        self, possibles: tuple[Rubrique, ...], titre: str, at: Paragraphe, origine: str, **more: bool
    ) -> None:
        self.close()
        attendus = _attendus(possibles, self.has_activites)
        self.ouverte = _Ouverte(possibles, titre, at.debut, at.bloc.page, origine, attendus, **more)

    def close(self) -> None:
        section = self.ouverte
        if section is None:
            return
        origine = section.origine
        rubrique: Rubrique = section.possibles[0] if section.possibles else "contexte"
        if len(section.possibles) != 1 and not self._is_empty():
            own = [ligne.rubrique for ligne in self.lignes if ligne.section == len(self.sections)]
            rubrique = max(dict.fromkeys(own), key=own.count)
        if not section.possibles and rubrique != "contexte":
            origine = "contenu"
        self.sections.append(
            {
                "rubrique": rubrique,
                "titre": section.titre,
                "debut": section.debut,
                "fin": max(self.fin, section.debut),
                "page": section.page,
                "origine": origine,
            }
        )
        self.ouverte = None

    def _is_empty(self) -> bool:
        return not self.lignes or self.lignes[-1].section != len(self.sections)

    # -- headings ------------------------------------------------------------------------------

    def is_item(self, paragraph: Paragraphe) -> bool:
        """Whether a paragraph is a plain item of an open list, which no table could make a heading."""
        bloc = paragraph.bloc
        return (
            bloc.genre == "puce"
            and not bloc.gras
            and self.ouverte is not None
            and self.ouverte.liste
            and ":" not in bloc.texte
            and "?" not in bloc.texte
        )

    def heading(self, paragraph: Paragraphe, following: Paragraphe | None) -> Titre | None:
        """The known heading that a paragraph is or starts with, where the context lets it be one."""
        text = paragraph.bloc.texte
        found = lire_titre(text)
        if found is None:
            return None
        inside = self.ouverte.possibles if self.ouverte else ()
        listed = self.ouverte is not None and self.ouverte.liste
        acting = "activites" in inside
        styled = paragraph.bloc.genre == "titre" or paragraph.bloc.gras
        value = text[found.valeur :] if found.valeur is not None else ""
        after = following.bloc.texte if following else ""
        colon = text.rstrip().endswith((":", "?"))
        if text[:1].islower() and not (styled or colon or value):
            return None
        if found.regle.faible and listed and not (styled or colon or value):
            return None
        if found.regle.faible and acting:
            told = value or after
            if starts_with_verb(told) or is_action(told) or (paragraph.bloc.genre == "puce" and not value):
                return None
        if found.valeur is not None:
            if paragraph.bloc.genre == "puce" and listed and not found.regle.ligne:
                return None
            return None if acting and starts_with_verb(value) and not found.regle.ligne else found
        if styled or colon:
            return found
        if paragraph.bloc.genre == "puce":
            return None if listed else found
        same = inside[:1] == found.regle.rubriques[:1] and not is_numerote(text)
        return None if same and following is not None and following.bloc.genre != "puce" else found

    def subheading(self, paragraph: Paragraphe, following: Paragraphe | None) -> bool:
        """Open a section for an unknown heading; False when the paragraph is none."""
        bloc, text = paragraph.bloc, paragraph.bloc.texte
        styled = bloc.genre == "titre" or bloc.gras
        marked = bloc.genre == "puce"
        if following is None or not looks_like_titre(text, marque=marked, style=styled):
            return False
        if self.ouverte is not None and self.ouverte.paire and self._is_empty():
            return False  # what a label announced
        if self.ouverte is None or (self.ouverte.origine == "defaut" and not text.rstrip().endswith(":")):
            return False
        if marked and (starts_with_verb(text) or following.bloc.genre != "puce"):
            return False
        if bloc.gras and bloc.genre == "texte" and starts_with_verb(text) and following.bloc.genre != "puce":
            return False
        key = re.sub(r"^(?:les?|la|l|vos|nos|autres?|principales?) ", "", cle(text))
        head = next((rubrique for start, rubrique in _TETES if key.startswith(start)), None)
        if head is not None and not starts_with_verb(text):
            self.open((head,), denuder(text), paragraph, "titre")
            return True
        kept = self.ouverte
        rubriques = kept.possibles if not kept.paire else ("contexte",)
        self.open(rubriques, denuder(text), paragraph, "heritee")
        if "activites" in rubriques and starts_with_verb(text):
            # "Gérer les projets :" over its details is an activity as well as their heading.
            end = paragraph.corps + len(text.rstrip(" :"))
            self.line(paragraph.corps, end, "activites", paragraph)
        return True

    # -- lines ---------------------------------------------------------------------------------

    def line(self, debut: int, fin: int, rubrique: Rubrique, paragraph: Paragraphe) -> None:
        """Add a line."""
        puce = paragraph.bloc.genre == "puce"
        texte = self.brouillon.texte[debut:fin]
        page = paragraph.page(debut)
        self.lignes.append(LigneDecoupee(texte, rubrique, debut, fin, len(self.sections), page, puce))
        self.fin = fin

    def fill(self, paragraph: Paragraphe, start: int) -> None:
        """Turn a paragraph, from ``start``, into lines of the open section."""
        assert self.ouverte is not None
        bloc, section = paragraph.bloc, len(self.sections)
        text = bloc.texte[start - paragraph.corps :]
        puce = bloc.genre == "puce"
        for a, b, kind, piece in _lignes_de(text, self.ouverte.attendus[puce]):
            page = paragraph.page(start + a) if bloc.sauts else bloc.page
            self.lignes.append(LigneDecoupee(piece, kind, start + a, start + b, section, page, puce))
        self.fin = paragraph.fin

    def take_heading(self, found: Titre, paragraph: Paragraphe) -> None:
        rule = found.regle
        kinds = rule.rubriques
        if found.valeur is None:
            self.open(kinds, found.imprime, paragraph, "titre", paire=rule.ligne)
            self.fin = paragraph.fin
            return
        value = paragraph.corps + found.valeur
        if _INTITULE.match(cle(found.imprime)) and self.intitule is None and kinds == ("affectation",):
            self.intitule = self.brouillon.texte[value : paragraph.fin]
        if not rule.ligne:
            self.open(kinds, found.imprime, paragraph, "titre")
            self.fill(paragraph, value)
            return
        if self.ouverte is None or self.ouverte.possibles[:1] != kinds[:1]:
            if paragraph.bloc.genre == "puce" and self.ouverte is not None:
                self.line(paragraph.corps, paragraph.fin, kinds[0], paragraph)
                return
            self.open(kinds, found.imprime, paragraph, "titre", paire=True)
        self.line(paragraph.corps, paragraph.fin, kinds[0], paragraph)

    def take(self, paragraph: Paragraphe) -> None:
        """A paragraph that is no heading."""
        text = paragraph.bloc.texte
        if self.ouverte is None:
            # A second title ("Hybridation des enseignements") still names the post.
            subtitle = paragraph.bloc.genre == "titre"
            self.open(("affectation",) if subtitle else (), "", paragraph, "defaut", paire=subtitle)
        elif self.ouverte.paire and self.ouverte.possibles == ("affectation",) and not self._is_empty():
            # A label announces one value: what follows it, unless as short, stands on its own.
            long = len(text) > _VALEUR_COURTE or paragraph.bloc.genre == "puce"
            if long or ":" in self.lignes[-1].texte:
                self.open((), "", paragraph, "defaut")
        self.fill(paragraph, paragraph.corps)

    def walk(self) -> None:
        paragraphs = self.brouillon.paragraphes
        self.has_activites = self._announces_activites()
        for index, paragraph in enumerate(paragraphs):
            if self.is_item(paragraph):
                self.fill(paragraph, paragraph.corps)
                continue
            following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
            found = self.heading(paragraph, following)
            if found is not None:
                self.take_heading(found, paragraph)
            elif self._take_titre(paragraph, index):
                self.titre = _sans_genre(paragraph.bloc.texte) or self.titre
                self.fin = paragraph.fin
            elif not self.subheading(paragraph, following):
                self.take(paragraph)
            else:
                self.fin = paragraph.fin
        self.close()

    def _announces_activites(self) -> bool:
        for paragraph in self.brouillon.paragraphes:
            found = lire_titre(paragraph.bloc.texte) if paragraph.bloc.genre != "puce" else None
            if found is not None and found.regle.rubriques == ("activites",):
                return True
        return False

    def _take_titre(self, paragraph: Paragraphe, index: int) -> bool:
        """Whether a paragraph is the document's own title, before any section."""
        if self.titre is not None or self.ouverte is not None or paragraph.bloc.genre == "puce":
            return False
        text = paragraph.bloc.texte
        if len(text) > 200 or ("@" in text) or starts_with_verb(text) or text.endswith((".", ";", ",", ":")):
            return False
        styled = paragraph.bloc.genre == "titre" or paragraph.bloc.gras
        alone = len(self.brouillon.paragraphes) == 1
        return styled or (index < 3 and len(text) <= 140 and not alone)


@lru_cache(maxsize=LIGNES_EN_MEMOIRE)
def _lignes_de(texte: str, attendu: _Attendu) -> tuple[tuple[int, int, Rubrique, str], ...]:
    """The lines of a paragraph, read as what is expected of it: where each stands, its rubrique and its
    text."""
    possibles, puce, has_activites = attendu.possibles, attendu.puce, attendu.has_activites
    whole = rubrique_de(texte, possibles, puce=puce, has_activites=has_activites)
    # Under no heading, a sentence may still announce a list of things to do.
    pieces = diviser(texte, "activites" if not possibles and whole == "contexte" else whole)
    lignes: list[tuple[int, int, Rubrique, str]] = []
    for a, b in pieces:
        piece = texte[a:b]
        several = len(pieces) > 1 and len(possibles) != 1
        kind = rubrique_de(piece, possibles, puce=puce, has_activites=has_activites) if several else whole
        if whole == "mission" and "activites" in possibles and len(pieces) > 1 and not has_activites:
            kind = "activites" if is_acte(piece) else kind
        lignes.append((a, b, "juridique" if is_juridique(piece, kind) else kind, piece))
    return tuple(lignes)


def _sans_genre(texte: str) -> str | None:
    """A title without what only names the kind of document ("Fiche de poste : …")."""
    key = cle(texte)
    bare = _GENERIQUE.sub("", key)
    if not bare:
        return None
    if bare == key:
        return texte
    match = re.search(r"\s*[:–—-]\s+|\s(?=«)", texte)
    return texte[match.end() :].strip(" «»") if match else texte


def _langue(texte: str) -> str | None:
    """The language, told by its small words; None when too few of them say the same."""
    words = re.findall(r"[^\W\d_]+", texte.casefold())[:3000]
    french = sum(
        1
        for word in words
        if word in {"de", "la", "le", "les", "des", "et", "du", "en", "une", "pour", "dans"}
    )
    english = sum(
        1
        for word in words
        if word in {"the", "of", "and", "to", "in", "for", "with", "will", "you", "is", "a"}
    )
    if max(french, english) < 5:
        return None
    return "fr" if french >= 2 * english else "en" if english >= 2 * french else None


def parcourir(lu: Lu) -> Decoupage:
    """The sections and lines of what was read."""
    draft = composer(lu.blocs)
    walker = _Decoupeur(draft)
    walker.walk()
    title = walker.intitule or (nettoyer(lu.titre) if lu.titre else None) or walker.titre
    return Decoupage(draft.texte, draft.pliees, title or None, tuple(walker.sections), tuple(walker.lignes))


def decouper_lu(lu: Lu, *, nom: str) -> Offre:
    """The offer made of what was read."""
    cut = parcourir(lu)
    lignes = tuple(
        LigneOffre(
            texte=one.texte,
            rubrique=one.rubrique,
            debut=one.debut,
            fin=one.fin,
            section=one.section,
            page=one.page,
            puce=one.puce,
        )
        for one in cut.lignes
    )
    return Offre(
        nom=nom,
        format=lu.format,
        titre=cut.titre,
        langue=_langue(cut.texte),
        pages=lu.pages,
        texte=cut.texte,
        sections=tuple(Section.model_validate(section) for section in cut.sections),
        lignes=lignes,
        identification=identifier(cut.texte, lignes, titre=cut.titre, pliees=cut.pliees),
        remarques=lu.remarques,
    )
