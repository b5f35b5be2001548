"""The grid on paper: weights beside the post's shares, the scale, boxes to fill in."""

from __future__ import annotations

from socle.jury.documents import Critere, Grille
from socle.rendu.plan import Bloc, Definitions, Element, Encadre, Liste, Plan, Segment, Tableau, Titre, texte


def plan_grille(grille: Grille) -> Plan:
    """The outline of a grid: one sheet a candidate."""
    from socle.jury.verification import verifier_grille

    constats = [c for c in verifier_grille(grille).constats if c.gravite != "information"]
    blocs: list[Bloc] = [
        Definitions(paires=(("Candidat (numéro)", " "), ("Membre du jury", " "), ("Date", " "))),
        Tableau(
            entetes=("Critère", "Poids", "Place dans le poste", "Niveau"),
            lignes=tuple(
                (critere.libelle, f"{critere.poids}\u00a0%", place_dite(critere), " ")
                for critere in grille.criteres
            ),
            legende="Les poids viennent des parts du temps de travail de la fiche de poste.",
        ),
    ]
    indices = [critere for critere in grille.criteres if critere.indices]
    if indices:
        blocs += [
            Titre(niveau=2, texte="Ce qu’il faut chercher"),
            _points([(c.libelle, c.indices) for c in indices]),
        ]
    blocs += [
        Titre(niveau=2, texte="Les niveaux"),
        _points([(f"{n.valeur} – {n.libelle}", n.description) for n in grille.echelle]),
    ]
    if constats:
        remarques = tuple(Element(segments=(Segment(texte=c.message),)) for c in constats)
        blocs.append(Encadre(titre="À savoir avant de noter", blocs=(Liste(elements=remarques),)))
    blocs += changements(grille)
    blocs.append(Titre(niveau=2, texte="Remarques"))
    blocs.append(texte(" "))
    return Plan(
        titre=grille.intitule,
        sous_titre=grille.sous_titre,
        surtitre="Grille du jury",
        auteur=grille.etablissement,
        sujet="Grille du jury",
        pied=f"Grille du jury – {grille.intitule}",
        blocs=tuple(blocs),
    )


def place_dite(critere: Critere) -> str:
    """The criterion's place in the post, in French."""
    if critere.place is None:
        return "hors du poste"
    return f"{critere.place}\u00a0%{' (déduite)' if critere.deduite else ''}"


def changements(grille: Grille) -> list[Bloc]:
    """The weights that were discussed, each with its reason."""
    if not grille.changements:
        return []
    return [
        Titre(niveau=2, texte="Les poids discutés"),
        Tableau(
            entetes=("Critère", "De", "À", "Motif"),
            lignes=tuple(
                (c.libelle, f"{c.avant}\u00a0%", f"{c.apres}\u00a0%", c.motif) for c in grille.changements
            ),
        ),
    ]


def _points(paires: list[tuple[str, str]]) -> Liste:
    return Liste(
        elements=tuple(
            Element(
                segments=(Segment(texte=nom, gras=True), Segment(texte=f"\u00a0: {dit}"))
                if dit
                else (Segment(texte=nom, gras=True),)
            )
            for nom, dit in paires
        )
    )
