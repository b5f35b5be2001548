"""The parts of the report on emplois-types: nearest, announced, décalage, what is asked and what is not."""

from __future__ import annotations

from collections.abc import Sequence

from socle.corpus.chiffres import Chiffre, Chiffres, Cote, DecalageCorpus, EtudeEmploiType, Frequence
from socle.corpus.graphiques import parts_empilees, parts_et_intervalles
from socle.corpus.rapport_exemples import Annexe, Cite, citer
from socle.corpus.rapport_textes import (
    bornes,
    corrigee,
    decalage_dit,
    decimal,
    nombre,
    part_dite,
    pluriel,
    pourcent,
    tableau_de_parts,
)
from socle.referentiel import NOMS_LIGNES, RUBRIQUES_LISTE, TITRES_RUBRIQUES
from socle.rendu import Bloc, Tableau, Titre, puces, texte
from socle.typographie import francais

SERIES = ("demandée", "en partie", "non demandée")
COTES: dict[Cote, str] = {
    "manque": "de l’emploi-type, non demandé",
    "au-dela": "demandé, hors de l’emploi-type",
}
_TITRES = {**TITRES_RUBRIQUES, "activites": "Activités", "profil": "Profil"}
_AILLEURS_IMPRIMES = 15
_JAMAIS_IMPRIMES = 20


def partie_proches(chiffres: Chiffres, annexe: Annexe) -> list[Bloc]:
    """Which emplois-types the offers are nearest to, and where they differ from what they announce."""
    blocs: list[Bloc] = [Titre(niveau=1, texte="De quels emplois-types ces offres relèvent-elles ?")]
    nommees = [part for part in chiffres.proches if part.valeur]
    if not nommees:
        return [*blocs, texte("Aucune offre n’est assez proche d’un emploi-type.")]
    premiere = nommees[0]
    blocs.append(
        texte(
            francais(
                f"L’emploi-type le plus proche est le plus souvent « {premiere.libelle} » "
                f"({premiere.valeur}) : "
                f"{pluriel(premiere.chiffre.effectif, 'offre')}, soit {part_dite(premiere.chiffre)}."
            )
        )
    )
    if len(nommees) > 1:
        blocs.append(
            parts_et_intervalles(
                [{"nom": f"{part.valeur} {part.libelle}", **_point(part.chiffre)} for part in nommees],
                alternative=f"Emploi-type le plus proche : d’abord {premiere.libelle}. Le tableau suit.",
                legende="Emploi-type le plus proche, part des offres et intervalle à 95 %",
            )
        )
    blocs.append(
        annexe.joindre(
            tableau_de_parts(
                (((part.valeur, part.libelle), part.chiffre) for part in chiffres.proches),
                entetes=("Code", "Emploi-type le plus proche"),
                legende="Répartition des offres par emploi-type le plus proche",
            ),
            (citer(f"{part.valeur} {part.libelle}".strip(), part.chiffre) for part in chiffres.proches),
        )
    )
    return [*blocs, *_croisements(chiffres, annexe)]


def _croisements(chiffres: Chiffres, annexe: Annexe) -> list[Bloc]:
    if chiffres.accord is None:
        return []
    blocs: list[Bloc] = [
        Titre(niveau=2, texte="Emploi-type annoncé, emploi-type le plus proche"),
        texte(
            francais(
                f"{pluriel(chiffres.accord.total, 'offre annonce', 'offres annoncent')} un emploi-type ; il "
                "est "
                f"le plus proche dans {part_dite(chiffres.accord)} des cas."
            )
        ),
    ]
    autres = [un for un in chiffres.croisements if un.annonce != un.proche]
    if autres:
        blocs.append(
            annexe.joindre(
                Tableau(
                    legende="Offres publiées sous un emploi-type et plus proches d’un autre",
                    entetes=("Annoncé", "Plus proche", "Intitulé du plus proche", "Offres", "Sur"),
                    lignes=tuple(
                        (
                            un.annonce,
                            un.proche,
                            un.intitule_proche,
                            nombre(un.chiffre.effectif),
                            nombre(un.chiffre.total),
                        )
                        for un in autres
                    ),
                ),
                (citer(f"Annoncées {un.annonce}, plus proches de {un.proche}", un.chiffre) for un in autres),
            )
        )
    return blocs


def partie_decalage(decalage: DecalageCorpus, annexe: Annexe, *, niveau: int, sujet: str) -> list[Bloc]:
    """The décalage in sentences, then where it comes from.

    :param sujet: « l’emploi-type F2D57 », « son emploi-type »…
    """
    blocs: list[Bloc] = [texte(phrase) for phrase in phrases_decalage(decalage, sujet)]
    blocs.append(_deux_cotes(decalage, annexe))
    rubriques = [
        nom
        for nom in (*RUBRIQUES_LISTE, "mission", "profil")
        if any(p.rubrique == nom for p in decalage.parts)
    ]
    if not rubriques:
        return blocs
    valeurs = {(part.cote, part.rubrique): part.valeur for part in decalage.parts}
    blocs.append(Titre(niveau=niveau, texte="D’où vient le décalage"))
    blocs.append(
        parts_empilees(
            [
                {"nom": _TITRES[rubrique], "serie": nom, "valeur": valeurs.get((cote, rubrique), 0.0)}
                for rubrique in rubriques
                for cote, nom in COTES.items()
            ],
            series=tuple(COTES.values()),
            axe="part apportée au décalage",
            alternative="Part de chaque rubrique dans le décalage, de chaque côté. Le tableau suit.",
            legende="Ce que chaque rubrique apporte au décalage",
        )
    )
    lignes = [
        (
            _TITRES[rubrique],
            *(decimal(valeurs.get((cote, rubrique), 0.0), 3) for cote in COTES),
            decimal(sum(valeurs.get((cote, rubrique), 0.0) for cote in COTES), 3),
        )
        for rubrique in rubriques
    ]
    totaux = [sum(part.valeur for part in decalage.parts if part.cote == cote) for cote in COTES]
    lignes.append(("Ensemble", *(decimal(total, 3) for total in totaux), decimal(sum(totaux), 3)))
    blocs.append(
        Tableau(
            legende="Décomposition du décalage (les parts s’ajoutent)",
            entetes=(
                "Rubrique",
                "De l’emploi-type, non demandé",
                "Demandé, hors de l’emploi-type",
                "Ensemble",
            ),
            lignes=tuple(lignes),
        )
    )
    return blocs


def _deux_cotes(decalage: DecalageCorpus, annexe: Annexe) -> Tableau:
    """The décalage and what it is the mean of, each out of how many, with what shows it."""
    rangees = (
        ("Décalage", "offres", decalage.valeur),
        ("De l’emploi-type, non demandé", "lignes d’emploi-type", decalage.manque),
        ("Demandé, hors de l’emploi-type", "lignes d’offres", decalage.au_dela),
    )
    tableau = Tableau(
        legende="Le décalage et ses deux côtés, de 0 à 1",
        entetes=("Mesure", "Valeur", "Intervalle à 95\u00a0%", "Mesurée sur"),
        lignes=tuple(
            (
                nom,
                decimal(chiffre.valeur),
                f"{decimal(chiffre.bas)} à {decimal(chiffre.haut)}",
                f"{nombre(chiffre.total)} {quoi}",
            )
            for nom, quoi, chiffre in rangees
        ),
    )
    return annexe.joindre(tableau, (citer(nom, chiffre) for nom, _, chiffre in rangees))


def phrases_decalage(decalage: DecalageCorpus, sujet: str) -> list[str]:
    """The décalage and its two sides, in sentences."""
    phrases = [
        f"Le décalage avec {sujet} est de {decalage_dit(decalage.valeur)}, de 0 (le même travail) à 1 (rien "
        "de commun).",
        f"En moyenne, une offre ne demande pas {part_dite(decalage.manque)} de l’emploi-type ; "
        f"{part_dite(decalage.au_dela)} des lignes des offres demandent autre chose.",
    ]
    if corrige := decalage.valeur.corrige:
        phrases.append(
            f"Une fois corrigé des erreurs mesurées sur l’échantillon, il est de {decimal(corrige.valeur)} "
            f"({decimal(corrige.bas)} à {decimal(corrige.haut)})."
        )
    return [francais(phrase) for phrase in phrases]


def partie_etude(etude: EtudeEmploiType, annexe: Annexe) -> list[Bloc]:
    """One emploi-type: décalage, each line, what is never asked, what is asked beyond it."""
    blocs: list[Bloc] = [
        Titre(niveau=1, texte=f"L’emploi-type {etude.code}, {etude.intitule}"),
        texte(
            francais(
                f"{pluriel(etude.offres, 'offre est mesurée', 'offres sont mesurées')} par rapport à lui."
            )
        ),
        *partie_decalage(etude.decalage, annexe, niveau=2, sujet=f"l’emploi-type {etude.code}"),
        Titre(niveau=2, texte="Ce que les offres en demandent"),
    ]
    for rubrique in RUBRIQUES_LISTE:
        frequences = [frequence for frequence in etude.frequences if frequence.rubrique == rubrique]
        if frequences:
            blocs += _rubrique(rubrique, frequences, annexe)
    return [*blocs, *_jamais(etude), *_ailleurs(etude, annexe)]


def _rubrique(rubrique: str, frequences: Sequence[Frequence], annexe: Annexe) -> list[Bloc]:
    ordonnees = sorted(frequences, key=lambda f: (-f.presente.valeur, -f.partielle.valeur, f.rang))
    corrige = any(frequence.presente.corrige for frequence in ordonnees)
    lignes = [
        {"nom": frequence.libelle, "serie": serie, "valeur": part.valeur}
        for frequence in ordonnees
        for serie, part in zip(
            SERIES, (frequence.presente, frequence.partielle, frequence.absente), strict=True
        )
    ]
    nom = TITRES_RUBRIQUES[rubrique]
    return [
        Titre(niveau=3, texte=nom),
        parts_empilees(
            lignes,
            series=SERIES,
            alternative=f"{nom} : part des offres qui demandent chaque ligne. Le tableau suit.",
            legende=f"{nom} : part des offres qui les demandent",
        ),
        annexe.joindre(
            Tableau(
                legende=francais(f"{nom} : fréquence dans les offres"),
                entetes=(
                    "Ligne de l’emploi-type",
                    "Offres",
                    "Demandée",
                    "Intervalle à 95\u00a0%",
                    "En partie",
                    "Absente",
                    *(("Corrigée",) if corrige else ()),
                ),
                lignes=tuple(
                    (
                        f.libelle,
                        nombre(f.presente.effectif),
                        pourcent(f.presente.valeur),
                        bornes(f.presente),
                        pourcent(f.partielle.valeur),
                        pourcent(f.absente.valeur),
                        *((corrigee(f.presente),) if corrige else ()),
                    )
                    for f in ordonnees
                ),
            ),
            (_cite(frequence) for frequence in ordonnees),
        ),
    ]


def _cite(frequence: Frequence) -> Cite:
    """The lines that ask for a line of the emploi-type; those that do so in part where no other does."""
    if frequence.presente.exemples:
        return citer(frequence.libelle, frequence.presente)
    return citer(f"{frequence.libelle}, en partie", frequence.partielle)


def _jamais(etude: EtudeEmploiType) -> list[Bloc]:
    jamais = [frequence for frequence in etude.frequences if frequence.jamais]
    titre = Titre(niveau=2, texte="Ce qui n’est jamais demandé")
    if not jamais:
        return [
            titre,
            texte("Chaque ligne de l’emploi-type est demandée au moins une fois, au moins en partie."),
        ]
    haut = jamais[0].presente.haut
    blocs: list[Bloc] = [
        titre,
        texte(
            francais(
                f"{pluriel(len(jamais), 'ligne')} sur {len(etude.frequences)} ne se trouvent dans aucune des "
                f"{pluriel(etude.offres, 'offre')}. Sur ce nombre d’offres, cela laisse la place à "
                "une "
                f"fréquence réelle de {pourcent(haut)} au plus."
            )
        ),
        puces(
            [
                f"{frequence.libelle} ({NOMS_LIGNES[frequence.rubrique]})"
                for frequence in jamais[:_JAMAIS_IMPRIMES]
            ]
        ),
    ]
    if len(jamais) > _JAMAIS_IMPRIMES:
        reste = len(jamais) - _JAMAIS_IMPRIMES
        blocs.append(
            texte(f"Et {pluriel(reste, 'autre ligne', 'autres lignes')}, à 0\u00a0% dans les tableaux.")
        )
    return blocs


def _ailleurs(etude: EtudeEmploiType, annexe: Annexe) -> list[Bloc]:
    titre = Titre(niveau=2, texte="Ce qui est demandé au-delà")
    if not etude.ailleurs:
        return [
            titre,
            texte("Les offres ne demandent de façon sûre rien d’autre qui soit dans le référentiel."),
        ]
    retenues = etude.ailleurs[:_AILLEURS_IMPRIMES]
    return [
        titre,
        texte("Ces libellés du référentiel sont demandés par les offres et absents de l’emploi-type."),
        annexe.joindre(
            tableau_de_parts(
                (((un.libelle, NOMS_LIGNES[un.rubrique]), un.demandee) for un in retenues),
                entetes=("Libellé", "Nature"),
                legende=f"Demandé au-delà de l’emploi-type {etude.code}",
            ),
            (citer(un.libelle, un.demandee) for un in retenues),
        ),
    ]


def _point(chiffre: Chiffre) -> dict[str, float]:
    return {"valeur": chiffre.valeur, "bas": chiffre.bas, "haut": chiffre.haut}
