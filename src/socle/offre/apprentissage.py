"""Learning meaning from the référentiels that a user has, and keeping it beside the édition.

What is learnt is a small encoder (:mod:`socle.alignement.apprentissage`), without any weights from
elsewhere: RéFérens's own definitions and associations, and those of RMFP, ROME and ESCO where given. It
is used wherever it is present, and can be switched off.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from socle.alignement.apprentissage import REGLAGES, Reglages, empreinte_de, entrainer
from socle.alignement.compact import EncodeurCompact
from socle.alignement.relations import PLI_RESERVE, Source, rassembler
from socle.referentiel import Editions, Referentiel

_FICHIER = Path("moteur") / "encodeur.npz"
Progression = Callable[[int, int], None]


class Apprentissage(BaseModel):
    """What was learnt: from what, with which fingerprint, and where it is kept."""

    model_config = ConfigDict(frozen=True)

    edition: str
    sources: tuple[str, ...]
    empreinte: str
    fichier: Path
    deja_fait: bool = False


def apprendre(
    edition: str,
    *,
    editions: Editions | None = None,
    rmfp: Path | None = None,
    rome: Path | None = None,
    esco: Path | None = None,
    progression: Progression | None = None,
    reglages: Reglages = REGLAGES,
) -> Apprentissage:
    """Train the encoder of an édition and keep it beside it.

    Nothing is done again when the same sources were already learnt. A fifth of the dictionary's definitions
    is left out, so that the decision can be fitted on texts that were not learnt.

    :param rmfp: the CSV of the Répertoire des métiers de la fonction publique.
    :param rome: the folder (or ZIP) of ROME 4.0.
    :param esco: the folder (or ZIP) of ESCO's French CSV.
    :param progression: called with steps done and steps to do.
    :raises Introuvable: there is no such édition.
    :raises DocumentIllisible: a source is not what it should be.
    """
    editions = editions or Editions()
    fichier = editions.chemin(edition) / _FICHIER
    sources: list[Source | Referentiel] = [editions.charger(edition)]
    if rmfp is not None:
        from socle.echanges.rmfp import Rmfp

        sources.append(Rmfp.from_csv(rmfp))
    if rome is not None:
        from socle.echanges.rome import Rome

        sources.append(Rome.from_dossier(rome))
    if esco is not None:
        from socle.echanges.esco import Esco

        sources.append(Esco.from_dossier(esco))
    relations = rassembler(sources, reserve=PLI_RESERVE)
    empreinte = empreinte_de(relations, reglages)
    connu = encodeur_appris(edition, editions=editions)
    if connu is not None and connu.empreinte == empreinte:
        return Apprentissage(
            edition=edition, sources=connu.sources, empreinte=empreinte, fichier=fichier, deja_fait=True
        )
    encodeur = entrainer(relations, progression=progression, reglages=reglages, reserve=PLI_RESERVE)
    fichier.parent.mkdir(parents=True, exist_ok=True)
    # Written beside, then put in place: a stop in the middle leaves the former one whole.
    brouillon = fichier.with_suffix(".partiel")
    encodeur.save(brouillon)
    brouillon.replace(fichier)
    return Apprentissage(
        edition=edition, sources=encodeur.sources, empreinte=encodeur.empreinte, fichier=fichier
    )


def encodeur_appris(edition: str, *, editions: Editions | None = None) -> EncodeurCompact | None:
    """The encoder kept beside an édition, ``None`` when nothing was learnt.

    :raises DocumentIllisible: the file is damaged.
    """
    editions = editions or Editions()
    fichier = editions.dossier / edition / _FICHIER
    return EncodeurCompact.load(fichier) if edition in editions and fichier.is_file() else None


def encodeur_du_referentiel(
    referentiel: Referentiel, *, editions: Editions | None = None
) -> EncodeurCompact | None:
    """The encoder of the last édition of a référentiel that has one."""
    for edition in reversed(referentiel.editions):
        encodeur = encodeur_appris(edition.nom, editions=editions)
        if encodeur is not None:
            return encodeur
    return None
