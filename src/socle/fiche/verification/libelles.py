"""Rules of wording: each connaissance and compétence against the dictionnaire des compétences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from socle.fiche.constats import Constat, Correction
from socle.fiche.verification.contexte import Contexte, Regle
from socle.referentiel import NOMS_LIGNES, EntreeDictionnaire, Ligne
from socle.referentiel.documents import composer
from socle.referentiel.libelles import NIVEAUX, lire_cecrl, sans_precision
from socle.referentiel.rubriques import RUBRIQUES_DICTIONNAIRE, RubriqueDictionnaire
from socle.referentiel.texte import cle, cle_typographique, plier

_SOURCE = "RéFérens III, dictionnaire des compétences"
_POURQUOI = (
    "RéFérens demande de reprendre « uniquement et exactement » les libellés de son dictionnaire : c’est ce "
    "qui permet de comparer deux postes, de bâtir une grille de jury et de suivre une carrière."
)

DICTIONNAIRE_ABSENT = Regle(
    "dictionnaire-absent",
    "Dictionnaire non chargé",
    "information",
    _SOURCE,
    "Sans le dictionnaire, les libellés des connaissances et des compétences ne peuvent pas être vérifiés.",
)
VARIANTE = Regle("libelle-variante", "Variante du libellé", "avertissement", _SOURCE, _POURQUOI)
PROCHE = Regle("libelle-proche", "Libellé proche du dictionnaire", "avertissement", _SOURCE, _POURQUOI)
MAUVAISE_RUBRIQUE = Regle("mauvaise-rubrique", "Mauvaise rubrique", "erreur", _SOURCE, _POURQUOI)
HORS = Regle("hors-dictionnaire", "Hors dictionnaire", "avertissement", _SOURCE, _POURQUOI)

_PRECISION_VOISINE = 0.86
_NIVEAU_SANS_PARENTHESES = re.compile(
    r"^(?P<libelle>.+?)\s*[,;:(\[–—-]?\s*\b(?P<niveau>"
    + "|".join(sorted(NIVEAUX, key=len, reverse=True))
    + r")\)?$"
)


def controler(contexte: Contexte) -> Iterator[Constat]:
    """The findings on wording; none is sought when no dictionary is loaded."""
    if not contexte.referentiel.dictionnaire:
        if any(rubrique != "activites" for rubrique, _ in contexte.lignes):
            yield DICTIONNAIRE_ABSENT.constat(
                "Les libellés n’ont pas été comparés au dictionnaire des compétences.",
                remede="Importez une édition de RéFérens III (Réglages, ou « socle referentiel importer »).",
            )
        return
    for rubrique in RUBRIQUES_DICTIONNAIRE:
        for ligne in contexte.document.lignes(rubrique):
            constat = _ligne(contexte, rubrique, ligne)
            if constat is not None:
                yield constat


def _ligne(contexte: Contexte, rubrique: RubriqueDictionnaire, ligne: Ligne) -> Constat | None:
    dictionnaire = contexte.referentiel.dictionnaire
    exactes = dictionnaire.exact(ligne.libelle)
    if dans := _de_la_rubrique(exactes, rubrique):
        voisine = None if _imprime(ligne, dans) else _precision_voisine(contexte, rubrique, ligne)
        return _proche(rubrique, ligne, [voisine]) if voisine else None
    if exactes:
        return _deplacer(rubrique, ligne, exactes[0])
    variantes = dictionnaire.variantes(ligne.libelle) or _sans_niveau(contexte, ligne)
    if dans := _de_la_rubrique(variantes, rubrique):
        return _variante(rubrique, ligne, dans[0])
    if variantes:
        return _deplacer(rubrique, ligne, variantes[0])
    if voisines := dictionnaire.proches(ligne.libelle, rubrique=rubrique):
        return _proche(rubrique, ligne, [voisine.entree for voisine in voisines])
    nom = NOMS_LIGNES[rubrique]
    return HORS.constat(
        f"Cette {nom} n’est pas dans le dictionnaire.",
        remede=(
            "Cherchez dans le dictionnaire une entrée qui dise la même chose ; à défaut, gardez la ligne : "
            "elle restera signalée comme propre à l’établissement."
        ),
        rubrique=rubrique,
        ligne=ligne,
    )


def _precision_voisine(
    contexte: Contexte, rubrique: RubriqueDictionnaire, ligne: Ligne
) -> EntreeDictionnaire | None:
    """The entry whose own precision a line nearly repeats: a slip, not a precision of the post."""
    voisines = contexte.referentiel.dictionnaire.proches(ligne.libelle, rubrique=rubrique)
    for entree, ressemblance in voisines:
        if ressemblance >= _PRECISION_VOISINE and sans_precision(entree.libelle) != entree.libelle:
            return entree
    return None


def _imprime(ligne: Ligne, entrees: tuple[EntreeDictionnaire, ...]) -> bool:
    """Whether one of the entries prints the whole line, its precision included."""
    formes = {cle_typographique(forme) for e in entrees for forme in (e.libelle, *e.variantes)}
    return cle_typographique(ligne.libelle) in formes


def _de_la_rubrique(
    entrees: tuple[EntreeDictionnaire, ...], rubrique: RubriqueDictionnaire
) -> tuple[EntreeDictionnaire, ...]:
    return tuple(entree for entree in entrees if entree.rubrique == rubrique)


def _sans_niveau(contexte: Contexte, ligne: Ligne) -> tuple[EntreeDictionnaire, ...]:
    """The entries meant by a libellé whose level is written otherwise than in parentheses."""
    trouve = _NIVEAU_SANS_PARENTHESES.match(plier(ligne.libelle))
    return contexte.referentiel.dictionnaire.variantes(trouve["libelle"]) if trouve else ()


def _proposition(ligne: Ligne, entree: EntreeDictionnaire) -> str:
    niveau = ligne.niveau
    trouve = _NIVEAU_SANS_PARENTHESES.match(plier(ligne.libelle)) if niveau is None else None
    if trouve is not None and cle(trouve["libelle"]) == cle(entree.libelle):
        niveau = NIVEAUX[trouve["niveau"]]
    precision = ligne.libelle[len(sans_precision(ligne.libelle)) :].strip()
    garde = precision if precision and cle(sans_precision(ligne.libelle)) == cle(entree.libelle) else ""
    propre = " ".join(entree.libelle.split())
    return composer(f"{propre} {garde}".strip(), niveau)


def _variante(rubrique: RubriqueDictionnaire, ligne: Ligne, entree: EntreeDictionnaire) -> Constat:
    proposition = _proposition(ligne, entree)
    return VARIANTE.constat(
        f"Le dictionnaire écrit « {proposition} ».",
        remede="Reprenez le libellé exact.",
        rubrique=rubrique,
        ligne=ligne,
        proposition=proposition,
        identifiant=entree.identifiant,
        correction=_remplacer(proposition, entree),
    )


def _proche(rubrique: RubriqueDictionnaire, ligne: Ligne, entrees: list[EntreeDictionnaire]) -> Constat:
    proposition = _proposition(ligne, entrees[0])
    autres = ", ".join(f"« {entree.libelle} »" for entree in entrees[1:])
    suite = f" Autres libellés voisins : {autres}." if autres else ""
    return PROCHE.constat(
        f"Le dictionnaire contient « {proposition} ».{suite}",
        remede="Reprenez ce libellé s’il dit la même chose ; sinon gardez le vôtre.",
        rubrique=rubrique,
        ligne=ligne,
        proposition=proposition,
        identifiant=entrees[0].identifiant,
        correction=_remplacer(proposition, entrees[0]),
    )


def _remplacer(proposition: str, entree: EntreeDictionnaire) -> Correction:
    return Correction(
        genre="remplacer",
        libelle="Reprendre le libellé exact",
        valeur=proposition,
        identifiant=entree.identifiant,
    )


def _deplacer(rubrique: RubriqueDictionnaire, ligne: Ligne, entree: EntreeDictionnaire) -> Constat:
    proposition = _proposition(ligne, entree)
    return MAUVAISE_RUBRIQUE.constat(
        f"« {ligne.libelle} » est une {NOMS_LIGNES[entree.rubrique]} du dictionnaire, "
        f"pas une {NOMS_LIGNES[rubrique]}.",
        remede=f"Déplacez la ligne parmi les {_pluriel(entree.rubrique)}.",
        rubrique=rubrique,
        ligne=ligne,
        proposition=proposition,
        identifiant=entree.identifiant,
        correction=Correction(
            genre="deplacer",
            libelle="Déplacer",
            valeur=proposition,
            identifiant=entree.identifiant,
            rubrique=entree.rubrique,
        ),
    )


def _pluriel(rubrique: str) -> str:
    return " ".join(f"{mot}s" for mot in NOMS_LIGNES[rubrique].split())


NIVEAU_INCONNU = Regle(
    "niveau-inconnu",
    "Niveau inconnu",
    "avertissement",
    "RéFérens III, échelle des niveaux",
    "Un niveau n’a de sens que s’il appartient à une échelle que tous lisent de la même façon.",
)
CECRL_INVERSE = Regle(
    "cecrl-inverse",
    "Niveaux de langue inversés",
    "avertissement",
    "Conseil de l’Europe, cadre européen commun de référence pour les langues",
    "Une fourchette se lit du niveau le plus bas au plus haut.",
)
CECRL_ABSENT = Regle(
    "cecrl-absent",
    "Niveau de langue illisible",
    "avertissement",
    "Conseil de l’Europe, cadre européen commun de référence pour les langues",
    "RéFérens exprime les niveaux de langue de A1 à C2.",
)
_PARENTHESE = re.compile(r"\(\s*((?:connaissance|notion|maitrise|expert|niveau)s?\b[^()]*)\)\s*$")
_LANGUE = re.compile(r"^langues? [^:]*:\s*(?P<niveau>\S.*)$")


def controler_niveaux(contexte: Contexte) -> Iterator[Constat]:
    """The findings on levels and CECRL ranges."""
    for rubrique, ligne in contexte.lignes:
        if rubrique == "activites":
            continue
        niveau = lire_cecrl(ligne.niveau)
        if niveau is not None and niveau.inverse:
            valeur = composer(ligne.libelle, f"{niveau.bas} à {niveau.haut}")
            yield CECRL_INVERSE.constat(
                f"Le niveau le plus bas vient d’abord : {niveau.bas} à {niveau.haut}.",
                rubrique=rubrique,
                ligne=ligne,
                proposition=valeur,
                correction=Correction(genre="remplacer", libelle="Remettre dans l’ordre", valeur=valeur),
            )
        elif ligne.niveau is None:
            yield from _niveau_ecrit(rubrique, ligne)


def _niveau_ecrit(rubrique: str, ligne: Ligne) -> Iterator[Constat]:
    plie = plier(ligne.libelle)
    langue = _LANGUE.match(plie)
    if langue and rubrique == "connaissances" and cle(langue["niveau"]) not in NIVEAUX:
        yield CECRL_ABSENT.constat(
            f"Le niveau « {langue['niveau']} » n’est pas un niveau du CECRL.",
            remede="Écrivez un niveau de A1 à C2, ou deux (par exemple : B1 à B2).",
            rubrique=rubrique,
            ligne=ligne,
        )
    elif (trouve := _PARENTHESE.search(plie)) and not trouve[1].startswith("niveau"):
        yield NIVEAU_INCONNU.constat(
            f"« {trouve[1].strip()} » n’est pas un niveau de RéFérens.",
            remede=(
                "Pour une connaissance : notion de base, connaissance générale ou approfondie ; "
                "pour une compétence : application, maîtrise ou expertise."
            ),
            rubrique=rubrique,
            ligne=ligne,
        )
