"""What python-docx has no call for: fields, links, bookmarks, list restarts, row and table properties."""

from __future__ import annotations

from collections.abc import Iterable

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.numbering import NumberingPart
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

NUMEROTATION = "1"
"""The abstract numbering of ordered lists in ``gabarits/docx/numbering.xml``."""


def element(nom: str, *enfants: BaseOxmlElement, **attributs: str) -> BaseOxmlElement:
    """A ``w:`` element with its ``w:`` attributes and its children."""
    balise = OxmlElement(f"w:{nom}")
    for attribut, valeur in attributs.items():
        balise.set(qn(f"w:{attribut}"), valeur)
    balise.extend(enfants)
    return balise


def run_stylise(paragraphe: Paragraph, texte: str, *, style: str | None = None) -> Run:
    """Text added to the paragraph; ``style`` is the id of a character style."""
    run = paragraphe.add_run(texte)
    if style:
        run._r.style = style
    return run


def champ(paragraphe: Paragraph, instruction: str, resultat: str = "1") -> list[BaseOxmlElement]:
    """A field (``PAGE``, ``PAGEREF``...) added to the paragraph, with the value shown until it is updated."""
    runs = [
        *debut_de_champ(paragraphe, instruction),
        run_stylise(paragraphe, resultat)._r,
        fin_de_champ(paragraphe),
    ]
    return list(runs)


def debut_de_champ(paragraphe: Paragraph, instruction: str) -> list[BaseOxmlElement]:
    """What stands before the value of a field."""
    contenus = [
        element("fldChar", fldCharType="begin"),
        element("instrText"),
        element("fldChar", fldCharType="separate"),
    ]
    contenus[1].text = f" {instruction} "
    contenus[1].set(qn("xml:space"), "preserve")
    return [_run(paragraphe, contenu) for contenu in contenus]


def fin_de_champ(paragraphe: Paragraph) -> BaseOxmlElement:
    """What stands after the value of a field."""
    return _run(paragraphe, element("fldChar", fldCharType="end"))


def lien_externe(paragraphe: Paragraph, adresse: str, runs: Iterable[BaseOxmlElement]) -> None:
    """Make a link to ``adresse`` of runs that end the paragraph."""
    relation = paragraphe.part.relate_to(adresse, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    lien = element("hyperlink", history="1")
    lien.set(qn("r:id"), relation)
    _envelopper(paragraphe, lien, runs)


def lien_interne(paragraphe: Paragraph, signet: str, runs: Iterable[BaseOxmlElement]) -> None:
    """Make a link to a bookmark of runs that end the paragraph."""
    _envelopper(paragraphe, element("hyperlink", anchor=signet, history="1"), runs)


def marquer(paragraphe: Paragraph, signet: str, *, numero: int) -> None:
    """Put a bookmark around the text of the paragraph; ``numero`` is unique in the document."""
    debut = element("bookmarkStart", id=str(numero), name=signet)
    paragraphe.runs[0]._r.addprevious(debut)
    paragraphe._p.append(element("bookmarkEnd", id=str(numero)))


def nouvelle_numerotation(partie: NumberingPart) -> int:
    """A numbering that starts again at 1, for one ordered list."""
    num = partie.element.add_num(int(NUMEROTATION))
    num.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(num.numId)


def proprietes_rang(rang: _Row, *, entete: bool = False, hauteur: int | None = None) -> None:
    """Keep a row on one page; ``entete`` repeats it on each page; ``hauteur`` (twips) is its least height."""
    proprietes = rang._tr.get_or_add_trPr()
    proprietes.append(element("cantSplit"))
    if hauteur is not None:
        proprietes.append(element("trHeight", val=str(hauteur), hRule="atLeast"))
    if entete:
        proprietes.append(element("tblHeader"))


def proprietes_tableau(
    tableau: Table, *, style: str, largeurs: tuple[int, ...], entete: bool = False
) -> None:
    """Style and widths (twips) of a table; ``entete`` says that its first row is one of headers."""
    tbl = tableau._tbl
    tableau.autofit = False
    tbl.tblStyle_val = style
    proprietes = tbl.tblPr
    for balise in ("w:tblW", "w:tblLook"):
        for ancien in proprietes.findall(qn(balise)):
            proprietes.remove(ancien)
    disposition = proprietes.find(qn("w:tblLayout"))
    disposition.addprevious(element("tblW", w=str(sum(largeurs)), type="dxa"))
    proprietes.append(
        element(
            "tblLook",
            firstRow=str(int(entete)),
            lastRow="0",
            firstColumn="0",
            lastColumn="0",
            noHBand="1",
            noVBand="1",
        )
    )
    for colonne, largeur in zip(tbl.tblGrid.gridCol_lst, largeurs, strict=True):
        colonne.set(qn("w:w"), str(largeur))
    for rang in tbl.tr_lst:
        for case, largeur in zip(rang.tc_lst, largeurs, strict=True):
            case.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(largeur))


def _run(paragraphe: Paragraph, contenu: BaseOxmlElement) -> BaseOxmlElement:
    run = paragraphe.add_run()._r
    run.append(contenu)
    return run


def _envelopper(paragraphe: Paragraph, lien: BaseOxmlElement, runs: Iterable[BaseOxmlElement]) -> None:
    paragraphe._p.append(lien)
    lien.extend(list(runs))
