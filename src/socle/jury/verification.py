"""What a grid does to a post: criteria that weigh more than the work, work that nobody scores."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from socle.fiche.constats import Constat, Rapport
from socle.fiche.verification.contexte import Regle
from socle.jury.documents import Critere, Grille
from socle.jury.tables import seuils, themes

_GRAVITES = ("erreur", "avertissement", "information")
_EGALITE = "Déclaration des droits de l’homme et du citoyen, article 6 : égal accès aux emplois publics"

POIDS_TOTAL = Regle(
    "poids-total",
    "Les poids ne font pas 100",
    "erreur",
    "Usage",
    "Des poids qui ne font pas 100 se lisent mal et faussent la comparaison avec le poste.",
)
SURPESE = Regle(
    "critere-surpese",
    "Critère qui pèse plus que sa place dans le poste",
    "avertissement",
    _EGALITE,
    "Une personne qui fait bien ce que le poste demande serait départagée sur ce qu’il demande peu.",
)
THEME = Regle(
    "theme-surpese",
    "Part du métier qui pèse plus que sa place dans le poste",
    "avertissement",
    "Livret de l’ANSTIA",
    "Une grille qui reprend l’emploi-type sans l’adapter désavantage qui répond au besoin réel du poste.",
)
SANS_POIDS = Regle(
    "activite-sans-poids",
    "Activité qui ne compte pas",
    "avertissement",
    _EGALITE,
    "Ce que la personne fera chaque semaine ne serait pas apprécié.",
)
HORS_POSTE = Regle(
    "hors-poste",
    "Critères sans rapport avec les activités",
    "avertissement",
    _EGALITE,
    "La formation ou le parcours éclairent une candidature ; ils ne disent pas ce qu’elle saura faire.",
)
DEDUITE = Regle(
    "parts-deduites",
    "Parts du temps non renseignées",
    "information",
    "Usage",
    "Un poids déduit à parts égales ne dit rien du poste : la fiche gagne à donner les parts du temps.",
)
INDICES = Regle(
    "indices-absents",
    "Aucun indice à chercher",
    "information",
    "Usage",
    "Deux membres qui ne cherchent pas la même chose ne donnent pas la même note.",
)

#: Every rule, in the order of the checks.
REGLES_GRILLE: tuple[Regle, ...] = (POIDS_TOTAL, SURPESE, THEME, SANS_POIDS, HORS_POSTE, DEDUITE, INDICES)


def verifier_grille(grille: Grille) -> Rapport:
    """Check a grid against the post: the findings, the gravest first; ``rubrique`` is a criterion's key."""
    constats = [constat for controle in _CONTROLES for constat in controle(grille)]
    return Rapport(
        document=grille.intitule,
        editions=(),
        constats=tuple(sorted(constats, key=lambda constat: _GRAVITES.index(constat.gravite))),
    )


def deborde(poids: int, place: int) -> bool:
    """Whether a weight is more than its place by enough to be told."""
    return poids - place >= seuils().points and poids >= seuils().rapport * place


def _total(grille: Grille) -> Iterator[Constat]:
    if grille.total != 100:
        yield POIDS_TOTAL.constat(
            f"Les poids font {grille.total}.",
            remede="Ramenez-les à 100, ou corrigez un poids.",
        )


def _criteres(grille: Grille) -> Iterator[Constat]:
    for critere in grille.criteres:
        if critere.place is None:
            continue
        if deborde(critere.poids, critere.place):
            yield SURPESE.constat(
                f"« {critere.libelle} » pèse {critere.poids} % de la grille, et {critere.place} % du poste.",
                remede="Rapprochez le poids de la place, ou dites pourquoi le jury s’en écarte.",
                rubrique=critere.cle,
                proposition=str(critere.place),
            )
        if critere.poids == 0 and critere.place > 0:
            yield SANS_POIDS.constat(
                f"« {critere.libelle} » occupe {critere.place} % du poste et ne pèse rien.",
                remede="Donnez-lui un poids.",
                rubrique=critere.cle,
                proposition=str(critere.place),
            )


def _themes(grille: Grille) -> Iterator[Constat]:
    for theme in themes():
        concernes = [critere for critere in grille.criteres if theme.concerne(critere.libelle)]
        poids, place = poids_et_place(concernes)
        seul = len(concernes) == 1 and concernes[0].place is not None
        if concernes and not seul and deborde(poids, place):
            yield THEME.constat(
                f"{theme.libelle[:1].upper()}{theme.libelle[1:]} pèse {poids} % de la grille, "
                f"et {place} % du poste : {_enumerer(concernes)}.",
                remede=f"{theme.raison} Ramenez le poids à la place qu’elle tient dans ce poste.",
                rubrique=concernes[-1].cle,
            )


def poids_et_place(criteres: list[Critere]) -> tuple[int, int]:
    """What criteria weigh together, and the place that they have together in the post."""
    return sum(critere.poids for critere in criteres), sum(critere.place or 0 for critere in criteres)


def _hors_poste(grille: Grille) -> Iterator[Constat]:
    hors = [critere for critere in grille.criteres if critere.place is None]
    poids, _ = poids_et_place(hors)
    if poids > seuils().hors_poste:
        yield HORS_POSTE.constat(
            f"{_enumerer(hors)} pèsent {poids} % de la grille et ne sont pas des activités du poste."
            if len(hors) > 1
            else f"{_enumerer(hors)} pèse {poids} % de la grille et n’est pas une activité du poste.",
            remede=f"Gardez à ces critères {seuils().hors_poste} % au plus, ou dites pourquoi.",
            rubrique=hors[-1].cle,
        )


def _renseignements(grille: Grille) -> Iterator[Constat]:
    deduites = [critere for critere in grille.criteres if critere.deduite]
    if deduites:
        activites = [critere for critere in grille.criteres if critere.place is not None]
        combien = "aucune part" if len(deduites) == len(activites) else "pas toutes les parts"
        yield DEDUITE.constat(
            f"La fiche ne donne {combien} du temps de travail : le reste a été partagé également.",
            remede="Renseignez les parts dans la fiche, ou pesez les critères un à un.",
        )
    if grille.criteres and not any(critere.indices for critere in grille.criteres):
        yield INDICES.constat(
            "Aucun critère ne dit ce qu’il faut chercher.",
            remede="Écrivez pour chacun ce qui se verra au dossier ou se demandera à l’oral.",
        )


def _enumerer(criteres: list[Critere]) -> str:
    dits = [f"« {critere.libelle} »" for critere in criteres]
    return dits[0] if len(dits) == 1 else f"{', '.join(dits[:-1])} et {dits[-1]}"


_CONTROLES: tuple[Callable[[Grille], Iterator[Constat]], ...] = (
    _total,
    _criteres,
    _themes,
    _hors_poste,
    _renseignements,
)
