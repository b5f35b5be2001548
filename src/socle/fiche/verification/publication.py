"""What the mandatory notice of a vacancy must say.

Source: décret n° 2018-1351 du 28 décembre 2018, article 3, as amended by décret n° 2022-598.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydantic import BaseModel

from socle.fiche.constats import Constat
from socle.fiche.verification.contexte import Contexte, Regle
from socle.referentiel.champs import LIBELLES, lire_valeur
from socle.referentiel.rubriques import TITRES_RUBRIQUES

AVIS = Regle(
    "avis-incomplet",
    "Mention manquante pour publier",
    "erreur",
    "Décret n° 2018-1351 du 28 décembre 2018, article 3, modifié par le décret n° 2022-598",
    "L’avis de création ou de vacance publié sur l’espace commun comporte des mentions obligatoires.",
)

_NOMS = {**TITRES_RUBRIQUES, **LIBELLES, "emplois_types": "Emplois-types"}


class Mention(NamedTuple):
    """One of the twelve lines of the notice; any of ``champs`` filled in satisfies it, unless ``tous``."""

    libelle: str
    champs: tuple[str, ...]
    tous: bool = False


MENTIONS: tuple[Mention, ...] = (
    Mention("le versant de la fonction publique", ("versant",)),
    Mention("la création ou la vacance de l’emploi", ("vacance",)),
    Mention("la catégorie, le corps et le grade", ("categorie", "corps", "grade"), tous=True),
    Mention("l’autorité de recrutement", ("autorite_recrutement",)),
    Mention("l’organisme ou la structure", ("organisme", "etablissement")),
    Mention("les références du métier", ("emplois_types",)),
    Mention("les missions et le profil recherché", ("mission", "activites"), tous=True),
    Mention("les conditions particulières d’exercice", ("conditions", "contraintes")),
    Mention("l’intitulé du poste", ("intitule",)),
    Mention("la localisation du poste", ("lieu",)),
    Mention("la date de la vacance", ("date_vacance", "prise_de_poste")),
    Mention("le destinataire des candidatures et la date limite", ("candidature", "date_limite"), tous=True),
)


def mentions_manquantes(document: BaseModel) -> Iterator[tuple[Mention, tuple[str, ...]]]:
    """The lines of the notice that a document does not inform, each with its empty fields.

    The document bears the fields of a fiche; one that it does not have counts as empty.
    """
    for mention in MENTIONS:
        vides = tuple(champ for champ in mention.champs if not _renseigne(document, champ))
        if vides and (mention.tous or len(vides) == len(mention.champs)):
            yield mention, vides


def constat_de_mention(
    mention: Mention, vides: tuple[str, ...], *, libelles: Mapping[str, str] = _NOMS
) -> Constat:
    """The finding about a missing line of the notice.

    :param libelles: what the document's own forms call its fields; those that it does not have are not
        asked for.
    """
    demandes = [champ for champ in vides if champ in libelles]
    return AVIS.constat(
        f"L’avis doit donner {mention.libelle}.",
        remede=f"Remplissez {', '.join(f'« {libelles[champ]} »' for champ in demandes)}.",
        rubrique=demandes[0],
    )


def controler(contexte: Contexte) -> Iterator[Constat]:
    """The lines of the notice that the fiche does not inform, when it is to be published."""
    if contexte.fiche is not None and contexte.publication:
        for mention, vides in mentions_manquantes(contexte.fiche):
            yield constat_de_mention(mention, vides)


def _renseigne(document: BaseModel, champ: str) -> bool:
    valeur = lire_valeur(document, champ)
    return bool(valeur.strip()) if isinstance(valeur, str) else bool(valeur)
