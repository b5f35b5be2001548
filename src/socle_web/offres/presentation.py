"""An analysis as its page shows it: everything numbered, linked both ways, and told in French."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from socle.offre import Analyse
from socle.offre.analyse.documents import (
    LIBELLES_DECISIONS,
    LIBELLES_PRESENCES,
    Couverture,
    EmploiTypeTrouve,
    LigneAnalysee,
    Proposition,
)
from socle.offre.analyse.plan import phrases_principales
from socle.offre.analyse.portrait import LIBELLES, Trait
from socle.referentiel import NOMS_LIGNES, RUBRIQUES_LISTE, TITRES_RUBRIQUES
from socle.referentiel.texte import plier
from socle.rendu.plan import Definitions
from socle.typographie import francais
from socle_web.offres.document import composer
from socle_web.offres.vues import (
    AnalyseVue,
    Barre,
    CouvertureVue,
    Filtre,
    LigneVue,
    Marque,
    ProcheVue,
    PropositionVue,
    RubriqueVue,
    TraitVue,
)

LIBELLES_PORTRAIT = LIBELLES
TITRES_OFFRE = {
    **TITRES_RUBRIQUES,
    "affectation": "Affectation",
    "contexte": "Contexte",
    "activites": "Activités",
    "profil": "Profil",
    "conditions": "Conditions",
    "candidature": "Candidature",
    "juridique": "Mentions légales",
}
_VOIES = {
    "exact": "Les mêmes mots.",
    "lexical": "Des mots en commun.",
    "sens": "Un sens voisin, appris des référentiels importés.",
    "encodeur": "Un sens voisin, selon le modèle de langue installé.",
}
_PROCHES = 5
_MOTS = 8

VOISINES_SENSIBLES = 0.02
"""What the neighbouring lines must add to a score to be spoken of."""


def presenter(analyse: Analyse, *, decision: str = "", rubrique: str = "") -> AnalyseVue:
    """The page of an analysis; the lines kept are those of a decision and of a rubrique, if any."""
    numeros = {(ligne.debut, ligne.fin): rang for rang, ligne in enumerate(analyse.offre.lignes, start=1)}
    vues = [
        _ligne(analyse, rang, numeros[ligne.debut, ligne.fin], decision=decision, rubrique=rubrique)
        for rang, ligne in enumerate(analyse.lignes)
    ]
    tous = analyse.emplois_types_tous_corps[:_PROCHES]
    proches = analyse.emplois_types[:_PROCHES]
    differe = [trouve.code for trouve in tous] != [trouve.code for trouve in proches]
    decalage = analyse.decalage
    return AnalyseVue(
        phrases=tuple(francais(phrase) for phrase in phrases_principales(analyse)),
        annonce=_annonce(analyse),
        remarques=tuple(francais(remarque) for remarque in analyse.offre.remarques),
        proches=_proches(analyse, proches),
        proches_tous=_proches(analyse, tous) if differe else (),
        taux=round(100 * decalage.taux) if decalage and decalage.taux is not None else None,
        phrases_decalage=tuple(francais(phrase) for phrase in decalage.phrases) if decalage else (),
        traits=tuple(_traits(analyse, numeros)),
        parties=composer(analyse.offre, {vue.numero: vue for vue in vues}, TITRES_OFFRE),
        rubriques=tuple(_rubriques(analyse, vues)),
        lignes=tuple(vue for vue in vues if vue.retenue),
        ailleurs=tuple(vues[rang] for rang in decalage.ailleurs) if decalage else (),
        decisions=_filtres(LIBELLES_DECISIONS, (ligne.decision for ligne in analyse.lignes)),
        rubriques_lues=_filtres(TITRES_OFFRE, (ligne.rubrique for ligne in analyse.lignes)),
        decision=decision,
        rubrique=rubrique,
        barre_decisions=_barre(
            "Lignes lues",
            [(cle, libelle, analyse.nombre(cle)) for cle, libelle in LIBELLES_DECISIONS.items()],
            len(analyse.lignes),
        ),
        methode=francais(analyse.methode),
        lues=len(analyse.lignes),
        total=len(analyse.offre.lignes),
    )


def _annonce(analyse: Analyse) -> tuple[tuple[str, str], ...]:
    """What the document states of the post, as its outline words it."""
    blocs = analyse.plan().blocs
    return next((bloc.paires for bloc in blocs if isinstance(bloc, Definitions)), ())


def _ligne(analyse: Analyse, rang: int, numero: int, *, decision: str, rubrique: str) -> LigneVue:
    ligne = analyse.lignes[rang]
    return LigneVue(
        numero=numero,
        texte=ligne.texte,
        rubrique=ligne.rubrique,
        rubrique_libelle=TITRES_OFFRE.get(ligne.rubrique, ligne.rubrique),
        decision=ligne.decision,
        decision_libelle=LIBELLES_DECISIONS[ligne.decision],
        probabilite=round(100 * ligne.probabilite),
        propositions=tuple(
            _proposition(analyse, ligne, place, proposition)
            for place, proposition in enumerate(ligne.propositions, start=1)
        ),
        references=tuple(
            place for place, couverte in enumerate(analyse.couverture, start=1) if rang in couverte.lignes
        ),
        retenue=decision in ("", ligne.decision) and rubrique in ("", ligne.rubrique),
    )


def _proposition(
    analyse: Analyse, ligne: LigneAnalysee, place: int, proposition: Proposition
) -> PropositionVue:
    return PropositionVue(
        rang=place,
        ligne=Marque(ligne.texte, _reunir(proposition.marques.ligne)),
        libelle=Marque(proposition.libelle, _reunir(proposition.marques.entree)),
        rubrique=TITRES_RUBRIQUES[proposition.rubrique],
        voie=_VOIES.get(proposition.voie, ""),
        contexte=_ce_qui_a_pese(proposition),
        dans_l_emploi=analyse.emploi_type in proposition.emplois_types,
    )


def _ce_qui_a_pese(proposition: Proposition) -> str:
    """What counted beside the words of the line."""
    offre = proposition.contexte - proposition.voisines > 0
    if proposition.voisines < VOISINES_SENSIBLES:
        return "Le reste de l’offre a pesé." if offre else ""
    if offre:
        return "Le reste de l’offre et les lignes voisines ont pesé."
    return "Les lignes voisines ont pesé."


def _reunir(marques: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Places in order, those that overlap made one."""
    reunies: list[tuple[int, int]] = []
    for debut, fin in sorted(marques):
        if reunies and debut <= reunies[-1][1]:
            reunies[-1] = (reunies[-1][0], max(fin, reunies[-1][1]))
        else:
            reunies.append((debut, fin))
    return tuple(reunies)


def _proches(analyse: Analyse, trouves: Sequence[EmploiTypeTrouve]) -> tuple[ProcheVue, ...]:
    # The words that counted are known without their accents; the offer has them as they are written.
    ecrits = {plier(mot): mot.lower() for mot in re.findall(r"\w+", analyse.offre.texte)}
    return tuple(
        ProcheVue(
            trouve=trouve,
            part=_part(trouve.probabilite),
            largeur=max(1, round(100 * trouve.probabilite)),
            choisi=trouve.code == analyse.emploi_type,
            lignes=tuple((ligne + 1, analyse.offre.lignes[ligne].texte) for ligne in trouve.lignes),
            mots=tuple(ecrits.get(mot, mot) for mot in trouve.mots[:_MOTS]),
        )
        for trouve in trouves
    )


def _part(probabilite: float) -> str:
    """A share, never rounded to nothing or to everything."""
    arrondie = round(100 * probabilite)
    if arrondie == 0:
        return "moins de 1\u00a0%"
    return "plus de 99\u00a0%" if arrondie == 100 and probabilite < 1 else f"{arrondie}\u00a0%"


def _traits(analyse: Analyse, numeros: dict[tuple[int, int], int]) -> Iterable[TraitVue]:
    # The portrait is drawn from every line read but those on how to behave.
    lues = [ligne for ligne in analyse.lignes if ligne.rubrique != "competences_comportementales"]
    for trait in analyse.portrait.traits:
        yield TraitVue(
            titre=LIBELLES[trait.dimension],
            phrase=francais(trait.phrase()),
            dites=" et ".join(LIBELLES[valeur] for valeur in trait.dominantes),
            comptes=_comptes(trait),
            mince=trait.mince,
            preuves=tuple(
                (
                    numeros[lues[preuve.ligne].debut, lues[preuve.ligne].fin],
                    LIBELLES[preuve.valeur],
                    Marque(lues[preuve.ligne].texte, _reunir(preuve.marques)),
                )
                for preuve in trait.preuves
                if preuve.marques
            ),
        )


def _comptes(trait: Trait) -> str:
    nombres = [
        f"{LIBELLES[valeur].split(' (')[0]}\u00a0: {nombre}"
        for valeur, nombre in trait.nombres.items()
        if nombre
    ]
    return ", ".join(nombres)


def _rubriques(analyse: Analyse, vues: Sequence[LigneVue]) -> Iterable[RubriqueVue]:
    numerotees = list(enumerate(analyse.couverture, start=1))
    par_rubrique = {
        rubrique: [couple for couple in numerotees if couple[1].rubrique == rubrique]
        for rubrique in RUBRIQUES_LISTE
    }
    plus_longue = max((len(couples) for couples in par_rubrique.values()), default=0)
    for rubrique, couples in par_rubrique.items():
        if couples:
            comptes = [
                (cle, libelle, sum(couverte.presence == cle for _, couverte in couples))
                for cle, libelle in LIBELLES_PRESENCES.items()
            ]
            yield RubriqueVue(
                cle=rubrique,
                titre=TITRES_RUBRIQUES[rubrique],
                nom=NOMS_LIGNES[rubrique],
                lignes=tuple(_couverture(numero, couverte, vues) for numero, couverte in couples),
                barre=_barre(TITRES_RUBRIQUES[rubrique], comptes, plus_longue),
            )


def _couverture(numero: int, couverte: Couverture, vues: Sequence[LigneVue]) -> CouvertureVue:
    return CouvertureVue(
        numero=numero,
        libelle=couverte.libelle,
        presence=couverte.presence,
        presence_libelle=LIBELLES_PRESENCES[couverte.presence],
        lignes=tuple(vues[rang] for rang in couverte.lignes),
    )


def _barre(titre: str, comptes: Sequence[tuple[str, str, int]], echelle: int) -> Barre:
    """A stacked row; each part with where it begins and how wide it is, out of 100."""
    parts, debut = [], 0
    for cle, libelle, nombre in comptes:
        place, largeur = (round(100 * n / max(1, echelle), 2) for n in (debut, nombre))
        parts.append((cle, libelle, nombre, place, largeur))
        debut += nombre
    return Barre(titre, debut, tuple(parts))


def _filtres(libelles: Mapping[Any, str], valeurs: Iterable[str]) -> tuple[Filtre, ...]:
    presentes = list(valeurs)
    return tuple(
        Filtre(str(valeur), libelle, nombre)
        for valeur, libelle in libelles.items()
        if (nombre := presentes.count(str(valeur)))
    )
