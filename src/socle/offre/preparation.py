"""What an analyser is made of, ready: computed once from a référentiel, then kept beside its édition.

The file says which éditions and which code it comes from; when either has changed, it is made anew. Where
the folder cannot be written, everything works as well, a little later.
"""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from socle.alignement.coffre import ILLISIBLE, garder, relire
from socle.alignement.compact import EncodeurCompact
from socle.alignement.emplois_types import ClassementEmploisTypes
from socle.alignement.encodeur import Encodeur
from socle.alignement.index import Index
from socle.alignement.lignes import Entree, entrees_du_referentiel, indexer
from socle.referentiel import Editions, Referentiel

DOSSIER = "moteur"
_FICHIER, _VECTEURS = "preparation.npz", "vecteurs.npz"
_CODE = ("alignement", "referentiel", "donnees/lexiques", "donnees/livret", "donnees/livret/fiches")


class Preparation(NamedTuple):
    """The ranking of emplois-types, the lines of the référentiel and their index; ``vecteurs`` are
    those of the index by the encoder that was asked for."""

    classement: ClassementEmploisTypes
    entrees: tuple[Entree, ...]
    index_lignes: Index
    vecteurs: npt.NDArray[np.float32] | None = None


def preparer(referentiel: Referentiel) -> Preparation:
    """Compute everything."""
    entrees = tuple(entrees_du_referentiel(referentiel))
    return Preparation(ClassementEmploisTypes(referentiel.emplois_types), entrees, indexer(entrees))


def preparation_gardee(
    referentiel: Referentiel, *, editions: Editions | None = None, compact: Encodeur | None = None
) -> Preparation:
    """The same, read from beside the last édition of the référentiel, or kept there for the next time.

    :param compact: what was learnt, if it will serve: the vectors of the lines are kept too.
    """
    editions = editions or Editions()
    nom = next((e.nom for e in reversed(referentiel.editions) if e.nom in editions), None)
    if nom is None:
        return preparer(referentiel)
    dossier, cle = editions.chemin(nom) / DOSSIER, _cle(referentiel)
    preparation = _relire(dossier / _FICHIER, referentiel, cle)
    if preparation is None:
        preparation = preparer(referentiel)
        _garder(dossier / _FICHIER, *_contenu(preparation, cle))
    if isinstance(compact, EncodeurCompact):
        vecteurs = _vecteurs(dossier / _VECTEURS, preparation.index_lignes, compact, cle)
        preparation = preparation._replace(vecteurs=vecteurs)
    return preparation


def _cle(referentiel: Referentiel) -> str:
    """Which éditions, and the files of code and data that make the preparation: their sizes and dates."""
    condense = hashlib.sha256()
    for edition in referentiel.editions:
        condense.update(f"{edition.nom} {edition.empreinte}\n".encode())
    racine = Path(str(files("socle")))
    for dossier in _CODE:
        for fichier in sorted((racine / dossier).iterdir()):
            if fichier.suffix in (".py", ".txt", ".json"):
                etat = fichier.stat()
                condense.update(f"{fichier.name} {etat.st_size} {etat.st_mtime_ns}\n".encode())
    return condense.hexdigest()


def _contenu(preparation: Preparation, cle: str) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    classement, tableaux = preparation.classement.contenu()
    index, autres = preparation.index_lignes.contenu()
    meta = {"cle": cle, "entrees": preparation.entrees, "classement": classement, "index": index}
    return meta, {**tableaux, **autres}


def _relire(fichier: Path, referentiel: Referentiel, cle: str) -> Preparation | None:
    with suppress(*ILLISIBLE):
        meta, tableaux = relire(fichier)
        if meta["cle"] == cle:
            return Preparation(
                ClassementEmploisTypes.depuis(referentiel.emplois_types, meta["classement"], tableaux),
                tuple(_entree(*valeurs) for valeurs in meta["entrees"]),
                Index.depuis(meta["index"], tableaux),
            )
    return None


def _entree(*valeurs: Any) -> Entree:
    return Entree._make(tuple(valeur) if isinstance(valeur, list) else valeur for valeur in valeurs)


def _vecteurs(
    fichier: Path, index: Index, compact: EncodeurCompact, cle: str
) -> npt.NDArray[np.float32] | None:
    with suppress(*ILLISIBLE):
        meta, tableaux = relire(fichier)
        if (meta["cle"], meta["encodeur"]) == (cle, compact.empreinte):
            return tableaux["vecteurs"]
    vecteurs = index.avec(compact=compact).vecteurs()
    if vecteurs is not None:
        _garder(fichier, {"cle": cle, "encodeur": compact.empreinte}, {"vecteurs": vecteurs})
    return vecteurs


def _garder(fichier: Path, meta: dict[str, Any], tableaux: dict[str, npt.NDArray[Any]]) -> None:
    """Written beside under a name of its own, then put in place: nobody reads half a file."""
    with suppress(OSError):
        fichier.parent.mkdir(exist_ok=True)
        brouillon = fichier.with_name(f"{fichier.stem}-{secrets.token_hex(4)}.partiel")
        garder(brouillon, meta, tableaux)
        brouillon.replace(fichier)
