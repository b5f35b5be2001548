"""The report of a corpus: sentences first, then figures, then how they were made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from socle.corpus.chiffres import Chiffres, EtudeEmploiType
from socle.corpus.chiffres_calcul import calculer
from socle.corpus.rapport_emplois_types import partie_decalage, partie_etude, partie_proches
from socle.corpus.rapport_exemples import Annexe, citer
from socle.corpus.rapport_groupes import partie_demande, partie_groupes, partie_portrait, partie_tendances
from socle.corpus.rapport_methode import (
    partie_emergents,
    partie_methode,
    partie_qualite,
    partie_reproduction,
)
from socle.corpus.rapport_textes import (
    decalage_dit,
    nombre,
    part_dite,
    pluriel,
    pourcent,
    tableau_de_parts,
)
from socle.referentiel import Referentiel
from socle.rendu import Bloc, Plan, Sommaire, Tableau, Titre, puces, texte
from socle.typographie import francais

PEU_D_OFFRES = 30


def rediger(dossier: Path, referentiel: Referentiel, **options: Any) -> Plan:
    """The report of the results in a folder; ``options`` are those of :func:`socle.corpus.calculer`."""
    return plan_du_rapport(calculer(dossier, referentiel, **options))


def plan_du_rapport(chiffres: Chiffres) -> Plan:
    """The figures as an outline that the writers lay out."""
    annexe = Annexe()
    blocs: list[Bloc] = [
        *(texte(phrase, style="chapeau") for phrase in phrases_principales(chiffres)),
        Sommaire(profondeur=1),
        *_corpus(chiffres, annexe),
        *partie_proches(chiffres, annexe),
    ]
    if chiffres.decalage is not None and chiffres.decalage.valeur.total and not _une_seule_etude(chiffres):
        blocs.append(Titre(niveau=1, texte="Le décalage du corpus"))
        sujet = "l’emploi-type de chaque offre"
        blocs += partie_decalage(chiffres.decalage, annexe, niveau=2, sujet=sujet)
    for etude in chiffres.etudes:
        blocs += partie_etude(etude, annexe)
    blocs += [
        *partie_emergents(chiffres.emergents, annexe),
        *partie_portrait(chiffres, annexe),
        *partie_groupes(chiffres, annexe),
        *partie_tendances(chiffres, annexe),
        *partie_demande(chiffres.demandes, annexe),
        *partie_qualite(chiffres.qualite),
        *partie_methode(chiffres),
        *partie_reproduction(chiffres.provenance),
        *annexe.blocs(),
    ]
    return Plan(
        titre=francais(chiffres.titre),
        surtitre="Rapport sur un corpus d’offres",
        sujet="Analyse d’un corpus d’offres d’emploi",
        pied=f"Rapport – {chiffres.titre}",
        blocs=tuple(blocs),
    )


def _une_seule_etude(chiffres: Chiffres) -> bool:
    """Every offer is measured against the one emploi-type studied: its décalage is the corpus's."""
    return len(chiffres.etudes) == 1 and chiffres.etudes[0].offres == chiffres.effectifs.analysees


def phrases_principales(chiffres: Chiffres) -> list[str]:
    """What matters first, in a few sentences."""
    effectifs = chiffres.effectifs
    phrases = [
        f"{pluriel(effectifs.analysees, 'offre analysée', 'offres analysées')} sur "
        f"{pluriel(effectifs.enregistrements, 'enregistrement')}, "
        f"soit {pluriel(effectifs.lignes, 'ligne')} de missions, d’activités, de compétences et de profil."
    ]
    if _une_seule_etude(chiffres):
        phrases += _phrases_etude(chiffres.etudes[0])
    elif chiffres.decalage is not None and chiffres.decalage.valeur.total:
        phrases.append(
            f"Le décalage des offres avec leur emploi-type est de {decalage_dit(chiffres.decalage.valeur)}, "
            "de 0 (le même travail) à 1 (rien de commun)."
        )
    dehors = next((part for part in chiffres.decisions if part.valeur == "hors-referentiel"), None)
    if dehors is not None:
        phrases.append(f"{part_dite(dehors.chiffre)} des lignes sont hors du référentiel.")
    if chiffres.emergents is not None and chiffres.emergents.groupes:
        premier = chiffres.emergents.groupes[0]
        phrases.append(
            f"Hors du référentiel, ce qui revient le plus : « {premier.libelle} », dans "
            f"{pluriel(premier.offres, 'offre')}."
        )
    if effectifs.analysees < PEU_D_OFFRES:
        phrases.append("Peu d’offres : les intervalles sont larges, et se lisent avant les parts.")
    return [francais(phrase) for phrase in phrases]


def _phrases_etude(etude: EtudeEmploiType) -> list[str]:
    phrases = [
        f"Le décalage avec « {etude.intitule} » ({etude.code}) est de {decalage_dit(etude.decalage.valeur)}, "
        "de 0 (le même travail) à 1 (rien de commun)."
    ]
    activites = [frequence for frequence in etude.frequences if frequence.rubrique == "activites"]
    if activites:
        premiere = max(activites, key=lambda frequence: frequence.presente.valeur)
        jamais = sum(frequence.jamais for frequence in activites)
        phrases.append(
            f"L’activité la plus demandée est « {premiere.libelle} », {part_dite(premiere.presente)} des "
            "offres ; "
            f"{pluriel(jamais, 'activité')} sur {len(activites)} ne se trouvent dans aucune."
        )
    return phrases


def _corpus(chiffres: Chiffres, annexe: Annexe) -> list[Bloc]:
    effectifs = chiffres.effectifs
    etats = (
        ("Analysées", effectifs.analysees),
        ("Doublons, comptés une fois", effectifs.doublons),
        ("D’une autre langue", effectifs.autre_langue),
        ("Illisibles, listés avec leur cause", effectifs.illisibles),
    )
    total = max(effectifs.enregistrements, 1)
    return [
        Titre(niveau=1, texte="Le corpus"),
        Tableau(
            legende="Ce que sont devenus les enregistrements",
            entetes=("État", "Nombre", "Part"),
            lignes=tuple((nom, nombre(n), pourcent(n / total)) for nom, n in etats if n),
        ),
        annexe.joindre(
            tableau_de_parts(
                (((part.libelle,), part.chiffre) for part in chiffres.decisions),
                entetes=("Décision",),
                mot="Lignes",
                legende="Le rapprochement des lignes et du référentiel",
            ),
            (citer(part.libelle, part.chiffre) for part in chiffres.decisions),
        ),
        puces(
            [
                "Sûr : le rapprochement est assez certain pour être retenu d’emblée.",
                "À choisir : plusieurs libellés conviennent.",
                "Hors référentiel : rien dans le référentiel ne dit cette ligne.",
            ]
        ),
    ]
