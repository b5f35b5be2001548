"""The blank Word document that the DOCX writer fills: named styles, numbering, French, A4.

Its parts are XML files in ``gabarits/docx``; the charte's colour and the tier of each heading level
are put in their place, so that a document is restyled in Word by changing its styles alone.
"""

from __future__ import annotations

from string import Template

from . import couleurs
from ._archive import zipper
from ._typst import GABARITS
from .plan import Charte

_PARTIES = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "rels.xml",
    "docProps/core.xml": "core.xml",
    "docProps/app.xml": "app.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document-rels.xml",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
}
_SANS = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
_FILET = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="3" w:color="$filet"/></w:pBdr>'


def _espace(avant: int, apres: int, *, ligne: int = 264) -> str:
    return f'<w:spacing w:before="{avant}" w:after="{apres}" w:line="{ligne}" w:lineRule="auto"/>'


def _taille(demi_points: int) -> str:
    return f'<w:sz w:val="{demi_points}"/><w:szCs w:val="{demi_points}"/>'


_ACCENT = '<w:color w:val="$accent"/>'
# Paragraph, then character properties of each tier; a booklet uses the first for its parts, a single
# document starts at the second.
_PALIERS = (
    (_espace(0, 240, ligne=240), f"<w:b/>{_ACCENT}{_taille(40)}"),
    (
        _FILET + _espace(280, 120),
        f'{_SANS}<w:b/><w:smallCaps/>{_ACCENT}<w:spacing w:val="10"/>{_taille(25)}',
    ),
    (_espace(200, 80), f"<w:b/>{_taille(22)}"),
    (_espace(160, 80), f"<w:i/>{_taille(21)}"),
    (_espace(160, 80), f"<w:i/>{_taille(21)}"),
)


def modele(charte: Charte, *, couverture: bool) -> bytes:
    """The blank document as DOCX bytes."""
    valeurs = _valeurs(charte, couverture=couverture)
    dossier = GABARITS / "docx"
    return zipper(
        {
            partie: Template((dossier / fichier).read_text(encoding="utf-8")).substitute(valeurs).encode()
            for partie, fichier in _PARTIES.items()
        }
    )


def _valeurs(charte: Charte, *, couverture: bool) -> dict[str, str]:
    teintes = {nom: code.removeprefix("#") for nom, code in couleurs.teintes(charte.couleur).items()}
    decalage = 0 if couverture else 1
    paliers = _PALIERS[decalage : decalage + 4]
    valeurs = {
        "titre_p": _espace(0, 120, ligne=228),
        "titre_r": _taille(64 if couverture else 42),
        "surtitre_r": _taille(26 if couverture else 20),
        "sous_titre_r": _taille(28 if couverture else 21),
        "toc1_r": "<w:b/>" if couverture else "",
        "sommaire_p": paliers[0][0],
        "sommaire_r": paliers[0][1],
    }
    for rang, (paragraphe, caracteres) in enumerate(paliers, 1):
        valeurs[f"palier{rang}_p"], valeurs[f"palier{rang}_r"] = paragraphe, caracteres
    return {nom: Template(valeur).substitute(teintes) for nom, valeur in valeurs.items()} | teintes
