"""The last parts of the report: emerging work, measured quality, method, and how to do it again."""

from __future__ import annotations

from socle.corpus.chiffres import Chiffres, Emergent, Emergents, Provenance, Qualite
from socle.corpus.rapport_exemples import Annexe, Cite, dire_exemple
from socle.corpus.rapport_textes import bornes, decimal, nombre, part_dite, pluriel, pourcent
from socle.rendu import Bloc, Definitions, Encadre, Tableau, Titre, puces, texte
from socle.typographie import francais

STABLE, FRAGILE = 0.75, 0.6
_EMERGENTS_IMPRIMES = 25
_EMERGENTS_DETAILLES = 8
_FORMES_IMPRIMEES = 4
_SIGNES = 130
_RUBRIQUES_DU_TRAVAIL = ("activites", "mission")


def partie_emergents(emergents: Emergents | None, annexe: Annexe) -> list[Bloc]:
    """The groups of lines outside the référentiel: activités first, since they may announce new work."""
    blocs: list[Bloc] = [Titre(niveau=1, texte="Ce qui émerge hors du référentiel")]
    if emergents is None or not emergents.groupes:
        return [*blocs, texte("Aucun groupe de lignes hors référentiel ne revient dans deux offres ou plus.")]
    blocs.append(texte(francais(_bilan(emergents))))
    travail = [groupe for groupe in emergents.groupes if groupe.rubrique in _RUBRIQUES_DU_TRAVAIL]
    autres = [groupe for groupe in emergents.groupes if groupe.rubrique not in _RUBRIQUES_DU_TRAVAIL]
    for titre, groupes in (("Activités", travail), ("Connaissances et compétences", autres)):
        if groupes:
            blocs += [Titre(niveau=2, texte=titre), _tableau(groupes, annexe)]
            blocs += [_detail(groupe) for groupe in groupes[:_EMERGENTS_DETAILLES] if len(groupe.formes) > 1]
    return blocs


def _bilan(emergents: Emergents) -> str:
    decides = [groupe for groupe in emergents.groupes if groupe.decision]
    suite = f" {pluriel(len(decides), 'groupe porte', 'groupes portent')} une décision." if decides else ""
    ecartes = (
        f" {pluriel(emergents.ecartes, 'groupe a été écarté', 'groupes ont été écartés')} par décision."
        if emergents.ecartes
        else ""
    )
    return (
        f"{pluriel(emergents.lignes, 'ligne')} de travail ou de compétence sont hors du référentiel ; "
        f"{nombre(emergents.regroupees)} d’entre elles disent la même chose que des lignes d’autres offres. "
        f"Les groupes les plus répandus suivent, chacun sous sa ligne la plus typique.{suite}{ecartes}"
    )


def _tableau(groupes: list[Emergent], annexe: Annexe) -> Tableau:
    employeurs = any(groupe.employeurs > 1 for groupe in groupes)
    tableau = Tableau(
        legende="Groupes de lignes hors référentiel",
        entetes=(
            "Ligne la plus typique",
            "Offres",
            *(("Employeurs",) if employeurs else ()),
            "Lignes",
            "Stabilité",
        ),
        lignes=tuple(
            (
                _abrege(groupe.libelle),
                nombre(groupe.offres),
                *((nombre(groupe.employeurs),) if employeurs else ()),
                nombre(groupe.lignes),
                _stabilite(groupe.stabilite),
            )
            for groupe in groupes[:_EMERGENTS_IMPRIMES]
        ),
    )
    return annexe.joindre(
        tableau,
        (
            Cite(groupe.libelle, [dire_exemple(exemple) for exemple in groupe.exemples], groupe.lignes)
            for groupe in groupes[:_EMERGENTS_IMPRIMES]
        ),
    )


def _abrege(libelle: str) -> str:
    if len(libelle) > _SIGNES:
        libelle = libelle[:_SIGNES].rsplit(" ", 1)[0].rstrip(" ,;:(") + "…"
    return francais(libelle)


def _stabilite(valeur: float | None) -> str:
    if valeur is None:
        return "non mesurée"
    mot = "stable" if valeur >= STABLE else "fragile" if valeur >= FRAGILE else "instable"
    return f"{decimal(valeur)} ({mot})"


def _detail(groupe: Emergent) -> Encadre:
    return Encadre(
        titre=_abrege(groupe.libelle),
        blocs=(puces([_abrege(forme) for forme in groupe.formes[1 : 1 + _FORMES_IMPRIMEES]]),),
    )


def partie_qualite(qualite: Qualite | None) -> list[Bloc]:
    """What a labelled sample says of the alignment, or why the figures are not corrected."""
    titre = Titre(niveau=1, texte="Ce que valent ces chiffres")
    if qualite is None:
        return [
            titre,
            texte(
                "Aucun échantillon n’a été étiqueté : les chiffres sont ceux de la machine, sans correction "
                "de ses "
                "erreurs. Les intervalles disent le hasard du tirage des offres, pas ces erreurs."
            ),
        ]
    return [
        titre,
        texte(
            francais(
                f"{pluriel(qualite.etiquetees, 'ligne tirée', 'lignes tirées')} au sort ont été relues. "
                "Quand une "
                f"ligne est rapprochée d’un libellé, c’est le bon dans {part_dite(qualite.precision)} des "
                "cas "
                f"(précision) ; quand le référentiel dit une ligne, elle est rapprochée du bon libellé dans "
                f"{part_dite(qualite.rappel)} des cas (rappel). Les parts corrigées en tiennent compte, avec "
                "l’incertitude de cette mesure."
            )
        ),
        Tableau(
            legende="Qualité mesurée sur l’échantillon",
            entetes=("Mesure", "Valeur", "Intervalle à 95\u00a0%", "Lignes relues"),
            lignes=tuple(
                (nom, pourcent(chiffre.valeur), bornes(chiffre), nombre(chiffre.total))
                for nom, chiffre in (("Précision", qualite.precision), ("Rappel", qualite.rappel))
            ),
        ),
        texte(
            "Ne sont corrigés que les chiffres qui dépendent du rapprochement des lignes. Le portrait des "
            "postes "
            "et l’emploi-type le plus proche n’en dépendent pas ; les différences entre groupes et les "
            "évolutions "
            "ne le sont pas non plus : les erreurs les atténuent sans les inverser, si elles sont partout "
            "les mêmes.",
            style="note",
        ),
    ]


def partie_methode(chiffres: Chiffres) -> list[Bloc]:
    """How each figure is made, in words that a working group can discuss."""
    return [
        Titre(niveau=1, texte="Méthode"),
        puces([francais(phrase) for phrase in _methode(chiffres.provenance.comparaisons)]),
    ]


def _methode(correction: str) -> list[str]:
    return [
        "Seules les offres analysées comptent : une offre publiée plusieurs fois compte une fois ; les "
        "offres "
        "d’une autre langue et celles qui n’ont pas pu être lues sont à part.",
        "Une ligne d’emploi-type est demandée quand une ligne de l’offre la dit, en partie quand une ligne "
        "lui "
        "ressemble ; le guide donne les seuils.",
        "Le décalage est la moyenne de deux parts : celle de l’emploi-type qu’une offre ne demande pas (une "
        "ligne "
        "demandée en partie compte pour moitié) et celle des lignes des offres qui demandent autre chose. "
        "Les "
        "diplômes et l’expérience n’y entrent pas. Son intervalle vient de 2 000 tirages des offres avec "
        "remise "
        "(bootstrap, Efron, 1979).",
        "L’intervalle d’une part est celui de Wilson (1927), à 95 %.",
        "Les groupes se comparent par le khi-deux et le V de Cramér pour une part, par le test de Kruskal et "
        "Wallis et ε² pour le décalage ; chaque groupe et le reste, par le h de Cohen (1988) et le δ de "
        "Cliff "
        f"(1993). Les valeurs p sont corrigées toutes ensemble par la méthode de {correction}. Un groupe de "
        "moins "
        "de 20 offres n’est pas comparé.",
        "L’évolution d’une part se juge par le test de Cochran et Armitage (1955) ; les points par an sont "
        "une "
        "pente de moindres carrés.",
        "Les lignes hors référentiel sont regroupées par ressemblance de mots, en étoiles autour de la "
        "ligne la "
        "plus typique (Aslam, Pelekhov et Rus, 2004). La stabilité est l’indice de Jaccard moyen d’un "
        "groupe avec "
        "son semblable dans 100 corpus retirés au sort (Hennig, 2007) : à partir de 0,75 le groupe est "
        "stable, "
        "sous 0,6 il ne faut pas s’y fier. Elle n’est pas mesurée sous quatre offres.",
        "Une part corrigée est la part observée, multipliée par la précision et divisée par le rappel de "
        "l’échantillon ; c’est l’estimateur de Rogan et Gladen (1978) écrit avec la précision.",
    ]


def partie_reproduction(provenance: Provenance) -> list[Bloc]:
    """The command, the seeds, the versions and the fingerprints."""
    plusieurs = len(provenance.commandes) > 1
    paires = (
        ("Référentiel", ", ".join(provenance.editions)),
        ("Graine des tirages", str(provenance.graine)),
        ("Comparaisons multiples", provenance.comparaisons),
        ("Empreintes (SHA-256)", "\n".join(f"{nom} : {e}" for nom, e in provenance.empreintes.items() if e)),
        ("Versions", ", ".join(f"{nom} {numero}" for nom, numero in sorted(provenance.versions.items()))),
    )
    return [
        Titre(niveau=1, texte="Refaire ce rapport"),
        texte("Les mêmes commandes, sur les mêmes données, donnent les mêmes chiffres."),
        # A command is copied as it is: no typography comes into it.
        Definitions(
            paires=(
                ("Commandes" if plusieurs else "Commande", "\n".join(provenance.commandes)),
                *((nom, francais(valeur)) for nom, valeur in paires if valeur),
            )
        ),
    ]
