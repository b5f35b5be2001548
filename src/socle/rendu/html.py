"""The HTML writer: one self-contained page, or its content alone to embed in another page.

Everything that comes from the outline is escaped; drawings are embedded as images, where no script of
theirs can run.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from html import escape
from importlib import resources
from typing import NamedTuple

from ._images import lire_logo
from ._normalise import cibles, entrees, normaliser
from ._tableaux import colonnes_chiffrees
from .couleurs import palette
from .plan import (
    Bloc,
    Charte,
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

_BALISES = {"courant": "p", "chapeau": "p", "note": "p", "citation": "blockquote"}
_MARQUES = {"insertion": "ins", "suppression": "del"}


def ecrire(plan: Plan, *, charte: Charte | None = None) -> bytes:
    """The outline as one HTML page in UTF-8, with its style sheet inside and no script."""
    plan, charte = normaliser(plan), charte or Charte()
    metas = {"author": plan.auteur, "description": plan.sujet, "keywords": ", ".join(plan.mots_cles)}
    lignes = [
        "<!doctype html>",
        '<html lang="fr">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(plan.titre)}</title>",
        *(f'<meta name="{nom}" content="{escape(valeur)}">' for nom, valeur in metas.items() if valeur),
        f"<style>{style(charte=charte, page=True)}</style>",
        "</head>",
        "<body>",
        f'<main class="feuille document{" livret" if plan.couverture else ""}">',
        _en_tete(plan, charte),
        fragment(plan),
        *([f'<footer class="pied">{escape(plan.pied)}</footer>'] if plan.pied else []),
        "</main>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lignes).encode()


def fragment(plan: Plan, *, niveau_depart: int = 2, prefixe: str = "") -> str:
    """The blocks of the outline as HTML, without the document's own title.

    :param niveau_depart: the HTML level (1 to 6) of the headings of level 1; deeper ones follow.
    :param prefixe: put before every ``id``, for pages that hold several fragments.

    >>> fragment(Plan(titre="Essai", blocs=(Titre(niveau=1, texte="Mission"),)), niveau_depart=3)
    '<h3 id="titre-0" class="niveau-1">Mission</h3>'
    """
    page = _Page.de(normaliser(plan), depart=niveau_depart, prefixe=escape(prefixe))
    return "\n".join(_bloc(bloc, rang=rang, page=page) for rang, bloc in enumerate(page.plan.blocs))


def style(*, charte: Charte | None = None, page: bool = False) -> str:
    """The style sheet of ``.document``; with ``page``, also what dresses the page around it."""
    accent, fond = palette((charte or Charte()).couleur)
    racine = resources.files(__package__) / "gabarits"
    noms = ("document.css", "page.css") if page else ("document.css",)
    feuilles = "\n".join((racine / nom).read_text(encoding="utf-8") for nom in noms)
    return f".document{{--accent:{accent};--fond:{fond}}}\n{feuilles}"


def _en_tete(plan: Plan, charte: Charte) -> str:
    identite = []
    if charte.logo:
        logo = lire_logo(charte.logo)
        # Said once: a logo that says no more than the name beside it is only an ornament.
        dit = charte.logo_alternative if charte.logo_alternative != charte.nom else ""
        identite.append(_image(logo.octets, logo.type_mime, dit if charte.nom else dit or "Logo"))
    if charte.nom:
        identite.append(f"<span>{escape(charte.nom)}</span>")
    lignes = [
        _p("identite", "".join(identite)),
        _p("surtitre", escape(plan.surtitre)),
        f"<h1>{escape(plan.titre)}</h1>",
        _p("sous-titre", escape(plan.sous_titre)),
        _p("auteur", escape(plan.auteur) if plan.couverture else ""),
    ]
    classe = "couverture" if plan.couverture else "en-tete"
    return f'<header class="{classe}">\n{_lignes(filter(None, lignes))}\n</header>'


class _Page(NamedTuple):
    """What a block may need of the others: where rows of tables lead, and back to which of them."""

    plan: Plan
    depart: int
    prefixe: str
    cibles: Mapping[str, int]
    retours: Mapping[str, str]

    @classmethod
    def de(cls, plan: Plan, *, depart: int, prefixe: str) -> _Page:
        retours: dict[str, str] = {}
        for rang, bloc in enumerate(plan.blocs):
            for place, nom in enumerate(bloc.renvois if isinstance(bloc, Tableau) else ()):
                retours.setdefault(nom, _renvoi(rang, place, prefixe))
        return cls(plan, depart, prefixe, cibles(plan), retours)


def _bloc(bloc: Bloc, *, rang: int, page: _Page) -> str:
    match bloc:
        case Titre():
            return _titre(bloc, rang=rang, page=page)
        case Sommaire():
            return _sommaire(
                bloc, plan=page.plan, rang=rang, niveau=min(6, page.depart), prefixe=page.prefixe
            )
        case Tableau():
            return _tableau(bloc, rang=rang, page=page)
        case Encadre():
            contenu = (_p("encadre-titre", escape(bloc.titre)), *map(_simple, bloc.blocs))
            return f'<div class="encadre">\n{_lignes(filter(None, contenu))}\n</div>'
        case Figure():
            legende = f"<figcaption>{escape(bloc.legende)}</figcaption>" if bloc.legende else ""
            image = _image(bloc.svg.encode(), "image/svg+xml", bloc.alternative)
            return f"<figure>{image}{legende}</figure>"
        case Signatures():
            cases = (f"<div>{_p('role', escape(r))}{_p('mots', _texte(m))}</div>" for r, m in bloc.cases)
            return f'<div class="signatures">\n{_lignes(cases)}\n</div>'
        case SautDePage():
            return '<div class="saut-de-page"></div>'
        case _:
            return _simple(bloc)


def _simple(bloc: Paragraphe | Liste | Definitions) -> str:
    match bloc:
        case Paragraphe():
            balise = _BALISES[bloc.style]
            classe = f' class="{bloc.style}"' if bloc.style in ("chapeau", "note") else ""
            corps = _segments(bloc.segments)
            return f"<{balise}{classe}>{corps}</{balise}>"
        case Liste():
            balise = "ol" if bloc.ordonnee else "ul"
            return f"<{balise}>\n{_lignes(map(_element, bloc.elements))}\n</{balise}>"
        case _:
            paires = (f"<div><dt>{escape(n)}</dt><dd>{_texte(v)}</dd></div>" for n, v in bloc.paires)
            return f"{_p('intertitre', escape(bloc.titre))}<dl>\n{_lignes(paires)}\n</dl>"


def _element(element: Element) -> str:
    corps = _segments(element.segments)
    if not element.mention:
        return f"<li>{corps}</li>"
    return (
        f'<li><span class="a-mention"><span>{corps}</span> '
        f'<span class="mention">{escape(element.mention)}</span></span></li>'
    )


def _nom_de_tableau(bloc: Tableau, *, plan: Plan, rang: int) -> str:
    """What a screen reader calls the table: its caption, numbered from the second of the same caption."""
    memes = sum(isinstance(autre, Tableau) and autre.legende == bloc.legende for autre in plan.blocs[:rang])
    return (bloc.legende or "Tableau") + (f" ({memes + 1})" if memes else "")


def _titre(bloc: Titre, *, rang: int, page: _Page) -> str:
    balise = f"h{min(6, page.depart + bloc.niveau - 1)}"
    titre = (
        f'<{balise} id="{_ancre(rang, page.prefixe)}" class="niveau-{bloc.niveau}">'
        f"{escape(bloc.texte)}</{balise}>"
    )
    if retour := page.retours.get(bloc.ancre) if bloc.ancre else None:
        lien = f'<a class="retour" href="#{retour}">Retour au tableau</a>'
        return f'<div class="avec-retour">{titre}{lien}</div>'
    return titre


def _tableau(bloc: Tableau, *, rang: int, page: _Page) -> str:
    nom = _nom_de_tableau(bloc, plan=page.plan, rang=rang)
    classes = [' class="chiffres"' if chiffres else "" for chiffres in colonnes_chiffrees(bloc)]
    entetes = "".join(
        f'<th scope="col"{classe}>{escape(texte)}</th>'
        for texte, classe in zip(bloc.entetes, classes, strict=True)
    )

    def rangee(place: int, cases: tuple[str, ...]) -> str:
        corps = [_texte(case) for case in cases]
        if bloc.renvois and (vers := bloc.renvois[place]):
            cible = _ancre(page.cibles[vers], page.prefixe)
            corps[-1] = f'<a id="{_renvoi(rang, place, page.prefixe)}" href="#{cible}">{corps[-1]}</a>'
        return "".join(f"<td{classe}>{case}</td>" for case, classe in zip(corps, classes, strict=True))

    lignes = _lignes(f"<tr>{rangee(place, cases)}</tr>" for place, cases in enumerate(bloc.lignes))
    legende = f"<caption>{escape(bloc.legende)}</caption>\n" if bloc.legende else ""
    return (
        f'<div class="tableau" role="region" tabindex="0" aria-label="{escape(nom)}">\n'
        f"<table>\n{legende}<thead><tr>{entetes}</tr></thead>\n<tbody>\n{lignes}\n</tbody>\n</table>\n</div>"
    )


def _sommaire(bloc: Sommaire, *, plan: Plan, rang: int, niveau: int, prefixe: str) -> str:
    identifiant = f"{prefixe}sommaire-{rang}"
    lignes = _lignes(
        f'<li class="niveau-{e.niveau}"><a href="#{_ancre(e.rang, prefixe)}">{escape(e.texte)}</a></li>'
        for e in entrees(plan, bloc.profondeur)
    )
    return (
        f'<nav class="sommaire" aria-labelledby="{identifiant}">\n'
        f'<h{niveau} id="{identifiant}" class="niveau-1">{escape(bloc.titre)}</h{niveau}>\n'
        f"<ul>\n{lignes}\n</ul>\n</nav>"
    )


def _segments(segments: tuple[Segment, ...]) -> str:
    return "".join(map(_segment, segments))


def _segment(segment: Segment) -> str:
    corps = _texte(segment.texte)
    if segment.gras:
        corps = f"<strong>{corps}</strong>"
    if segment.italique:
        corps = f"<em>{corps}</em>"
    if segment.lien:
        corps = f'<a href="{escape(segment.lien)}">{corps}</a>'
    if segment.marque:
        balise = _MARQUES[segment.marque]
        corps = f"<{balise}>{corps}</{balise}>"
    return corps


def _ancre(rang: int, prefixe: str) -> str:
    return f"{prefixe}titre-{rang}"


def _renvoi(rang: int, place: int, prefixe: str) -> str:
    return f"{prefixe}renvoi-{rang}-{place}"


def _p(classe: str, corps: str) -> str:
    return f'<p class="{classe}">{corps}</p>' if corps else ""


def _lignes(lignes: Iterable[str]) -> str:
    return "\n".join(lignes)


def _texte(texte: str) -> str:
    return escape(texte).replace("\n", "<br>")


def _image(octets: bytes, type_mime: str, alternative: str) -> str:
    donnees = base64.b64encode(octets).decode("ascii")
    return f'<img src="data:{type_mime};base64,{donnees}" alt="{escape(alternative)}">'
