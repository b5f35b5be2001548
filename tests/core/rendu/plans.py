"""Outlines that the tests lay out."""

from __future__ import annotations

from socle.rendu import (
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
    puces,
    texte,
)

HOSTILE = (
    "<script>alert(1)</script> #let $x$ *gras* _souligné_ \\n @cible `code` \"'«»’ & &amp; ]]> {{ x }} %d"
)
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="90" height="30"/></svg>'
DESSIN = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="80">'
    '<rect width="200" height="30" fill="#23457f"/><text x="10" y="60">Accompagnement</text></svg>'
)
CHARTE = Charte(nom="Université d’essai", logo=LOGO, logo_alternative="Marque d’essai", couleur="#ffcc00")


def segments(*portions: Segment | str) -> tuple[Segment, ...]:
    return tuple(p if isinstance(p, Segment) else Segment(texte=p) for p in portions)


def riche(*, couverture: bool = False) -> Plan:
    """Every kind of block, and every text that a writer could take for markup."""
    blocs: tuple[Bloc, ...] = (
        Sommaire(titre="Table des matières", profondeur=2),
        Titre(niveau=1, texte=f"Première partie {HOSTILE}", nouvelle_page=True),
        texte("Un chapeau : « bien espacé » ; œuvre, cœur\N{NO-BREAK SPACE}!", style="chapeau"),
        texte(HOSTILE),
        Paragraphe(
            segments=segments(
                "Courant, ",
                Segment(texte="gras", gras=True),
                Segment(texte=" italique", italique=True),
                Segment(texte=" les deux", gras=True, italique=True),
                Segment(texte=" un lien", lien="https://example.org/?a=1&b=2"),
                Segment(texte=" ajouté", marque="insertion"),
                Segment(texte=" retiré", marque="suppression", gras=True),
                Segment(texte=" lien ajouté", marque="insertion", lien="mailto:contact@example.org"),
                "\nà la ligne.",
            )
        ),
        texte("Petits caractères 📎 d’une note", style="note"),
        texte("Une citation", style="citation"),
        texte("mot" * 60),
        Titre(niveau=2, texte="Listes"),
        puces(["un", "deux", HOSTILE]),
        Liste(elements=()),
        Liste(
            elements=(
                Element(segments=segments("piloter"), mention="30 %"),
                Element(segments=segments("former"), mention="<b>20 %</b>"),
            ),
            ordonnee=True,
        ),
        Liste(elements=(Element(segments=segments("recommence à un")),), ordonnee=True),
        Definitions(
            paires=(
                ("Corps", "IGE"),
                ("Quotité", "100 %"),
                (HOSTILE, HOSTILE),
                ("Affectation", "Service d’appui\nà la pédagogie"),
                ("Référence", ""),
            ),
            titre="Identification",
        ),
        Definitions(paires=()),
        Titre(niveau=2, texte="Tableaux"),
        Tableau(
            entetes=("Rubrique", "Lignes", "Part"),
            lignes=(("Activités", "9", "45 %"), (HOSTILE, "11", "55 %")),
            legende="Lignes par rubrique",
        ),
        Tableau(entetes=("Seul",), lignes=()),
        Tableau(
            entetes=("Chiffre", "Exemples"),
            lignes=(("Douze offres", "n° 1"), ("Huit offres", "n° 2"), ("Aucune offre", "–")),
            renvois=("exemple-1", "ailleurs", ""),
        ),
        SautDePage(),
        Encadre(
            titre="À savoir",
            blocs=(texte("Une remarque."), puces(["un point"]), Definitions(paires=(("Durée", "six mois"),))),
        ),
        Encadre(blocs=(texte("Une remarque sans titre."),)),
        Titre(niveau=3, texte="Figure"),
        Figure(svg=DESSIN, alternative="Une barre longue", legende="Part des activités"),
        Figure(svg=DESSIN, alternative="Une barre sans légende"),
        Titre(niveau=4, texte="1. Les douze offres", ancre="exemple-1"),
        puces(["la première offre"]),
        Signatures(cases=tuple((f"Signataire {i}", "Pris connaissance le :") for i in range(1, 5))),
    )
    return Plan(
        titre=f"Document {HOSTILE}",
        sous_titre="Sous-titre & suite",
        surtitre="Essai <i>",
        couverture=couverture,
        auteur="Une autrice & un auteur",
        sujet="Vérifier les formats",
        mots_cles=("essai", "formats <b>"),
        pied="Pied de page & version",
        blocs=blocs,
    )


def fiche() -> Plan:
    """An ordinary fiche de poste."""
    identification = tuple((f"Champ {i}", f"Valeur ordinaire {i}") for i in range(1, 13))
    activites = [
        f"Analyser les besoins, concevoir et mettre en œuvre des actions de formation numéro {i}"
        for i in range(1, 10)
    ]
    competences = [f"Concevoir des dispositifs de formation {i}" for i in range(1, 15)]
    libre = "Le service réunit douze personnes et accompagne chaque année deux cents équipes. " * 2
    return Plan(
        titre="Ingénieur-e pédagogique, hybridation des enseignements",
        surtitre="Fiche de poste",
        sous_titre="Ingénieur d’études · catégorie A",
        pied="Fiche de poste",
        blocs=(
            Definitions(paires=identification),
            Titre(niveau=1, texte="Mission"),
            texte(
                "Accompagner les équipes dans la conception et la mise en œuvre de dispositifs hybrides. " * 2
            ),
            Titre(niveau=1, texte="Activités principales"),
            puces(activites),
            Titre(niveau=1, texte="Compétences"),
            puces(competences),
            *(b for i in range(1, 4) for b in (Titre(niveau=1, texte=f"Section {i}"), texte(libre))),
            Signatures(cases=(("L’agent", "Pris connaissance le :"), ("Le supérieur", "Le :"))),
        ),
    )
