"""Typst, set up so that the same outline gives the same file on every machine.

Fonts come from PyPI packages and from Typst itself, never from the system; the outline reaches the
template as JSON in ``sys.inputs``, never as source, so that no text can act as markup.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import font_source_sans_pro
import font_source_serif_pro
import typst

GABARITS = resources.files(__package__) / "gabarits"

_POLICES = (
    *(font_source_serif_pro.font_files_otf[nom] for nom in ("SourceSerifPro", "SourceSerifProIt")),
    *(font_source_serif_pro.font_files_otf[nom] for nom in ("SourceSerifProBold", "SourceSerifProBoldIt")),
    *(font_source_sans_pro.font_files_otf[nom] for nom in ("SourceSansPro", "SourceSansProIt")),
    *(font_source_sans_pro.font_files_otf[nom] for nom in ("SourceSansProSemibold", "SourceSansProBold")),
)
_ESSAI = """#for famille in ("Source Serif Pro", "Source Sans Pro") [
  #set text(font: famille)
  e _e_ *e* _*e*_ #text(weight: 600)[e]
]
#text(font: "Socle Cadre")[\\u{1f600}]"""


def composer(
    gabarit: str, donnees: Mapping[str, Any], *, format: Literal["pdf", "png"], ppi: float = 144
) -> bytes:
    """The document that a template of ``gabarits/`` makes of the data; PDF is tagged, and held to PDF/UA-1.

    :raises typst.TypstError: the data hold an image that cannot be decoded.
    """
    return typst.compile(
        (GABARITS / gabarit).read_bytes(),
        format=format,
        ppi=ppi,
        font_paths=_polices(),
        ignore_system_fonts=True,
        pdf_standards=["ua-1"] if format == "pdf" else [],
        sys_inputs={"donnees": json.dumps(donnees, ensure_ascii=False)},
    )


def interroger(gabarit: str, donnees: Mapping[str, Any], *, etiquette: str) -> Any:
    """The value of the metadata labelled ``etiquette`` in the laid out document."""
    trouve = typst.query(
        (GABARITS / gabarit).read_bytes(),
        f"<{etiquette}>",
        field="value",
        one=True,
        font_paths=_polices(),
        ignore_system_fonts=True,
        sys_inputs={"donnees": json.dumps(donnees, ensure_ascii=False)},
    )
    return json.loads(trouve)


@cache
def _polices() -> typst.Fonts:
    # The packages hold each face twice (OTF and TTF) and Typst takes whichever the folder lists first;
    # a folder of our own holds one of each. Typst opens fonts when it first needs them: the trial
    # document makes it read them all before the folder goes.
    with TemporaryDirectory() as dossier:
        for source in _POLICES:
            shutil.copy(source, dossier)
        (Path(dossier) / "cadre.ttf").write_bytes((GABARITS / "cadre.ttf").read_bytes())
        polices = typst.Fonts(include_system_fonts=False, font_paths=[dossier])
        typst.compile(_ESSAI.encode(), format="pdf", font_paths=polices, ignore_system_fonts=True)
    return polices
