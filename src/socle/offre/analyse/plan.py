"""The outline of an analysis: sentences first, then figures, then the tables that show them."""

from __future__ import annotations

from socle.offre.analyse.documents import (
    LIBELLES_DECISIONS,
    LIBELLES_PRESENCES,
    Analyse,
    LigneAnalysee,
)
from socle.referentiel import CORPS, TITRES_RUBRIQUES, lire_corps
from socle.rendu.plan import Bloc, Definitions, Paragraphe, Plan, Segment, Tableau, Titre, puces, texte
from socle.typographie import francais

_CERTITUDES = {
    "bonne": "L’emploi-type le plus proche se détache nettement.",
    "partagee": "Plusieurs emplois-types sont proches : le premier n’est qu’une proposition.",
    "faible": "Aucun emploi-type ne se détache : lisez ce classement comme une piste.",
}
_NUANCES = {
    "bonne": ", nettement devant les autres.",
    "partagee": ", mais d’autres en sont voisins.",
    "faible": ", mais aucun ne se détache : ce n’est qu’une piste.",
}
_TITRES_OFFRE = {**TITRES_RUBRIQUES, "profil": "Profil"}


def plan_analyse(analyse: Analyse) -> Plan:
    """The analysis as a document."""
    blocs: list[Bloc] = [texte(phrase, style="chapeau") for phrase in phrases_principales(analyse)]
    blocs += _identification(analyse)
    blocs += _emplois_types(analyse)
    if analyse.decalage is not None:
        blocs.append(Titre(niveau=2, texte="Décalage avec l’emploi-type"))
        blocs.append(puces(list(analyse.decalage.phrases)))
    if analyse.couverture:
        blocs.append(_couverture(analyse))
    blocs.append(Titre(niveau=2, texte="Portrait du poste"))
    blocs.append(puces([trait.phrase() for trait in analyse.portrait.traits]))
    if analyse.lignes:
        blocs.append(Titre(niveau=2, texte="Les lignes du document"))
        blocs.append(_lignes(analyse))
    blocs += [
        Titre(niveau=2, texte="Méthode"),
        texte(analyse.methode),
        Paragraphe(segments=(Segment(texte=f"Référentiel : {', '.join(analyse.editions)}."),), style="note"),
    ]
    return Plan(
        titre=analyse.offre.titre or analyse.offre.nom,
        surtitre="Analyse d’une offre",
        sujet="Analyse d’une offre d’emploi",
        pied=f"Analyse – {analyse.offre.nom}",
        blocs=tuple(blocs),
    )


def phrases_principales(analyse: Analyse) -> list[str]:
    """What matters first, in at most three sentences."""
    phrases = []
    if analyse.emplois_types:
        premier = analyse.emplois_types[0]
        phrases.append(
            f"L’emploi-type le plus proche est « {premier.intitule} » ({premier.code})"
            f"{_NUANCES[analyse.certitude]}"
        )
    if analyse.corps is None:
        phrases.append("Le corps n’est pas écrit dans le document : l’indiquer rend le classement plus sûr.")
    if analyse.decalage is not None and analyse.decalage.phrases:
        phrases.append(analyse.decalage.phrases[0])
    return [francais(phrase) for phrase in phrases]


def _identification(analyse: Analyse) -> list[Bloc]:
    libelles = {
        "emploi_type": "Emploi-type annoncé",
        "emploi_type_intitule": "Intitulé de l’emploi-type",
        "corps": "Corps",
        "categorie": "Catégorie",
        "bap": "BAP",
        "quotite": "Quotité (%)",
        "contrat": "Contrat",
        "duree": "Durée (mois)",
        "lieu": "Lieu",
        "prise_de_poste": "Prise de poste",
        "date_limite": "Date limite",
        "remuneration": "Rémunération",
    }
    paires = tuple(
        (libelle, ", ".join(indication.valeur for indication in indications))
        for champ, libelle in libelles.items()
        if (indications := getattr(analyse.offre.identification, champ))
    )
    return [Definitions(titre="Ce que le document annonce", paires=paires)] if paires else []


def _emplois_types(analyse: Analyse) -> list[Bloc]:
    if not analyse.emplois_types:
        return []
    corps = f" Corps retenu : {CORPS[lire_corps(analyse.corps)].libelle}." if analyse.corps else ""
    return [
        Titre(niveau=2, texte="Emplois-types les plus proches"),
        texte(francais(_CERTITUDES[analyse.certitude] + corps)),
        Tableau(
            entetes=("Code", "Emploi-type", "Corps", "Famille", "Part", "Mots qui ont compté"),
            lignes=tuple(
                (
                    trouve.code,
                    trouve.intitule,
                    trouve.corps,
                    trouve.famille,
                    f"{round(100 * trouve.probabilite)}\u00a0%",
                    ", ".join(trouve.mots[:6]),
                )
                for trouve in analyse.emplois_types[:5]
            ),
        ),
    ]


def _couverture(analyse: Analyse) -> Tableau:
    return Tableau(
        legende=f"Ce que l’offre demande de « {analyse.emploi_type_intitule} »",
        entetes=("Rubrique", "Ligne de l’emploi-type", "Dans l’offre", "Ligne de l’offre"),
        lignes=tuple(
            (
                TITRES_RUBRIQUES[couverte.rubrique],
                couverte.libelle,
                LIBELLES_PRESENCES[couverte.presence],
                analyse.lignes[couverte.lignes[0]].texte if couverte.lignes else "",
            )
            for couverte in analyse.couverture
        ),
    )


def _lignes(analyse: Analyse) -> Tableau:
    return Tableau(
        entetes=("Rubrique", "Ligne du document", "Rapprochement", "Libellé du référentiel"),
        lignes=tuple(
            (
                _TITRES_OFFRE.get(ligne.rubrique, ligne.rubrique),
                ligne.texte,
                f"{LIBELLES_DECISIONS[ligne.decision]} ({round(100 * ligne.probabilite)}\u00a0%)",
                _propose(ligne),
            )
            for ligne in analyse.lignes
        ),
    )


def _propose(ligne: LigneAnalysee) -> str:
    if ligne.decision == "hors-referentiel":
        return ""
    nombre = 1 if ligne.decision == "sur" else 3
    return " ; ".join(proposition.libelle for proposition in ligne.propositions[:nombre])
