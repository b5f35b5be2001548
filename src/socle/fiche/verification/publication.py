"""What the mandatory notice of a vacancy must say.

Source: décret n° 2018-1351 du 28 décembre 2018, article 3, as amended by décret n° 2022-598.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from socle.fiche.constats import Constat
from socle.fiche.verification.contexte import Contexte, Regle
from socle.referentiel import FicheDePoste
from socle.referentiel.champs import LIBELLES, lire_valeur

AVIS = Regle(
    "avis-incomplet",
    "Mention manquante pour publier",
    "erreur",
    "Décret n° 2018-1351 du 28 décembre 2018, article 3, modifié par le décret n° 2022-598",
    "L’avis de création ou de vacance publié sur l’espace commun comporte des mentions obligatoires.",
)


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


def controler(contexte: Contexte) -> Iterator[Constat]:
    """The lines of the notice that the fiche does not inform, when it is to be published."""
    fiche = contexte.fiche
    if fiche is None or not contexte.publication:
        return
    for mention in MENTIONS:
        vides = [champ for champ in mention.champs if not _renseigne(fiche, champ)]
        if vides and (mention.tous or len(vides) == len(mention.champs)):
            libelles = ", ".join(f"« {LIBELLES.get(champ, champ)} »" for champ in vides)
            yield AVIS.constat(
                f"L’avis doit donner {mention.libelle}.",
                remede=f"Remplissez {libelles}.",
                rubrique=vides[0],
            )


def _renseigne(fiche: FicheDePoste, champ: str) -> bool:
    valeur = lire_valeur(fiche, champ)
    return bool(valeur.strip()) if isinstance(valeur, str) else bool(valeur)
