"""The ODT writer: an OpenDocument text made of named styles, that an office can restyle and edit."""

from __future__ import annotations

from ._images import LARGEUR_TEXTE, Pixels, dessin, lire_logo, pixels
from ._normalise import cibles, entrees, insecable, normaliser
from ._odt_modele import assembler
from ._odt_xml import VIDE, Xml, balise, joindre, lien, metadonnees, portion, segments, texte
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
    Signatures,
    Sommaire,
    Tableau,
    Titre,
)

_STYLES = {"courant": "Standard", "chapeau": "Chapeau", "note": "Note", "citation": "Citation"}


def ecrire(plan: Plan, *, charte: Charte | None = None) -> bytes:
    """The outline as an ODT file, the same bytes for the same outline.

    The page numbers of a table of contents are fields: LibreOffice sets them when it opens the file.
    """
    return _Redacteur(normaliser(plan), charte=charte or Charte()).rediger()


class _Redacteur:
    """One document being written."""

    def __init__(self, plan: Plan, *, charte: Charte) -> None:
        self._plan = plan
        self._charte = charte
        # What the next paragraph or table must carry: the page style of the first, a page break.
        self._rupture = {"style:master-page-name": "Premiere"}
        self._styles: list[Xml] = []
        self._images: dict[str, bytes] = {}
        self._cibles = cibles(plan)
        self._tableaux = 0

    def rediger(self) -> bytes:
        pages = self._pages()
        corps = joindre(self._tete(), *(self._bloc(bloc, rang=i) for i, bloc in enumerate(self._plan.blocs)))
        contenus = {**pages, "corps": corps, "styles": joindre(*self._styles), "metadonnees": self._meta()}
        return assembler(contenus, self._images, charte=self._charte, couverture=self._plan.couverture)

    # The document around its text -------------------------------------------------------------------

    def _meta(self) -> Xml:
        plan = self._plan
        valeurs = {
            "meta:generator": "Socle",
            "dc:title": plan.titre,
            "dc:subject": plan.sujet,
            "meta:initial-creator": plan.auteur,
            "dc:creator": plan.auteur,
            "dc:language": plan.langue,
        }
        return joindre(metadonnees(valeurs), *(metadonnees({"meta:keyword": mot}) for mot in plan.mots_cles))

    def _pages(self) -> dict[str, Xml]:
        plan, nom = self._plan, self._charte.nom
        if plan.couverture or not (nom or self._charte.logo):
            premiere = _paragraphe("Header", VIDE)
        else:
            premiere = _paragraphe("EnTetePremiere", self._identite(hauteur=1.5))
        numero = balise("text:page-number", {"text:select-page": "current"}, texte("1"))
        total = balise("text:page-count", {}, texte("1"))
        avant = texte(f"{plan.pied}\tPage\N{NO-BREAK SPACE}")
        pied = _paragraphe("Footer", joindre(avant, numero, texte(" / "), total))
        return {
            "entete_premiere": premiere,
            "entete": _paragraphe("Header", texte(f"{plan.titre}\t{nom}")),
            "pied_premiere": _paragraphe("Footer", VIDE) if plan.couverture else pied,
            "pied": pied,
        }

    def _identite(self, *, hauteur: float) -> Xml:
        if not self._charte.logo:
            return texte(self._charte.nom)
        image = pixels(lire_logo(self._charte.logo)).within(largeur=6, hauteur=hauteur)
        alternative = self._charte.logo_alternative or self._charte.nom or "Logo"
        return joindre(self._image(image, alternative=alternative), texte(f"\t{self._charte.nom}"))

    def _tete(self) -> Xml:
        plan, lignes = self._plan, []
        if plan.couverture:
            lignes.append(self._ligne("Identite", self._identite(hauteur=2.2)))
        titres = {"Surtitre": plan.surtitre, "Title": plan.titre, "Subtitle": plan.sous_titre}
        lignes += [self._ligne(style, texte(titre)) for style, titre in titres.items() if titre]
        if plan.couverture:
            if plan.auteur:
                lignes.append(self._ligne("Auteur", texte(plan.auteur)))
            self._rompre()
        return joindre(*lignes)

    # Blocks -----------------------------------------------------------------------------------------

    def _bloc(self, bloc: Bloc, *, rang: int) -> Xml:
        match bloc:
            case Titre():
                return self._titre(bloc, rang=rang)
            case Sommaire():
                return self._sommaire(bloc)
            case Tableau():
                return self._tableau(bloc)
            case Encadre():
                return self._encadre(bloc)
            case Figure():
                image = pixels(dessin(bloc.svg)).within(largeur=LARGEUR_TEXTE, hauteur=19)
                figure = self._ligne("Figure", self._image(image, alternative=bloc.alternative))
                return joindre(figure, self._si("Caption", bloc.legende))
            case Signatures():
                return self._signatures(bloc)
            case SautDePage():
                self._rompre()
                return VIDE
            case _:
                return self._simple(bloc)

    def _simple(self, bloc: Paragraphe | Liste | Definitions, *, largeur: float = LARGEUR_TEXTE) -> Xml:
        match bloc:
            case Paragraphe():
                return self._ligne(_STYLES[bloc.style], segments(bloc.segments))
            case Liste():
                return self._liste(bloc)
            case _:
                return self._definitions(bloc, largeur=largeur)

    def _titre(self, bloc: Titre, *, rang: int) -> Xml:
        style = self._style(f"Heading_20_{bloc.niveau}")
        debut, fin = (
            balise(f"text:bookmark-{borne}", {"text:name": _signet(rang)}) for borne in ("start", "end")
        )
        attributs = {"text:style-name": style, "text:outline-level": str(bloc.niveau)}
        return balise("text:h", attributs, debut, texte(bloc.texte), fin)

    def _liste(self, bloc: Liste) -> Xml:
        liste, style = ("Numeros", "Numero") if bloc.ordonnee else ("Puces", "Puce")
        lignes = (self._ligne(style, _element(element)) for element in bloc.elements)
        return balise(
            "text:list",
            {"text:style-name": liste},
            *(balise("text:list-item", {}, ligne) for ligne in lignes),
        )

    def _definitions(self, bloc: Definitions, *, largeur: float) -> Xml:
        titre = self._si("Intertitre", bloc.titre)
        nom = min(5.6, 0.7 + 0.185 * max(len(nom) for nom, _ in bloc.paires))
        apres = 0.35 if largeur == LARGEUR_TEXTE else 0
        debut = self._debut_de_grille((nom, largeur - nom), apres=apres)
        rangs = (
            _rang(
                _case("CaseIdentification", self._ligne("Etiquette", texte(cle))),
                _case("CaseIdentification", self._ligne("Valeur", texte(valeur))),
            )
            for cle, valeur in bloc.paires
        )
        return joindre(titre, _grille(debut, *rangs))

    def _tableau(self, bloc: Tableau) -> Xml:
        legende = self._si("LegendeTableau", bloc.legende)
        debut = self._debut_de_grille(tuple(part * LARGEUR_TEXTE for part in largeurs(bloc)))
        suffixes = ["Chiffre" if chiffree else "" for chiffree in colonnes_chiffrees(bloc)]

        def rang(case: str, base: str, contenus: tuple[str, ...], renvoi: str = "") -> Xml:
            cases = [texte(contenu) for contenu in contenus]
            if renvoi:
                cases[-1] = lien(f"#{_signet(self._cibles[renvoi])}", cases[-1])
            lignes = (
                self._ligne(base + suffixe, contenu) for suffixe, contenu in zip(suffixes, cases, strict=True)
            )
            return _rang(*(_case(case, ligne) for ligne in lignes))

        entetes = balise("table:table-header-rows", {}, rang("CaseEnTete", "CelluleEnTete", bloc.entetes))
        renvois = bloc.renvois or ("",) * len(bloc.lignes)
        rangs = (
            rang("CaseTableau", "Cellule", contenus, renvoi)
            for contenus, renvoi in zip(bloc.lignes, renvois, strict=True)
        )
        return joindre(legende, _grille(debut, entetes, *rangs))

    def _encadre(self, bloc: Encadre) -> Xml:
        debut = self._debut_de_grille((LARGEUR_TEXTE,), avant=0.2)
        titre = self._si("EncadreTitre", bloc.titre)
        contenu = (self._simple(interieur, largeur=LARGEUR_TEXTE - 0.8) for interieur in bloc.blocs)
        return _grille(debut, _rang(_case("CaseEncadre", titre, *contenu)))

    def _signatures(self, bloc: Signatures) -> Xml:
        grilles = []
        for premiere in range(0, len(bloc.cases), 3):
            cases = bloc.cases[premiere : premiere + 3]
            debut = self._debut_de_grille((LARGEUR_TEXTE / len(cases),) * len(cases), avant=0.4)
            contenus = (
                _case(
                    "CaseSignatures",
                    self._ligne("SignatureRole", texte(role)),
                    self._ligne("SignatureMots", texte(mots)),
                )
                for role, mots in cases
            )
            grilles.append(_grille(debut, _rang(*contenus, style="RangSignatures")))
        return joindre(*grilles)

    def _sommaire(self, bloc: Sommaire) -> Xml:
        titre = self._ligne("Contents_20_Heading", texte(bloc.titre))
        pages = pages_des_titres(self._plan, charte=self._charte)
        lignes = []
        for entree, page in zip(entrees(self._plan, 4), pages, strict=True):
            if entree.niveau <= bloc.profondeur:
                signet = _signet(entree.rang)
                renvoi = {"text:reference-format": "page", "text:ref-name": signet}
                numero = balise("text:bookmark-ref", renvoi, texte(str(page)))
                contenu = lien(
                    f"#{signet}", joindre(texte(f"{entree.texte}\t"), numero), style="Index_20_Link"
                )
                lignes.append(_paragraphe(f"Contents_20_{entree.niveau}", contenu))
        entete = balise("text:index-title", {"text:name": "Sommaire_titre"}, titre)
        corps = balise("text:index-body", {}, entete, *lignes)
        return balise("text:table-of-content", {"text:name": "Sommaire"}, _source(bloc), corps)

    # Lines and tables -------------------------------------------------------------------------------

    def _ligne(self, style: str, contenu: Xml) -> Xml:
        return _paragraphe(self._style(style), contenu)

    def _si(self, style: str, contenu: str) -> Xml:
        return self._ligne(style, texte(contenu)) if contenu else VIDE

    def _rompre(self) -> None:
        self._rupture = {"fo:break-before": "page"}

    def _style(self, style: str) -> str:
        """The style, or one made from it for the paragraph that starts a page."""
        if not self._rupture:
            return style
        nom = f"P{len(self._styles) + 1}"
        attributs = {"style:name": nom, "style:family": "paragraph", "style:parent-style-name": style}
        page = self._rupture.pop("style:master-page-name", None)
        if page:
            attributs["style:master-page-name"] = page
        self._styles.append(
            balise("style:style", attributs, balise("style:paragraph-properties", self._rupture))
        )
        self._rupture = {}
        return nom

    def _debut_de_grille(
        self, colonnes: tuple[float, ...], *, avant: float = 0, apres: float = 0.35
    ) -> tuple[str, Xml]:
        """The name of a new table, and its columns; widths and spaces around are in centimetres."""
        self._tableaux += 1
        nom = f"Tableau{self._tableaux}"
        proprietes = {
            "style:width": f"{sum(colonnes):.2f}cm",
            "table:align": "left",
            "fo:margin-top": f"{avant}cm",
            "fo:margin-bottom": f"{apres}cm",
            **self._rupture,
        }
        self._rupture = {}
        self._styles.append(_style_auto(nom, "table", proprietes))
        cellules = []
        for rang, largeur in enumerate(colonnes, 1):
            self._styles.append(
                _style_auto(f"{nom}.{rang}", "table-column", {"style:column-width": f"{largeur:.2f}cm"})
            )
            cellules.append(balise("table:table-column", {"table:style-name": f"{nom}.{rang}"}))
        return nom, joindre(*cellules)

    def _image(self, image: Pixels, *, alternative: str) -> Xml:
        chemin = f"Pictures/image{len(self._images) + 1}.png"
        self._images[chemin] = image.octets
        cadre = {
            "draw:style-name": "Graphics",
            "draw:name": f"Image {len(self._images)}",
            "text:anchor-type": "as-char",
            "svg:width": f"{image.largeur:.2f}cm",
            "svg:height": f"{image.hauteur:.2f}cm",
        }
        source = {
            "xlink:href": chemin,
            "xlink:type": "simple",
            "xlink:show": "embed",
            "xlink:actuate": "onLoad",
        }
        return balise(
            "draw:frame", cadre, balise("draw:image", source), balise("svg:desc", {}, texte(alternative))
        )


def _paragraphe(style: str, contenu: Xml) -> Xml:
    return balise("text:p", {"text:style-name": style}, contenu)


def _element(element: Element) -> Xml:
    contenu = segments(element.segments)
    if not element.mention:
        return contenu
    return joindre(contenu, texte("\t"), portion("Mention", texte(insecable(element.mention))))


def _style_auto(nom: str, famille: str, proprietes: dict[str, str]) -> Xml:
    attributs = {"style:name": nom, "style:family": famille}
    return balise("style:style", attributs, balise(f"style:{famille}-properties", proprietes))


def _grille(debut: tuple[str, Xml], *rangs: Xml) -> Xml:
    nom, colonnes = debut
    return balise("table:table", {"table:name": nom, "table:style-name": nom}, colonnes, *rangs)


def _rang(*cases: Xml, style: str = "Rang") -> Xml:
    return balise("table:table-row", {"table:style-name": style}, *cases)


def _case(style: str, *contenu: Xml) -> Xml:
    return balise("table:table-cell", {"table:style-name": style, "office:value-type": "string"}, *contenu)


def _source(bloc: Sommaire) -> Xml:
    """How LibreOffice makes the table of contents again when it is asked to."""
    modeles = (
        balise(
            "text:table-of-content-entry-template",
            {"text:outline-level": str(niveau), "text:style-name": f"Contents_20_{niveau}"},
            balise("text:index-entry-link-start", {}),
            balise("text:index-entry-text", {}),
            balise("text:index-entry-tab-stop", {"style:type": "right", "style:leader-char": "."}),
            balise("text:index-entry-page-number", {}),
            balise("text:index-entry-link-end", {}),
        )
        for niveau in range(1, bloc.profondeur + 1)
    )
    titre = balise("text:index-title-template", {"text:style-name": "Contents_20_Heading"}, texte(bloc.titre))
    return balise(
        "text:table-of-content-source", {"text:outline-level": str(bloc.profondeur)}, titre, *modeles
    )


def _signet(rang: int) -> str:
    return f"titre-{rang}"
