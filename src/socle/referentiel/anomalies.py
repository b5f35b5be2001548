"""What looks wrong in a loaded édition, told with its place and left untouched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from socle.referentiel.corps import corps_du_code
from socle.referentiel.documents import Anomalie, EmploiType, EntreeDictionnaire, Ligne
from socle.referentiel.libelles import lire_cecrl
from socle.referentiel.rubriques import RUBRIQUES_LISTE, TITRES_RUBRIQUES
from socle.referentiel.texte import cle

CODE_EMPLOI_TYPE = re.compile(r"[A-GJ][1-5][A-Z](?:\d|P)\d")
_PARASITES = "·;,•"
_APOSTROPHES = "'’‘"
_INITIALE_DOUBLEE = re.compile(r"\b([A-Za-zÀ-ÿ])\1(?=[a-zà-ÿ]{3})", re.I)


def relever(emplois: Iterable[EmploiType], entrees: Iterable[EntreeDictionnaire]) -> Iterator[Anomalie]:
    """Every anomaly of an édition, emploi-type by emploi-type, then dictionary, then the whole."""
    emplois = tuple(emplois)
    for emploi in emplois:
        yield from _identite(emploi)
        yield from _antecedents(emploi)
        yield from _listes(emploi)
    for entree in entrees:
        yield from _graphies(entree)
    yield from _ensemble(emplois)


def _identite(emploi: EmploiType) -> Iterator[Anomalie]:
    def anomalie(code: str, texte: str, message: str) -> Anomalie:
        return Anomalie(code=code, emploi_type=emploi.code, texte=texte, message=message)

    if not CODE_EMPLOI_TYPE.fullmatch(emploi.code):
        yield anomalie("code-inattendu", emploi.code, "Le code n’a pas la forme d’un code RéFérens III.")
    else:
        if emploi.bap and emploi.code[0] != emploi.bap:
            yield anomalie("bap-differente", emploi.bap, "La BAP de la ligne n’est pas celle du code.")
        if corps_du_code(emploi.code) != emploi.corps:
            yield anomalie("corps-different", emploi.corps, "Le corps de la ligne n’est pas celui du code.")
    for texte in (emploi.intitule, *(precedent.intitule for precedent in emploi.precedents)):
        if _INITIALE_DOUBLEE.search(texte):
            yield anomalie("faute-probable", texte, "Un mot commence par deux fois la même lettre.")
    if not emploi.mission.strip():
        yield anomalie("mission-vide", emploi.intitule, "L’emploi-type n’a pas de mission.")
    for nom, valeur in (
        ("bap", emploi.bap_libelle),
        ("famille", emploi.famille),
        ("intitule", emploi.intitule),
    ):
        if "  " in valeur:
            yield Anomalie(
                code="espaces-doubles",
                emploi_type=emploi.code,
                rubrique=nom,
                texte=valeur,
                message="Deux espaces se suivent dans le libellé.",
            )


def _antecedents(emploi: EmploiType) -> Iterator[Anomalie]:
    ancien = emploi.colonnes.get("referens_id_precedent", "")
    if ancien and not emploi.precedents:
        yield Anomalie(
            code="precedent-sans-code",
            emploi_type=emploi.code,
            texte=ancien,
            message="La colonne du code précédent ne contient pas de code.",
        )
    for precedent in emploi.precedents:
        if precedent.code[:1] != emploi.code[:1]:
            yield Anomalie(
                code="precedent-autre-bap",
                emploi_type=emploi.code,
                texte=precedent.code,
                message="L’emploi-type précédent appartient à une autre BAP.",
            )


def _listes(emploi: EmploiType) -> Iterator[Anomalie]:
    vues: set[tuple[str, str]] = set()
    for rubrique, ligne in emploi.toutes_les_lignes():
        for code, message in _ligne(ligne):
            yield Anomalie(
                code=code, emploi_type=emploi.code, rubrique=rubrique, texte=ligne.texte, message=message
            )
        empreinte = (rubrique, cle(ligne.texte))
        if empreinte in vues:
            yield Anomalie(
                code="ligne-repetee",
                emploi_type=emploi.code,
                rubrique=rubrique,
                texte=ligne.texte,
                message=f"La ligne figure deux fois dans « {TITRES_RUBRIQUES[rubrique]} ».",
            )
        vues.add(empreinte)
    for rubrique in RUBRIQUES_LISTE:
        if not emploi.lignes(rubrique):
            yield Anomalie(
                code="rubrique-vide",
                emploi_type=emploi.code,
                rubrique=rubrique,
                message=f"La rubrique « {TITRES_RUBRIQUES[rubrique]} » est vide.",
            )
    yield from _identifiants(emploi)


def _ligne(ligne: Ligne) -> Iterator[tuple[str, str]]:
    texte = ligne.texte
    net = texte.strip()
    if texte.count("(") != texte.count(")"):
        yield "parentheses", "Une parenthèse n’est pas refermée, ou pas ouverte."
    if net and (net[0] in _PARASITES or net[-1] in _PARASITES):
        yield "signe-parasite", "La ligne commence ou finit par un signe sans raison d’être."
    if "  " in net:
        yield "espaces-doubles", "Deux espaces se suivent dans la ligne."
    niveau = lire_cecrl(ligne.niveau)
    if niveau is not None and niveau.inverse:
        yield "cecrl-inverse", "Les deux niveaux du CECRL sont donnés dans l’ordre inverse."


def _identifiants(emploi: EmploiType) -> Iterator[Anomalie]:
    annonces = [code for code in emploi.colonnes.get("competences_id", "").split("|") if code]
    portes = [ligne.identifiant for _, ligne in emploi.toutes_les_lignes() if ligne.identifiant]
    if set(annonces) != set(portes):
        manquants = sorted(set(annonces) - set(portes))
        yield Anomalie(
            code="identifiants-sans-ligne",
            emploi_type=emploi.code,
            texte="|".join(manquants),
            message="Des identifiants du dictionnaire ne correspondent à aucune ligne de l’emploi-type.",
        )


def _graphies(entree: EntreeDictionnaire) -> Iterator[Anomalie]:
    if entree.identifiant and entree.variantes:
        yield Anomalie(
            code="graphies-multiples",
            rubrique=entree.rubrique,
            texte=" | ".join((entree.libelle, *entree.variantes)),
            message=f"L’entrée {entree.identifiant} du dictionnaire s’écrit de plusieurs façons.",
        )


def _ensemble(emplois: tuple[EmploiType, ...]) -> Iterator[Anomalie]:
    doublons = [code for code, nombre in Counter(emploi.code for emploi in emplois).items() if nombre > 1]
    for code in doublons:
        yield Anomalie(
            code="code-double",
            emploi_type=code,
            texte=code,
            message="Deux emplois-types portent le même code ; le premier est retenu.",
        )
    signes = Counter(
        signe for emploi in emplois for texte in _textes(emploi) for signe in texte if signe in _APOSTROPHES
    )
    if len(signes) > 1:
        comptes = ", ".join(f"« {signe} » {nombre} fois" for signe, nombre in signes.most_common())
        yield Anomalie(
            code="apostrophes-melees", message=f"Plusieurs apostrophes sont employées : {comptes}."
        )


def _textes(emploi: EmploiType) -> Iterator[str]:
    yield from (emploi.intitule, emploi.mission, emploi.bap_libelle, emploi.famille)
    yield from (ligne.texte for _, ligne in emploi.toutes_les_lignes())
