"""The record of a deliberation: the grid, the scores, how far members agree, what the jury decided."""

from __future__ import annotations

from socle.jury.accord import mesurer_accord
from socle.jury.documents import VERDICTS, Deliberation
from socle.jury.notation import Place, classer, dire, dispersions, duels, totaux
from socle.jury.plan import changements, place_dite
from socle.referentiel.champs import date_en_francais
from socle.rendu.plan import Bloc, Definitions, Plan, Signatures, Tableau, Titre, puces, texte
from socle.typographie import francais

AVERTISSEMENT = francais(
    "L’ordre des notes est celui des notes données par les membres, rien d’autre. Il n’oblige pas le jury, "
    "qui délibère et décide."
)


def plan_deliberation(deliberation: Deliberation) -> Plan:
    """The outline of the record."""
    grille, jour = deliberation.grille, deliberation.date_deliberation
    blocs: list[Bloc] = [
        Definitions(
            paires=tuple(
                (nom, valeur)
                for nom, valeur in (
                    ("Poste", " – ".join(p for p in (grille.intitule, grille.sous_titre) if p)),
                    ("Référence", grille.reference),
                    ("Établissement", grille.etablissement),
                    ("Date de la délibération", date_en_francais(jour) if jour else ""),
                    ("Membres", ", ".join(deliberation.membres)),
                    ("Candidatures examinées", str(len(deliberation.candidats))),
                )
                if valeur
            )
        ),
        Titre(niveau=2, texte="La grille"),
        Tableau(
            entetes=("Critère", "Poids", "Place dans le poste"),
            lignes=tuple((c.libelle, f"{c.poids}\u00a0%", place_dite(c)) for c in grille.criteres),
        ),
        *changements(grille),
        *_notes(deliberation),
        *_accord(deliberation),
        *_decision(deliberation),
        Signatures(cases=tuple((membre, "Le") for membre in deliberation.membres)),
    ]
    return Plan(
        titre="Procès-verbal du jury",
        sous_titre=grille.intitule,
        surtitre="Jury",
        auteur=grille.etablissement,
        sujet="Procès-verbal du jury",
        pied=f"Procès-verbal du jury – {grille.intitule}",
        blocs=tuple(blocs),
    )


def _notes(deliberation: Deliberation) -> list[Bloc]:
    lus = totaux(deliberation)
    lignes = tuple(
        (
            total.candidat,
            total.dite,
            *(dire(total.par_membre.get(membre)) for membre in deliberation.membres),
        )
        for total in lus
    )
    blocs: list[Bloc] = [
        Titre(niveau=2, texte="Les notes"),
        Tableau(
            entetes=("Candidat", "Moyenne sur 20", *deliberation.membres),
            lignes=lignes,
            legende="Un tiret : il manque des notes, le total ne se dit pas.",
        ),
        texte(AVERTISSEMENT, style="note"),
        puces([ordre_dit(place) for place in classer(lus)]),
    ]
    partages = [duel for duel in duels(classer(lus)) if duel.partage]
    if partages:
        blocs += [
            texte("Les notes ne suffisent pas à départager\u00a0:"),
            puces(
                [
                    f"candidats {duel.devant} et {duel.derriere}\u00a0: {compte(duel.pour)} dans ce sens, "
                    f"{duel.contre} dans l’autre, {duel.egaux} à égalité"
                    for duel in partages
                ]
            ),
        ]
    return blocs


def compte(nombre: int) -> str:
    """Members, counted in French."""
    return f"{nombre}\u00a0membre{'s' if nombre > 1 else ''}"


def ordre_dit(place: Place) -> str:
    """A rank of the order of the scores, in French."""
    noms = ", ".join(f"candidat {total.candidat}" for total in place.totaux)
    egalite = " ex æquo" if place.ex_aequo else ""
    rang = f"{place.rang}{'er' if place.rang == 1 else 'e'}"
    return f"{rang}{egalite}\u00a0: {noms} ({place.totaux[0].dite} sur 20)"


def _accord(deliberation: Deliberation) -> list[Bloc]:
    ecarts = [ecart for dispersion in dispersions(deliberation) for ecart in dispersion.ecarts]
    blocs: list[Bloc] = [
        Titre(niveau=2, texte="L’accord entre les membres"),
        texte(mesurer_accord(deliberation).phrase()),
    ]
    if ecarts:
        blocs.append(
            Tableau(
                entetes=("Candidat", "Critère", "Note la plus basse", "Note la plus haute"),
                lignes=tuple((e.candidat, e.critere, str(e.plus_bas), str(e.plus_haut)) for e in ecarts),
                legende="Écarts de deux niveaux et plus.",
            )
        )
    return blocs


def _decision(deliberation: Deliberation) -> list[Bloc]:
    rendus = [avis for avis in deliberation.avis if avis.verdict]
    if not rendus:
        return [Titre(niveau=2, texte="La décision du jury"), texte("Le jury n’a pas encore décidé.")]
    return [
        Titre(niveau=2, texte="La décision du jury"),
        Tableau(
            entetes=("Candidat", "Décision", "Rang", "Motif"),
            lignes=tuple(
                (avis.candidat, VERDICTS[avis.verdict], str(avis.rang or ""), avis.motif) for avis in rendus
            ),
        ),
    ]
