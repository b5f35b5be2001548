"""The parts of the report on the offers themselves: portrait, groups, years, openings beside them."""

from __future__ import annotations

from collections.abc import Sequence

from socle.corpus.chiffres import (
    LIBELLES_CRITERES,
    LIBELLES_SELON,
    Chiffres,
    Comparaison,
    Demande,
    EcartGroupe,
    GroupesEcartes,
    Tendance,
)
from socle.corpus.chiffres_offres import TITRES_DIMENSIONS
from socle.corpus.graphiques import deux_mesures, evolution, parts_et_intervalles
from socle.corpus.rapport_exemples import Annexe, Cite, citer, dire_exemple
from socle.corpus.rapport_textes import (
    bornes,
    decimal,
    enumerer,
    nombre,
    p_dite,
    p_lisible,
    pluriel,
    pourcent,
    tableau_de_parts,
)
from socle.rendu import Bloc, Tableau, Titre, puces, texte
from socle.typographie import francais

SEUIL = 0.05
_COMPARAISONS_IMPRIMEES = 15
_GROUPES_CITES = 8
_TENDANCES_DESSINEES = 3

#: Cohen (1988) for V and h; Romano and others (2006) for Cliff's delta: small, medium, large.
_REPERES = {"part": (0.2, 0.5, 0.8), "decalage": (0.147, 0.33, 0.474)}


def partie_portrait(chiffres: Chiffres, annexe: Annexe) -> list[Bloc]:
    """The four dimensions of the portrait, one table each, under one chart."""
    blocs: list[Bloc] = [Titre(niveau=1, texte="Portrait des postes")]
    for portrait in chiffres.portraits:
        titre = TITRES_DIMENSIONS[portrait.dimension]
        premiere = max(portrait.parts, key=lambda part: part.chiffre.effectif)
        blocs += [
            Titre(niveau=2, texte=titre),
            texte(
                francais(
                    f"Le plus souvent : {premiere.libelle}, {pourcent(premiere.chiffre.valeur)} des offres."
                )
            ),
            parts_et_intervalles(
                [
                    {
                        "nom": part.libelle,
                        "valeur": part.chiffre.valeur,
                        "bas": part.chiffre.bas,
                        "haut": part.chiffre.haut,
                    }
                    for part in portrait.parts
                ],
                alternative=f"{titre} : part des offres. Le tableau suit.",
                legende=f"{titre} : part des offres et intervalle à 95 %",
            ),
            annexe.joindre(
                tableau_de_parts(
                    (((part.libelle,), part.chiffre) for part in portrait.parts),
                    entetes=(titre,),
                    legende=f"{titre} des offres",
                ),
                (citer(part.libelle, part.chiffre) for part in portrait.parts),
            ),
        ]
    return blocs


def partie_groupes(chiffres: Chiffres, annexe: Annexe) -> list[Bloc]:
    """The differences that chance does not explain, then what could not be compared, and why."""
    blocs: list[Bloc] = [Titre(niveau=1, texte="Différences entre groupes d’offres")]
    nettes = differences_nettes(chiffres)
    if chiffres.comparaisons:
        blocs.append(texte(francais(_bilan(chiffres.comparaisons, nettes))))
    for comparaison in nettes[:_COMPARAISONS_IMPRIMEES]:
        blocs += _comparaison(comparaison, annexe)
    if chiffres.groupes_ecartes:
        blocs += [
            Titre(niveau=2, texte="Ce qui n’a pas pu être comparé"),
            puces([francais(_ecarte(un)) for un in chiffres.groupes_ecartes]),
        ]
    return blocs


def differences_nettes(chiffres: Chiffres) -> list[Comparaison]:
    """The comparisons that chance does not explain, the largest first."""
    return sorted((c for c in chiffres.comparaisons if c.p_corrigee < SEUIL), key=lambda c: -c.effet)


def _ecarte(un: GroupesEcartes) -> str:
    noms = ", ".join(un.groupes[:_GROUPES_CITES]) + ("…" if len(un.groupes) > _GROUPES_CITES else "")
    suite = f" ({noms})" if noms else ""
    return f"{LIBELLES_CRITERES[un.critere].capitalize()} : {un.raison}{suite}."


def _bilan(comparaisons: Sequence[Comparaison], nettes: Sequence[Comparaison]) -> str:
    criteres = enumerer(dict.fromkeys(LIBELLES_SELON[c.critere] for c in comparaisons))
    faites = pluriel(len(comparaisons), "comparaison faite", "comparaisons faites")
    debut = f"{faites}, selon {criteres}."
    if not nettes:
        return (
            f"{debut} Aucune différence ne dépasse ce que le hasard produit entre autant de comparaisons. "
            "Cela ne prouve pas que les groupes soient semblables : les effectifs peuvent être trop petits."
        )
    dites = pluriel(len(nettes), "différence dépasse", "différences dépassent")
    return f"{debut} {dites} ce que le hasard produit."


def _comparaison(comparaison: Comparaison, annexe: Annexe) -> list[Bloc]:
    decalage = comparaison.nature == "decalage"
    intervalle = (
        f" ({decimal(comparaison.bas)} à {decimal(comparaison.haut)})"
        if comparaison.bas is not None and comparaison.haut is not None
        else ""
    )
    indice = "ε²" if decalage else "V de Cramér"
    effet = "δ de Cliff" if decalage else "h de Cohen"
    return [
        Titre(
            niveau=2,
            texte=francais(f"{comparaison.libelle}, selon {LIBELLES_SELON[comparaison.critere]}"),
        ),
        texte(
            francais(
                f"Différence entre les groupes : {indice} = {decimal(comparaison.effet)}{intervalle}, "
                f"p corrigée {p_dite(comparaison.p_corrigee)}."
            )
        ),
        annexe.joindre(
            Tableau(
                legende=francais("Chaque groupe, et ce qui le sépare des autres offres"),
                entetes=(
                    "Groupe",
                    "Offres",
                    "Valeur",
                    "Intervalle à 95\u00a0%",
                    effet,
                    "Écart",
                    "p corrigée",
                ),
                lignes=tuple(
                    (
                        groupe.groupe,
                        nombre(groupe.chiffre.total),
                        pourcent(groupe.chiffre.valeur),
                        bornes(groupe.chiffre),
                        f"{decimal(groupe.effet)} ({decimal(groupe.bas)} à {decimal(groupe.haut)})",
                        _force(groupe.effet, groupe.p_corrigee, comparaison.nature),
                        p_lisible(groupe.p_corrigee),
                    )
                    for groupe in comparaison.groupes
                ),
            ),
            (_cite(comparaison, groupe) for groupe in comparaison.groupes),
        ),
    ]


def _cite(comparaison: Comparaison, groupe: EcartGroupe) -> Cite:
    """What shows the measure in a group; of the décalage, the offers that are nearest to its mean there."""
    if comparaison.nature == "decalage":
        titre = f"{groupe.groupe}, offres proches de la moyenne ({comparaison.libelle})"
        return citer(titre, groupe.chiffre)._replace(nombre=groupe.chiffre.total)
    return citer(f"{groupe.groupe}, {comparaison.libelle}", groupe.chiffre)


def _force(effet: float, p: float, nature: str) -> str:
    if p >= SEUIL:
        return "non établi"
    petit, moyen, grand = _REPERES[nature]
    taille = abs(effet)
    if taille < petit:
        return "négligeable"
    return "petit" if taille < moyen else "moyen" if taille < grand else "grand"


def partie_tendances(chiffres: Chiffres, annexe: Annexe) -> list[Bloc]:
    """What changes from year to year."""
    titre = Titre(niveau=1, texte="Évolution dans le temps")
    if not chiffres.tendances:
        return [titre, texte("Moins de trois années ont assez d’offres pour mesurer une évolution.")]
    nettes = sorted((t for t in chiffres.tendances if t.p_corrigee < SEUIL), key=lambda t: t.p_corrigee)
    blocs: list[Bloc] = [titre]
    if nettes:
        blocs.append(puces([francais(_phrase(tendance)) for tendance in nettes]))
        blocs += [_dessin(tendance) for tendance in nettes[:_TENDANCES_DESSINEES]]
    else:
        blocs.append(texte("Aucune mesure ne monte ni ne baisse plus que le hasard ne l’explique."))
    blocs.append(
        annexe.joindre(
            Tableau(
                legende=francais("Changement moyen d’une année à la suivante, en points"),
                entetes=("Mesure", "Années", "Points par an", "Intervalle à 95\u00a0%", "p corrigée"),
                lignes=tuple(
                    (
                        francais(tendance.libelle),
                        f"{tendance.points[0].annee}–{tendance.points[-1].annee}",
                        _points(tendance.pente),
                        f"{_points(tendance.bas)} à {_points(tendance.haut)}",
                        p_lisible(tendance.p_corrigee),
                    )
                    for tendance in chiffres.tendances
                ),
            ),
            (_cite_par_annee(tendance) for tendance in chiffres.tendances),
        )
    )
    return blocs


def _cite_par_annee(tendance: Tendance) -> Cite:
    """One example of the first year that has one, one of the last, one between."""
    cites = [point for point in tendance.points if point.chiffre.exemples]
    choisis = {point.annee: point for point in (*cites[:1], *cites[-1:], *cites[len(cites) // 2 :][:1])}
    return Cite(
        tendance.libelle,
        [
            francais(f"{annee} : {dire_exemple(choisis[annee].chiffre.exemples[0])}")
            for annee in sorted(choisis)
        ],
    )


def _phrase(tendance: Tendance) -> str:
    sens = "monte" if tendance.pente > 0 else "baisse"
    debut, fin = tendance.points[0], tendance.points[-1]
    return (
        f"{tendance.libelle} : {sens} de {_points(abs(tendance.pente)).lstrip('+')} points par an, de "
        f"{pourcent(debut.chiffre.valeur)} en {debut.annee} à {pourcent(fin.chiffre.valeur)} en {fin.annee}."
    )


def _points(valeur: float) -> str:
    return ("+" if round(100 * valeur, 1) > 0 else "") + decimal(100 * valeur, 1)


def _dessin(tendance: Tendance) -> Bloc:
    return evolution(
        [
            {
                "annee": point.annee,
                "valeur": point.chiffre.valeur,
                "bas": point.chiffre.bas,
                "haut": point.chiffre.haut,
            }
            for point in tendance.points
        ],
        alternative=_phrase(tendance),
        legende=f"{tendance.libelle} : par année, et intervalle à 95 %",
    )


def partie_demande(demandes: Sequence[Demande], annexe: Annexe) -> list[Bloc]:
    """The posts opened each year, beside the offers of the corpus."""
    if not demandes:
        return []
    series = ("Postes ouverts aux concours", "Offres du corpus")
    blocs: list[Bloc] = [Titre(niveau=1, texte="La demande : postes ouverts et offres")]
    for code in dict.fromkeys(demande.code for demande in demandes):
        annuelles = [demande for demande in demandes if demande.code == code]
        ouverts = sum(demande.postes or 0 for demande in annuelles)
        blocs += [
            Titre(niveau=2, texte=f"Emploi-type {code}"),
            texte(
                francais(
                    f"{pluriel(ouverts, 'poste ouvert', 'postes ouverts')} aux concours de "
                    f"{annuelles[0].annee} à {annuelles[-1].annee} ; "
                    f"{pluriel(sum(d.offres for d in annuelles), 'offre')} du corpus ces années-là en sont "
                    "les plus proches. L’un et l’autre se lisent côte à côte : tous les postes ouverts ne "
                    "donnent pas lieu à une offre, et beaucoup d’offres sont hors concours."
                )
            ),
            deux_mesures(
                [
                    {"annee": demande.annee, "serie": serie, "valeur": valeur}
                    for demande in annuelles
                    for serie, valeur in zip(series, (demande.postes, demande.offres), strict=True)
                    if valeur is not None
                ],
                series=series,
                alternative=f"Postes ouverts et offres par année pour {code}. Le tableau suit.",
                legende="Par année, chaque série à son échelle",
            ),
            annexe.joindre(
                Tableau(
                    legende=f"Postes ouverts aux concours et offres du corpus, {code}",
                    entetes=("Année", *series),
                    lignes=tuple(
                        (
                            str(demande.annee),
                            "–" if demande.postes is None else nombre(demande.postes),
                            nombre(demande.offres),
                        )
                        for demande in annuelles
                    ),
                ),
                (
                    Cite(
                        f"{code}, offres de {demande.annee}",
                        [dire_exemple(exemple) for exemple in demande.exemples],
                        demande.offres,
                    )
                    for demande in annuelles
                ),
            ),
        ]
    return blocs
