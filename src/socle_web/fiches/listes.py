"""The list of an espace's fiches: what narrows it, how it is sorted, what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Count

from socle.fiche.vie import vie
from socle_web.commun.listes import Filtre, Lignes, Liste, lister
from socle_web.comptes import annuaire
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Service
from socle_web.fiches.models import Fiche
from socle_web.fiches.saisie import entier
from socle_web.referentiels import services as referentiels

AGES = {
    "ancienne": "Validées il y a plus d’un an",
    "jamais-signee": "Jamais signées",
    "edition": "D’une édition antérieure",
    "recrutement": "Recrutements, sans titulaire",
    "modele": "Modèles de l’établissement",
}


@dataclass(frozen=True)
class FiltreDeService(Filtre):
    """What a person asks of a list whose rows stand in services."""

    service: int | None = None

    @classmethod
    def _lus(cls, requete: Mapping[str, str]) -> dict[str, Any]:
        return {**super()._lus(requete), "service": entier(requete.get("service", ""))}

    @property
    def actif(self) -> bool:
        return super().actif or self.service is not None

    def _retenir(self, lignes: Lignes) -> Lignes:
        retenues = super()._retenir(lignes)
        if self.service is None:
            return retenues
        du_service: Lignes = retenues.du_service(self.service)  # type: ignore[attr-defined]
        return du_service


@dataclass(frozen=True)
class FiltreDesFiches(FiltreDeService):
    """The same, of the list of fiches."""

    age: str = ""
    emploi_type: str = ""

    ETATS: ClassVar = {etat.cle: etat.libelle for etat in vie().etats}
    TRIS: ClassVar = {
        "recentes": ("Récentes", ("-modifie_le",)),
        "anciennes": ("Anciennes", ("modifie_le",)),
        "intitule": ("Intitulé", ("intitule",)),
        "attente": ("Attente", ("etat_depuis",)),
    }

    @classmethod
    def _lus(cls, requete: Mapping[str, str]) -> dict[str, Any]:
        age = requete.get("age", "")
        return {
            **super()._lus(requete),
            "age": age if age in AGES else "",
            "emploi_type": requete.get("emploi", "").strip()[:40],
        }

    @property
    def actif(self) -> bool:
        return super().actif or bool(self.age or self.emploi_type)

    def _retenir(self, lignes: Lignes) -> Lignes:
        retenues = super()._retenir(lignes)
        if self.emploi_type:
            retenues = retenues.filter(emploi_type=self.emploi_type)
        return self._de_l_age(retenues)

    def _de_l_age(self, fiches: Any) -> Lignes:
        choix: dict[str, Any] = {
            "ancienne": fiches.anciennes,
            "jamais-signee": fiches.jamais_signees,
            "edition": lambda: fiches.d_une_autre_edition(edition_courante()),
            "recrutement": lambda: fiches.filter(sans_titulaire=True),
            "modele": lambda: fiches.filter(modele=True),
            "": lambda: fiches,
        }
        retenues: Lignes = choix[self.age]()
        return retenues


def edition_courante() -> str:
    """The édition last imported; empty when there is none but the booklet."""
    importees = referentiels.depot().liste()
    return importees[0].nom if importees else ""


def page(espace: Espace, filtre: FiltreDesFiches, numero: str) -> Liste:
    """One page of the list, without the documents."""
    return lister(
        filtre,
        Fiche.objects.visibles(espace).presents(),
        numero,
        pour_liste=lambda fiches: fiches.legers().select_related("service"),
    )


def emplois_types(espace: Espace) -> list[tuple[str, int]]:
    """The emplois-types of the espace's fiches, the most frequent first."""
    fiches = Fiche.objects.visibles(espace).presents().exclude(emploi_type="").order_by()
    return list(
        fiches.values_list("emploi_type").annotate(nombre=Count("pk")).order_by("-nombre", "emploi_type")
    )


def services_de(espace: Espace) -> list[Service]:
    """The services of the établissement, each under the one that it stands in."""
    return annuaire.arbre(espace.etablissement) if espace.etablissement else []
