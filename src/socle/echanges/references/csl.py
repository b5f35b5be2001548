"""CSL-JSON, which citation managers share, read and written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from socle.echanges.references.commun import (
    AUTRE,
    PAR_CSL,
    PAR_NOM,
    LectureReferences,
    cle_de,
    doi_nu,
    pages_de,
)
from socle.erreurs import DocumentIllisible
from socle.referentiel.documents import Auteur, Reference

_CHAMPS = {
    "title": "titre",
    "container-title": "contenant",
    "volume": "volume",
    "issue": "numero",
    "page": "pages",
    "publisher": "editeur",
    "DOI": "doi",
    "URL": "url",
    "note": "remarque",
}


def lire_csl(texte: str) -> LectureReferences:
    """The references of a CSL-JSON file.

    :raises DocumentIllisible: not JSON, or not a list of CSL items.
    """
    try:
        notices = json.loads(texte)
    except ValueError as erreur:
        raise _refus() from erreur
    if not isinstance(notices, list) or not all(isinstance(notice, dict) for notice in notices):
        raise _refus()
    references: list[Reference] = []
    for notice in notices:
        references.append(_reference(notice, {reference.cle for reference in references}))
    return LectureReferences(tuple(references))


def ecrire_csl(references: Iterable[Reference]) -> str:
    """The references as CSL-JSON."""
    return json.dumps([_notice(reference) for reference in references], ensure_ascii=False, indent=2) + "\n"


def _refus() -> DocumentIllisible:
    return DocumentIllisible(
        "Ce fichier n’est pas une bibliographie CSL-JSON.",
        remede="Exportez de nouveau votre bibliographie, au format « CSL JSON ».",
    )


def _reference(notice: Mapping[str, Any], prises: set[str]) -> Reference:
    champs = {nom: str(notice.get(csl) or "") for csl, nom in _CHAMPS.items()}
    champs |= {"doi": doi_nu(champs["doi"]), "pages": pages_de(champs["pages"])}
    auteurs = tuple(_author(personne) for personne in notice.get("author") or ())
    annee = _year(notice)
    cle = str(notice.get("id") or "")
    return Reference(
        cle=cle if cle and cle not in prises else cle_de(auteurs, annee, champs["titre"], prises=prises),
        auteurs=auteurs,
        annee=annee,
        genre=PAR_CSL.get(str(notice.get("type")), ""),
        **champs,
    )


def _author(personne: Mapping[str, Any]) -> Auteur:
    if personne.get("literal"):
        return Auteur(nom=str(personne["literal"]), collectif=True)
    famille = " ".join(str(personne[nom]) for nom in ("non-dropping-particle", "family") if personne.get(nom))
    return Auteur(nom=famille, prenom=str(personne.get("given") or ""))


def _year(notice: Mapping[str, Any]) -> int | None:
    parties = (notice.get("issued") or {}).get("date-parts") or [[]]
    annee = str(parties[0][0]) if parties[0] else ""
    return int(annee) if annee.isdigit() else None


def _notice(reference: Reference) -> dict[str, Any]:
    notice: dict[str, Any] = {
        "id": reference.cle,
        "type": PAR_NOM.get(reference.genre, AUTRE).csl,
        "author": [
            {"literal": auteur.nom} if auteur.collectif else _person(auteur) for auteur in reference.auteurs
        ],
        "issued": {"date-parts": [[reference.annee]]} if reference.annee else None,
        **{csl: getattr(reference, nom) for csl, nom in _CHAMPS.items()},
    }
    return {nom: valeur for nom, valeur in notice.items() if valeur}


def _person(auteur: Auteur) -> dict[str, str]:
    return {"family": auteur.nom} | ({"given": auteur.prenom} if auteur.prenom else {})
