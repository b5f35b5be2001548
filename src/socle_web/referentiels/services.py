"""Reaching the référentiel: éditions read once per process, then search, comparison and documents.

A stored édition never changes, but it may be removed and another saved under its name; what is kept in
memory is therefore known by the modification time of its files too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from django.conf import settings

from socle.erreurs import Introuvable
from socle.referentiel import (
    CORPS,
    RUBRIQUES_DICTIONNAIRE,
    Comparaison,
    Corps,
    Edition,
    Editions,
    EmploiType,
    FicheDePoste,
    Referentiel,
    comparer,
)

LIVRET = "livret"
MODELE = "modele"
# The booklet, two éditions to compare, and what merges them.
_EN_MEMOIRE = 6
_CODE_EN_TETE = re.compile(r"^\s*([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)\b")
_lock = Lock()


class Cote(NamedTuple):
    """One side of a comparison: the document and the reference that finds it again."""

    reference: str
    document: EmploiType | FicheDePoste
    titre: str
    edition: str


def depot() -> Editions:
    """The éditions stored in the data folder of the site."""
    return Editions(settings.SOCLE_DONNEES)


def editions() -> tuple[Edition, ...]:
    """Every édition that may be consulted: imported ones, latest first, then the booklet."""
    return (*depot().liste(), Referentiel.livret().edition)


def titre_edition(nom: str) -> str:
    """The title of an édition, or its name when it is no longer there."""
    return next((edition.titre or edition.nom for edition in editions() if edition.nom == nom), nom)


def charger(*, nom: str) -> Referentiel:
    """One édition by its name.

    :raises Introuvable: there is none of that name.
    """
    if nom == LIVRET:
        return Referentiel.livret()
    stored = depot()
    return _memoire(stored, nom, livret=False)


def consultation(*, edition: str = "") -> Referentiel:
    """What a page consults: the chosen édition, else the booklet and the latest import as one."""
    return charger(nom=edition) if edition else avec_livret()


def avec_livret(*, edition: str = "") -> Referentiel:
    """The booklet and one édition as one: the chosen one, else the latest import; as a command line reads
    them with ``--edition``.

    :raises Introuvable: there is none of that name.
    """
    stored = depot()
    nom = edition or next((latest.nom for latest in stored.liste()), LIVRET)
    return Referentiel.livret() if nom == LIVRET else _memoire(stored, nom, livret=True)


def titre_avec_livret(nom: str) -> str:
    """What an édition read with the booklet is called."""
    return titre_edition(nom) if nom == LIVRET else f"{titre_edition(nom)} et le livret"


def consultation_avec_livret(*, editions: Iterable[str]) -> Referentiel:
    """The booklet with the first of these éditions that is stored, else with the latest import."""
    stored = depot()
    for nom in editions:
        if nom in stored:
            return avec_livret(edition=nom)
    return avec_livret()


def _memoire(stored: Editions, nom: str, *, livret: bool) -> Referentiel:
    modified = (stored.chemin(nom) / "referentiel.json").stat().st_mtime_ns
    with _lock:
        return _lire(stored.dossier.parent, nom, modified, livret)


@lru_cache(maxsize=_EN_MEMOIRE)
def _lire(dossier: Path, nom: str, modified: int, livret: bool) -> Referentiel:
    if livret:
        return Referentiel.livret() | _lire(dossier, nom, modified, False)
    return Editions(dossier).charger(nom)


def emploi_type(*, edition: str, code: str) -> EmploiType:
    """The emploi-type of a code in an édition.

    :raises Introuvable: the édition or the code does not exist.
    """
    return charger(nom=edition)[code]


def voisins(*, emploi: EmploiType) -> tuple[EmploiType, ...]:
    """The other emplois-types of the same famille in the same édition, from one corps to the next."""
    if not emploi.famille:
        return ()
    famille = (
        autre
        for autre in charger(nom=emploi.edition).emplois_types
        if autre.famille == emploi.famille and autre.bap == emploi.bap and autre.code != emploi.code
    )
    return tuple(sorted(famille, key=lambda autre: (autre.code[1:2], autre.code)))


def modele(*, cle: str) -> FicheDePoste:
    """A model fiche of the booklet.

    :raises Introuvable: there is no such model.
    """
    return Referentiel.livret().fiche(cle)


def reference(document: EmploiType | FicheDePoste) -> str:
    """What names a document in an address: ``edition:code``, or ``modele:cle``."""
    if isinstance(document, FicheDePoste):
        return f"{MODELE}:{document.modele}"
    return f"{document.edition}:{document.code}"


def cote(*, saisie: str) -> Cote:
    """The document that a person means: a reference, a code, or the words of a title.

    :raises Introuvable: nothing answers to it.
    """
    document = _par_reference(saisie.strip()) or _par_code(saisie) or _par_mots(saisie)
    if document is None:
        raise Introuvable(
            f"Rien ne correspond à « {saisie.strip()} ».",
            remede="Saisissez un code (par exemple F2D57) ou les premiers mots d’un intitulé.",
            code="emploi-type-introuvable",
        )
    if isinstance(document, FicheDePoste):
        return Cote(reference(document), document, nom_modele(document), "Modèle du livret")
    titre = f"{document.code} – {document.intitule}"
    return Cote(reference(document), document, titre, titre_edition(document.edition))


def _par_reference(saisie: str) -> EmploiType | FicheDePoste | None:
    edition, deux_points, code = saisie.partition(":")
    if not deux_points or " " in edition:
        return None
    return modele(cle=code) if edition == MODELE else emploi_type(edition=edition, code=code)


def _par_code(saisie: str) -> EmploiType | None:
    trouve = _CODE_EN_TETE.match(saisie)
    return consultation().get(trouve.group(1)) if trouve else None


def _par_mots(saisie: str) -> EmploiType | None:
    hits = consultation().chercher(saisie, limite=1).resultats if saisie.strip() else ()
    return hits[0].emploi_type if hits else None


def nom_modele(fiche: FicheDePoste) -> str:
    """A model's title and its precision: four of the five share the title."""
    return (
        f"{fiche.intitule}, {fiche.sous_titre[:1].lower()}{fiche.sous_titre[1:]}"
        if fiche.sous_titre
        else fiche.intitule
    )


class CarteModele(NamedTuple):
    """A model as a card shows it: four of the five share their title, and go by their precision."""

    fiche: FicheDePoste
    titre: str
    corps: Corps

    @property
    def competences(self) -> int:
        """How many connaissances and compétences it asks for."""
        return sum(len(self.fiche.lignes(rubrique)) for rubrique in RUBRIQUES_DICTIONNAIRE)


def cartes_modeles() -> tuple[CarteModele, ...]:
    """The model fiches of the booklet, in its order."""
    fiches = Referentiel.livret().fiches
    titres = Counter(fiche.intitule for fiche in fiches)
    return tuple(
        CarteModele(
            fiche,
            fiche.sous_titre if fiche.sous_titre and titres[fiche.intitule] > 1 else fiche.intitule,
            CORPS[fiche.corps or "IE"],
        )
        for fiche in fiches
    )


def carte_modele(*, cle: str) -> CarteModele:
    """The card of one model.

    :raises Introuvable: there is no such model.
    """
    fiche = modele(cle=cle)
    return next(carte for carte in cartes_modeles() if carte.fiche is fiche)


def modeles_de(*, emploi: EmploiType) -> list[CarteModele]:
    """The models derived from an emploi-type."""
    return [carte for carte in cartes_modeles() if reference_principal(carte.fiche) == reference(emploi)]


def comparaison(*, a: Cote, b: Cote) -> Comparaison:
    """What two documents share and where they differ."""
    return comparer(a.document, b.document)


def livret_seul() -> bool:
    """Whether no édition has been imported: only the booklet's emploi-type is there."""
    return not depot().liste()


def supprimer(*, nom: str) -> None:
    """Remove an imported édition.

    :raises Introuvable: there is none of that name; the booklet cannot be removed.
    """
    depot().supprimer(nom)


def autres_editions(*, emploi: EmploiType) -> tuple[EmploiType, ...]:
    """The same code in the other éditions."""
    return tuple(
        trouve
        for edition in editions()
        if edition.nom != emploi.edition and (trouve := charger(nom=edition.nom).get(emploi.code))
    )


def suggestions() -> list[tuple[str, str]]:
    """What a comparison may be asked for: ``(value, label)`` of every document consulted."""
    ref = consultation()
    return [
        *((f"{emploi.code} – {emploi.intitule}", emploi.famille) for emploi in ref.emplois_types),
        *((reference(fiche), nom_modele(fiche)) for fiche in ref.fiches),
    ]


def reference_principal(fiche: FicheDePoste) -> str:
    """What names the emploi-type that a model comes from; empty when it comes from none."""
    principal = fiche.principal
    return f"{principal.edition}:{principal.code}" if principal else ""
