"""The lists of offers: those of an espace, and those that everyone may answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from socle_web.annonces.models import ETATS, AnnonceEnregistree, Publication, aujourd_hui
from socle_web.commun.listes import Filtre, Lignes, Liste, lister
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Etablissement
from socle_web.fiches.listes import FiltreDeService
from socle_web.fiches.saisie import entier


@dataclass(frozen=True)
class FiltreDesOffres(FiltreDeService):
    """What a person asks of the offers of their espace."""

    ETATS: ClassVar = ETATS
    COLONNE: ClassVar = "ou_en_est"
    TRIS: ClassVar = {
        "recentes": ("Récentes", ("-modifie_le",)),
        "anciennes": ("Anciennes", ("modifie_le",)),
        "intitule": ("Intitulé", ("intitule",)),
        "echeance": ("Date limite", ("echeance",)),
    }


@dataclass(frozen=True)
class FiltrePublic(Filtre):
    """What anybody asks of the offers that are open."""

    etablissement: int | None = None

    TRIS: ClassVar = {
        "echeance": ("Date limite", ("date_limite", "-publiee_le")),
        "recentes": ("Les plus récentes", ("-publiee_le",)),
    }

    @classmethod
    def _lus(cls, requete: Mapping[str, str]) -> dict[str, Any]:
        return {**super()._lus(requete), "etablissement": entier(requete.get("etablissement", ""))}

    @property
    def actif(self) -> bool:
        return super().actif or self.etablissement is not None

    def _retenir(self, lignes: Lignes) -> Lignes:
        retenues = super()._retenir(lignes)
        if self.etablissement is None:
            return retenues
        return retenues.filter(annonce__etablissement=self.etablissement)


def page(espace: Espace, filtre: FiltreDesOffres, numero: str) -> Liste:
    """One page of an espace's offers, without the documents."""
    return lister(
        filtre,
        AnnonceEnregistree.objects.visibles(espace).avec_etat(aujourd_hui()),
        numero,
        pour_liste=lambda annonces: annonces.pour_liste(),
    )


def ouvertes(filtre: FiltrePublic, numero: str) -> Liste:
    """One page of the offers that one may answer today."""
    return lister(filtre, Publication.objects.ouvertes(aujourd_hui()), numero)


def employeurs() -> list[Etablissement]:
    """The établissements with an offer that one may answer today, by name."""
    ouvertes = Publication.objects.ouvertes(aujourd_hui())
    return list(
        Etablissement.objects.filter(pk__in=ouvertes.values("annonce__etablissement")).order_by("nom", "pk")
    )
