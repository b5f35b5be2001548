"""The OpenDocument text around its content: named styles, French, A4.

Its parts are XML files in ``gabarits/odt``; the charte's colour and the tier of each heading level are
put in their place, so that a document is restyled in LibreOffice by changing its styles alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

from . import couleurs
from ._archive import zipper
from ._odt_xml import Xml, balise, joindre
from ._typst import GABARITS
from .plan import Charte

_TYPE_MIME = "application/vnd.oasis.opendocument.text"
_PARTIES = {
    "content.xml": "content.xml",
    "styles.xml": "styles.xml",
    "meta.xml": "meta.xml",
    "META-INF/manifest.xml": "manifest.xml",
}


def _palier(avant: float, apres: float, caracteres: str, *, filet: bool = False) -> str:
    bordure = ' fo:border-bottom="0.5pt solid $filet" fo:padding-bottom="0.08cm"' if filet else ""
    return (
        f'<style:paragraph-properties fo:keep-with-next="always" fo:keep-together="always"'
        f' fo:margin-top="{avant}cm" fo:margin-bottom="{apres}cm"{bordure}/>'
        f"<style:text-properties {caracteres}/>"
    )


# The tiers of headings; a booklet uses the first for its parts, a single document starts at the second.
_PALIERS = (
    _palier(0, 0.35, 'fo:font-weight="bold" fo:color="$accent" fo:font-size="20pt"'),
    _palier(
        0.38,
        0.2,
        'style:font-name="Calibri" fo:font-weight="bold" fo:font-variant="small-caps" fo:color="$accent"'
        ' fo:letter-spacing="0.5pt" fo:font-size="12.5pt"',
        filet=True,
    ),
    _palier(0.24, 0.12, 'fo:font-weight="bold" fo:font-size="11pt"'),
    _palier(0.2, 0.12, 'fo:font-style="italic" fo:font-size="10.5pt"'),
    _palier(0.2, 0.12, 'fo:font-style="italic" fo:font-size="10.5pt"'),
)


def assembler(
    contenus: Mapping[str, Xml], images: Mapping[str, bytes], *, charte: Charte, couverture: bool
) -> bytes:
    """The ODT file.

    :param contenus: what fills each named place of the parts (``corps``, ``entete``, ``pied``...).
    :param images: PNG bytes by path in the file.
    """
    valeurs = {**_styles(charte, couverture=couverture), **contenus, "images": _manifeste(images)}
    dossier = GABARITS / "odt"
    parties = {
        partie: Template((dossier / fichier).read_text(encoding="utf-8")).substitute(valeurs).encode()
        for partie, fichier in _PARTIES.items()
    }
    return zipper({"mimetype": _TYPE_MIME.encode(), **parties, **images})


def _manifeste(images: Mapping[str, bytes]) -> Xml:
    entrees = ({"manifest:full-path": nom, "manifest:media-type": "image/png"} for nom in images)
    return joindre(*(balise("manifest:file-entry", entree) for entree in entrees))


def _styles(charte: Charte, *, couverture: bool) -> dict[str, str]:
    teintes = couleurs.teintes(charte.couleur)
    decalage = 0 if couverture else 1
    paliers = _PALIERS[decalage : decalage + 4]
    return {
        **teintes,
        **{f"palier{rang}": Template(palier).substitute(teintes) for rang, palier in enumerate(paliers, 1)},
        "titre": "32" if couverture else "21",
        "surtitre": "13" if couverture else "10",
        "sous_titre": "14" if couverture else "10.5",
        "graisse_sommaire": "bold" if couverture else "normal",
    }
