"""Charts as SVG: drawn without a network, in the shipped font, readable in print and to the colour-blind.

Each chart is a :class:`~socle.rendu.Figure` with the sentence that replaces it; the table of its figures
stands beside it in the report. Series differ in lightness, so that they part in grey too.
"""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from socle.rendu import Figure
from socle.typographie import francais

POLICE = "Source Sans Pro"
FONCE, CLAIR, PALE, VIF, ENCRE, GRIS = "#1f4e8c", "#7fb0dd", "#e3e7ec", "#e08a00", "#1d2433", "#5b6270"
LARGEUR = 330
"""Width of the drawing itself, in points; labels stand to its left."""

_ETIQUETTE = 300
_SIGNES = 54
_FICHIERS = {"normal": "SourceSansPro", "600": "SourceSansProSemibold"}

Rangees = Sequence[Mapping[str, Any]]

_CONFIG: dict[str, Any] = {
    "font": POLICE,
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "titleColor": GRIS,
        "labelColor": ENCRE,
        "gridColor": "#e4e2dc",
        "domainColor": "#b9b6ad",
        "tickColor": "#b9b6ad",
        "labelLimit": _ETIQUETTE,
        "labelPadding": 5,
        "titlePadding": 8,
    },
    "legend": {
        "labelFontSize": 11,
        "titleFontSize": 11,
        "orient": "top",
        "title": None,
        "symbolType": "square",
        "labelColor": ENCRE,
        "columns": 3,
    },
    "header": {"labelFontSize": 11, "labelFontWeight": 600},
    "text": {"fontSize": 10.5, "color": ENCRE},
}
_NOMBRES = {"decimal": ",", "thousands": "\u202f", "grouping": [3], "currency": ["", "\u00a0€"]}


def parts_empilees(
    rangees: Rangees, *, series: Sequence[str], alternative: str, legende: str, axe: str = "part des offres"
) -> Figure:
    """Horizontal bars cut in parts; a row holds ``nom``, ``serie`` and ``valeur`` (0 to 1).

    :param series: the names of the parts, the darkest first (three at most).
    """
    import altair as alt

    ordre = list(dict.fromkeys(_court(rangee["nom"]) for rangee in rangees))
    donnees = [
        {**rangee, "nom": _court(rangee["nom"]), "place": series.index(rangee["serie"])} for rangee in rangees
    ]
    dessin = (
        alt.Chart(_donnees(donnees))
        .mark_bar(height=13)
        .encode(
            y=alt.Y("nom:N", sort=ordre, title=None, axis=alt.Axis(ticks=False, domain=False)),
            x=alt.X("valeur:Q", title=axe, axis=_axe_des_parts()),
            color=alt.Color(
                "serie:N", sort=list(series), scale=alt.Scale(domain=list(series), range=_teintes(series))
            ),
            order=alt.Order("place:Q"),
        )
        .properties(width=LARGEUR, height=alt.Step(21))
    )
    return _figure(dessin, alternative, legende)


def parts_et_intervalles(
    rangees: Rangees, *, alternative: str, legende: str, axe: str = "part des offres"
) -> Figure:
    """A dot and its interval on each line; a row holds ``nom``, ``valeur``, ``bas`` and ``haut``."""
    import altair as alt

    donnees = [{**rangee, "nom": _court(rangee["nom"])} for rangee in rangees]
    ordre = list(dict.fromkeys(rangee["nom"] for rangee in donnees))
    base = alt.Chart(_donnees(donnees)).encode(
        y=alt.Y("nom:N", sort=ordre, title=None, axis=alt.Axis(ticks=False, domain=False, grid=True))
    )
    traits = base.mark_rule(strokeWidth=2.5, color=CLAIR).encode(
        x=alt.X("bas:Q", title=axe, axis=_axe_des_parts()), x2="haut:Q"
    )
    points = base.mark_circle(size=55, color=FONCE, opacity=1).encode(x="valeur:Q")
    dessin = (traits + points).properties(width=LARGEUR, height=alt.Step(21))
    return _figure(dessin, alternative, legende)


def evolution(rangees: Rangees, *, alternative: str, legende: str) -> Figure:
    """A line over the years with its band; a row holds ``annee``, ``valeur``, ``bas`` and ``haut``."""
    import altair as alt

    base = alt.Chart(_donnees(rangees)).encode(x=_annees())
    bande = base.mark_area(color=CLAIR, opacity=0.45).encode(
        y=alt.Y("bas:Q", title=None, axis=_axe_des_parts(), scale=alt.Scale(zero=True)), y2="haut:Q"
    )
    trait = base.mark_line(color=FONCE, strokeWidth=2, point={"color": FONCE, "size": 40}).encode(
        y="valeur:Q"
    )
    return _figure((bande + trait).properties(width=420, height=190), alternative, legende)


def deux_mesures(rangees: Rangees, *, series: Sequence[str], alternative: str, legende: str) -> Figure:
    """Two counts over the years, one panel each on its own scale; a row holds ``annee``, ``serie``, "
    "``valeur``."""
    import altair as alt

    dessin = (
        alt.Chart(_donnees(rangees))
        .mark_bar(width=16)
        .encode(
            x=_annees(),
            y=alt.Y("valeur:Q", title=None, axis=alt.Axis(tickMinStep=1, format="d")),
            color=alt.Color(
                "serie:N",
                scale=alt.Scale(domain=list(series), range=[FONCE, VIF]),
                legend=None,
            ),
            row=alt.Row(
                "serie:N",
                sort=list(series),
                title=None,
                header=alt.Header(labelAnchor="start", labelOrient="top"),
            ),
        )
        .properties(width=420, height=95)
        .resolve_scale(y="independent")
    )
    return _figure(dessin, alternative, legende)


def _donnees(rangees: Rangees) -> Any:
    import altair as alt

    return alt.InlineData(values=[dict(rangee) for rangee in rangees])


def _annees() -> Any:
    import altair as alt

    return alt.X("annee:O", title=None, axis=alt.Axis(labelAngle=0, ticks=False))


def _axe_des_parts() -> Any:
    import altair as alt

    # A percent sign in d3's own format would stand against its number.
    return alt.Axis(
        labelExpr="format(datum.value * 100, 'd') + '\u00a0%'", tickCount=5, ticks=False, domain=False
    )


def _teintes(series: Sequence[str]) -> list[str]:
    return [FONCE, CLAIR, PALE][: len(series)] if len(series) > 2 else [FONCE, VIF][: len(series)]


def _court(nom: str) -> str:
    """A label that holds beside the drawing; the table gives it whole."""
    if len(nom) <= _SIGNES:
        return nom
    return nom[:_SIGNES].rsplit(" ", 1)[0].rstrip(" ,;:(") + "…"


def _figure(dessin: Any, alternative: str, legende: str) -> Figure:
    return Figure(
        svg=dessiner(dessin.to_dict()), alternative=francais(alternative), legende=francais(legende)
    )


def dessiner(specification: Mapping[str, Any]) -> str:
    """A Vega-Lite specification as SVG that holds the glyphs it needs, the same bytes each time."""
    import vl_convert

    _declarer_polices()
    contenu = {**specification, "config": _CONFIG, "usermeta": {"embedOptions": {}}}
    svg: str = vl_convert.vegalite_to_svg(
        json.dumps(contenu, ensure_ascii=False), format_locale=_NOMBRES, allowed_base_urls=[]
    )
    return _avec_police(svg)


@cache
def _declarer_polices() -> None:
    import vl_convert

    dossiers = {str(Path(chemin).parent) for chemin in _polices().values()}
    for dossier in sorted(dossiers):
        vl_convert.register_font_directory(dossier)


def _polices() -> dict[str, str]:
    import font_source_sans_pro

    # The TrueType files: the same letters as the others, cut seven times faster.
    return {graisse: font_source_sans_pro.font_files_ttf[nom] for graisse, nom in _FICHIERS.items()}


def _avec_police(svg: str) -> str:
    """The drawing with the letters of its labels inside: an image in a page sees no font of the page."""
    lettres = "".join(sorted(set("".join(re.findall(r"<text[^>]*>([^<]*)<", svg)))))
    graisses = ["normal"] + (["600"] if 'font-weight="600"' in svg else [])
    regles = "".join(
        f"@font-face{{font-family:'{POLICE}';font-weight:{graisse};"
        f"src:url(data:font/woff;base64,{_sous_ensemble(graisse, lettres)})}}"
        for graisse in graisses
    )
    debut = svg.index(">") + 1
    return f"{svg[:debut]}<style>{regles}</style>{svg[debut:]}"


@lru_cache(maxsize=64)
def _sous_ensemble(graisse: str, lettres: str) -> str:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    police = TTFont(_polices()[graisse], recalcTimestamp=False)
    options = subset.Options(flavor="woff", hinting=False, layout_features=["kern"], notdef_outline=True)
    coupe = subset.Subsetter(options)
    coupe.populate(text=lettres)
    coupe.subset(police)
    police.flavor = "woff"
    sortie = io.BytesIO()
    police.save(sortie, reorderTables=False)
    return base64.b64encode(sortie.getvalue()).decode("ascii")
