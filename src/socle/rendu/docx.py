"""The DOCX writer: a Word document made of named styles, that an office can restyle and edit."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document
from docx.section import Section
from docx.shared import Cm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as Ligne

from . import _docx_xml as xml
from ._archive import redater
from ._docx_modele import modele
from ._images import LARGEUR_TEXTE, Pixels, dessin, lire_logo, pixels
from ._normalise import cibles, entrees, insecable, normaliser
from ._tableaux import colonnes_chiffrees, largeurs
from .pdf import pages_des_titres
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

Conteneur = Document | _Cell

_LARGEUR = 9638  # twips between the margins: 17 cm
_STYLES = {"courant": "Normal", "chapeau": "Chapeau", "note": "Note", "citation": "Quote"}
_MARQUES = {"insertion": "Insertion", "suppression": "Suppression"}
_LONGUEUR_MAX = 255  # of a core property, by the OPC standard


def ecrire(plan: Plan, *, charte: Charte | None = None) -> bytes:
    """The outline as a DOCX file, the same bytes for the same outline.

    The page numbers of a table of contents are those of the PDF until Word updates the field.
    """
    plan, charte = normaliser(plan), charte or Charte()
    document = docx.Document(BytesIO(modele(charte, couverture=plan.couverture)))
    _Redacteur(document, plan=plan, charte=charte).rediger()
    sortie = BytesIO()
    document.save(sortie)
    return redater(sortie.getvalue())


class _Redacteur:
    """One document being written."""

    def __init__(self, document: Document, *, plan: Plan, charte: Charte) -> None:
        self._document = document
        self._plan = plan
        self._charte = charte
        self._cibles = cibles(plan)
        self._saut = False

    def rediger(self) -> None:
        self._proprietes()
        section = self._document.sections[0]
        self._en_tetes(section)
        self._pieds(section)
        self._tete()
        for rang, bloc in enumerate(self._plan.blocs):
            self._bloc(bloc, rang=rang)

    # The document around its text -------------------------------------------------------------------

    def _proprietes(self) -> None:
        proprietes, plan = self._document.core_properties, self._plan
        proprietes.title = plan.titre[:_LONGUEUR_MAX]
        proprietes.author = plan.auteur[:_LONGUEUR_MAX]
        proprietes.subject = plan.sujet[:_LONGUEUR_MAX]
        proprietes.keywords = ", ".join(plan.mots_cles)[:_LONGUEUR_MAX]
        proprietes.language = plan.langue

    def _en_tetes(self, section: Section) -> None:
        ligne = section.header.paragraphs[0]
        ligne._p.style = "Header"
        ligne.add_run(f"{self._plan.titre}\t{self._charte.nom}")
        premiere = section.first_page_header.paragraphs[0]
        premiere._p.style = "Header"
        if not self._plan.couverture and (self._charte.nom or self._charte.logo):
            premiere._p.style = "EnTetePremiere"
            self._identite(premiere, hauteur=1.5)

    def _pieds(self, section: Section) -> None:
        section.first_page_footer.paragraphs[0]._p.style = "Footer"
        pieds = [section.footer] if self._plan.couverture else [section.footer, section.first_page_footer]
        for pied in pieds:
            ligne = pied.paragraphs[0]
            ligne._p.style = "Footer"
            ligne.add_run(f"{self._plan.pied}\tPage\N{NO-BREAK SPACE}")
            xml.champ(ligne, "PAGE")
            ligne.add_run(" / ")
            xml.champ(ligne, "NUMPAGES")

    def _identite(self, ligne: Ligne, *, hauteur: float) -> None:
        if self._charte.logo:
            image = pixels(lire_logo(self._charte.logo)).within(largeur=6, hauteur=hauteur)
            self._image(ligne, image, alternative=self._charte.logo_alternative or self._charte.nom or "Logo")
            ligne.add_run("\t")
        ligne.add_run(self._charte.nom)

    def _tete(self) -> None:
        plan = self._plan
        if plan.couverture:
            self._identite(self._ligne(self._document, "Identite"), hauteur=2.2)
        for style, texte in (
            ("Surtitre", plan.surtitre),
            ("Title", plan.titre),
            ("Subtitle", plan.sous_titre),
        ):
            if texte:
                self._ligne(self._document, style, texte)
        if plan.couverture:
            if plan.auteur:
                self._ligne(self._document, "Auteur", plan.auteur)
            self._saut = True

    # Blocks -----------------------------------------------------------------------------------------

    def _bloc(self, bloc: Bloc, *, rang: int) -> None:
        match bloc:
            case Titre():
                ligne = self._ligne(self._document, f"Heading{bloc.niveau}", bloc.texte)
                xml.marquer(ligne, _signet(rang), numero=rang)
            case Sommaire():
                self._sommaire(bloc)
            case Tableau():
                self._tableau(bloc)
            case Encadre():
                self._encadre(bloc)
            case Figure():
                image = pixels(dessin(bloc.svg)).within(largeur=LARGEUR_TEXTE, hauteur=19)
                self._image(self._ligne(self._document, "Figure"), image, alternative=bloc.alternative)
                if bloc.legende:
                    self._ligne(self._document, "Caption", bloc.legende)
            case Signatures():
                self._signatures(bloc)
            case SautDePage():
                self._saut = True
            case _:
                self._simple(self._document, bloc)

    def _simple(self, conteneur: Conteneur, bloc: Paragraphe | Liste | Definitions) -> None:
        match bloc:
            case Paragraphe():
                self._segments(self._ligne(conteneur, _STYLES[bloc.style]), bloc.segments)
            case Liste():
                self._liste(conteneur, bloc)
            case _:
                self._definitions(conteneur, bloc)

    def _liste(self, conteneur: Conteneur, bloc: Liste) -> None:
        style = "ListNumber" if bloc.ordonnee else "ListBullet"
        numerotation = (
            xml.nouvelle_numerotation(self._document.part.numbering_part) if bloc.ordonnee else None
        )
        for element in bloc.elements:
            ligne = self._ligne(conteneur, style)
            if numerotation is not None:
                ligne._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numerotation
            self._element(ligne, element)

    def _element(self, ligne: Ligne, element: Element) -> None:
        self._segments(ligne, element.segments)
        if element.mention:
            ligne.add_run("\t")
            xml.run_stylise(ligne, insecable(element.mention), style="Mention")

    def _definitions(self, conteneur: Conteneur, bloc: Definitions) -> None:
        if bloc.titre:
            self._ligne(conteneur, "Intertitre", bloc.titre)
        largeur = _LARGEUR if isinstance(conteneur, Document) else _LARGEUR - 420
        nom = min(3200, 400 + 105 * max(len(nom) for nom, _ in bloc.paires))
        tableau = self._grille(conteneur, len(bloc.paires), "Identification", (nom, largeur - nom))
        for rang, paire in zip(tableau.rows, bloc.paires, strict=True):
            xml.proprietes_rang(rang)
            for case, style, texte in zip(rang.cells, ("Etiquette", "Valeur"), paire, strict=True):
                self._remplir(case, style, texte)
        self._intervalle(conteneur)

    def _tableau(self, bloc: Tableau) -> None:
        if bloc.legende:
            self._ligne(self._document, "LegendeTableau", bloc.legende)
        chiffrees = colonnes_chiffrees(bloc)
        colonnes = tuple(round(part * _LARGEUR) for part in largeurs(bloc))
        tableau = self._grille(self._document, len(bloc.lignes) + 1, "Tableau", colonnes, entete=True)
        lignes = (bloc.entetes, *bloc.lignes)
        for numero, (rang, textes) in enumerate(zip(tableau.rows, lignes, strict=True)):
            xml.proprietes_rang(rang, entete=numero == 0)
            base = "Cellule" if numero else "CelluleEnTete"
            for case, texte, chiffree in zip(rang.cells, textes, chiffrees, strict=True):
                chiffre = "Chiffre" if chiffree else ""
                self._remplir(case, base + chiffre, texte)
        for rang, renvoi in zip(tableau.rows[1:], bloc.renvois, strict=False):
            if renvoi:
                ligne = rang.cells[-1].paragraphs[0]
                ligne.runs[0]._r.style = "Hyperlink"
                xml.lien_interne(ligne, _signet(self._cibles[renvoi]), [ligne.runs[0]._r])
        self._intervalle(self._document)

    def _encadre(self, bloc: Encadre) -> None:
        case = self._grille(self._document, 1, "Encadre", (_LARGEUR,)).cell(0, 0)
        vide = case.paragraphs[0]
        if bloc.titre:
            self._ligne(case, "EncadreTitre", bloc.titre)
        for interieur in bloc.blocs:
            self._simple(case, interieur)
        vide._p.getparent().remove(vide._p)
        self._intervalle(self._document)

    def _signatures(self, bloc: Signatures) -> None:
        self._intervalle(self._document)
        for debut in range(0, len(bloc.cases), 3):
            cases = bloc.cases[debut : debut + 3]
            tableau = self._grille(self._document, 1, "Signatures", (_LARGEUR // len(cases),) * len(cases))
            xml.proprietes_rang(tableau.rows[0], hauteur=1650)
            for case, (role, mots) in zip(tableau.rows[0].cells, cases, strict=True):
                self._remplir(case, "SignatureRole", role)
                self._ligne(case, "SignatureMots", mots)
            self._intervalle(self._document)

    def _sommaire(self, bloc: Sommaire) -> None:
        self._ligne(self._document, "TOCHeading", bloc.titre)
        pages = pages_des_titres(self._plan, charte=self._charte)
        lignes = [
            (entree, page)
            for entree, page in zip(entrees(self._plan, 4), pages, strict=True)
            if entree.niveau <= bloc.profondeur
        ]
        for numero, (entree, page) in enumerate(lignes, 1):
            ligne, signet = self._ligne(self._document, f"TOC{entree.niveau}"), _signet(entree.rang)
            if numero == 1:
                xml.debut_de_champ(ligne, f'TOC \\o "1-{bloc.profondeur}" \\h \\z \\u')
            texte = ligne.add_run(f"{entree.texte}\t")._r
            xml.lien_interne(ligne, signet, [texte, *xml.champ(ligne, f"PAGEREF {signet} \\h", str(page))])
            if numero == len(lignes):
                xml.fin_de_champ(ligne)

    # Lines ------------------------------------------------------------------------------------------

    def _ligne(self, conteneur: Conteneur, style: str, texte: str = "") -> Ligne:
        ligne = conteneur.add_paragraph(texte)
        return self._styliser(ligne, style)

    def _remplir(self, case: _Cell, style: str, texte: str) -> None:
        ligne = self._styliser(case.paragraphs[0], style)
        ligne.add_run(texte)

    def _styliser(self, ligne: Ligne, style: str) -> Ligne:
        if style != "Normal":
            ligne._p.style = style
        if self._saut:
            ligne.paragraph_format.page_break_before = True
            self._saut = False
        return ligne

    def _segments(self, ligne: Ligne, segments: tuple[Segment, ...]) -> None:
        for segment in segments:
            style = _MARQUES[segment.marque] if segment.marque else "Hyperlink" if segment.lien else None
            run = xml.run_stylise(ligne, segment.texte, style=style)
            if segment.gras:
                run.bold = True
            if segment.italique:
                run.italic = True
            if segment.lien:
                xml.lien_externe(ligne, segment.lien, [run._r])

    def _image(self, ligne: Ligne, image: Pixels, *, alternative: str) -> None:
        forme = ligne.add_run().add_picture(
            BytesIO(image.octets), width=Cm(image.largeur), height=Cm(image.hauteur)
        )
        forme._inline.docPr.set("descr", alternative)

    def _grille(
        self, conteneur: Conteneur, rangs: int, style: str, largeurs: tuple[int, ...], *, entete: bool = False
    ) -> Table:
        tableau = conteneur.add_table(rows=rangs, cols=len(largeurs))
        xml.proprietes_tableau(tableau, style=style, largeurs=largeurs, entete=entete)
        return tableau

    def _intervalle(self, conteneur: Conteneur) -> None:
        # Word merges two tables that touch, and wants a paragraph at the end of a cell.
        if isinstance(conteneur, Document):
            conteneur.add_paragraph()._p.style = "Intervalle"
        else:
            conteneur.paragraphs[-1]._p.style = "Intervalle"


def _signet(rang: int) -> str:
    # Word names so the headings that its tables of contents list, and LibreOffice knows them by it.
    return f"_Toc{rang:09d}"
