"""RIS, read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from socle.echanges.references.commun import (
    PAR_RIS,
    LectureReferences,
    annee_de,
    cle_de,
    doi_nu,
    pages_de,
)
from socle.erreurs import DocumentIllisible
from socle.referentiel.documents import Auteur, Reference

_DEBUT = re.compile(r"^TY\s{1,2}-", re.M)


def lire_ris(texte: str) -> LectureReferences:
    """The references of a RIS file.

    :raises DocumentIllisible: no reference at all.
    """
    import rispy

    references: list[Reference] = []
    for notice in rispy.loads(texte):
        references.append(_reference(notice, {reference.cle for reference in references}))
    annoncees = len(_DEBUT.findall(texte))
    if not references:
        raise DocumentIllisible(
            "Ce texte ne contient aucune notice RIS complète.",
            remede="Une notice RIS commence par « TY  - » et finit par « ER  - ».",
        )
    manquantes = annoncees - len(references)
    defauts = (
        (f"{manquantes} notice(s) sans fin « ER  - » n’ont pas été lues à part.",) if manquantes > 0 else ()
    )
    return LectureReferences(tuple(references), defauts)


def _reference(notice: Mapping[str, Any], prises: set[str]) -> Reference:
    def premier(*noms: str) -> str:
        return next((str(notice[nom]) for nom in noms if notice.get(nom)), "")

    auteurs = tuple(_author(nom) for nom in notice.get("authors") or notice.get("first_authors") or ())
    titre = premier("title", "primary_title", "short_title")
    annee = annee_de(premier("year", "publication_year", "date"))
    return Reference(
        cle=cle_de(auteurs, annee, titre, prises=prises),
        auteurs=auteurs,
        annee=annee,
        titre=titre,
        contenant=premier("journal_name", "secondary_title", "alternate_title3", "alternate_title2"),
        volume=premier("volume"),
        numero=premier("number"),
        pages=pages_de("-".join(partie for partie in (premier("start_page"), premier("end_page")) if partie)),
        editeur=premier("publisher"),
        doi=doi_nu(premier("doi")),
        url=(notice.get("urls") or [""])[0],
        genre=PAR_RIS.get(premier("type_of_reference"), ""),
    )


def _author(texte: str) -> Auteur:
    """« Nom, Prénom » is a person; a name without a comma, an organisation."""
    nom, virgule, prenom = (partie.strip() for partie in texte.partition(","))
    return Auteur(nom=nom, prenom=prenom, collectif=not virgule)
