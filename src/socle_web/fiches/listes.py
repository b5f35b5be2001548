"""The list of an espace's fiches: what narrows it, how it is sorted, what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import QueryDict

from socle.fiche.vie import vie
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Service
from socle_web.fiches.models import Fiche
from socle_web.fiches.saisie import entier
from socle_web.referentiels import services as referentiels

PAR_PAGE = 25
AGES = {
    "ancienne": "Validées il y a plus d’un an",
    "jamais-signee": "Jamais signées",
    "edition": "D’une édition antérieure",
    "recrutement": "Recrutements, sans titulaire",
    "modele": "Modèles de l’établissement",
}
TRIS = {
    "recentes": ("Récentes", "-modifie_le"),
    "anciennes": ("Anciennes", "modifie_le"),
    "intitule": ("Intitulé", "intitule"),
    "attente": ("Attente", "etat_depuis"),
}


@dataclass(frozen=True)
class Filtre:
    """What a person asks of the list; an unknown value asks nothing."""

    q: str = ""
    etat: str = ""
    age: str = ""
    service: int | None = None
    emploi_type: str = ""
    tri: str = "recentes"

    @classmethod
    def lire(cls, requete: QueryDict | Mapping[str, str]) -> Filtre:
        """The filter of an address."""
        connus = {etat.cle for etat in vie().etats}
        etat, age, tri = (requete.get(nom, "") for nom in ("etat", "age", "tri"))
        return cls(
            q=requete.get("q", "").strip()[:300],
            etat=etat if etat in connus else "",
            age=age if age in AGES else "",
            service=entier(requete.get("service", "")),
            emploi_type=requete.get("emploi", "").strip()[:40],
            tri=tri if tri in TRIS else "recentes",
        )

    @property
    def actif(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.q or self.etat or self.age or self.service or self.emploi_type)

    def resserrer(self, fiches: QuerySet[Fiche], *, sauf_etat: bool = False) -> QuerySet[Fiche]:
        """The fiches that answer to it, sorted."""
        retenues: Any = fiches
        if self.q:
            retenues = retenues.cherchees(self.q)
        if self.etat and not sauf_etat:
            retenues = retenues.filter(etat=self.etat)
        if self.emploi_type:
            retenues = retenues.filter(emploi_type=self.emploi_type)
        if self.service is not None:
            service = Service.objects.filter(pk=self.service).first()
            retenues = retenues.filter(service__chemin__startswith=service.chemin if service else "?")
        retenues = self._de_l_age(retenues)
        trie: QuerySet[Fiche] = retenues.order_by(TRIS[self.tri][1], "pk")
        return trie

    def _de_l_age(self, fiches: Any) -> Any:
        if self.age == "ancienne":
            return fiches.anciennes()
        if self.age == "jamais-signee":
            return fiches.jamais_signees()
        if self.age == "edition":
            return fiches.d_une_autre_edition(edition_courante())
        if self.age == "recrutement":
            return fiches.filter(sans_titulaire=True)
        return fiches.filter(modele=True) if self.age == "modele" else fiches


def edition_courante() -> str:
    """The édition last imported; empty when there is none but the booklet."""
    importees = referentiels.depot().liste()
    return importees[0].nom if importees else ""


class Pages(Paginator[Fiche]):
    """Pages whose number is known beforehand, from the counts by state: nothing is counted twice."""

    def __init__(self, fiches: QuerySet[Fiche], *, nombre: int) -> None:
        super().__init__(fiches, PAR_PAGE)
        self.__dict__["count"] = nombre


def page(espace: Espace, filtre: Filtre, numero: str, *, nombre: int) -> Page[Fiche]:
    """One page of the list, without the documents."""
    fiches: Any = Fiche.objects.visibles(espace).presents().legers().select_related("service")
    return Pages(filtre.resserrer(fiches), nombre=nombre).get_page(numero)


def par_etat(espace: Espace, filtre: Filtre) -> dict[str, int]:
    """How many fiches of the list are in each state."""
    fiches = filtre.resserrer(Fiche.objects.visibles(espace).presents(), sauf_etat=True)
    nombres = dict(fiches.order_by().values_list("etat").annotate(Count("pk")))
    return {etat.cle: nombres.get(etat.cle, 0) for etat in vie().etats}


def emplois_types(espace: Espace) -> list[tuple[str, int]]:
    """The emplois-types of the espace's fiches, the most frequent first."""
    fiches = Fiche.objects.visibles(espace).presents().exclude(emploi_type="").order_by()
    return list(
        fiches.values_list("emploi_type").annotate(nombre=Count("pk")).order_by("-nombre", "emploi_type")
    )


def services_de(espace: Espace) -> list[Service]:
    """The services of the établissement, each under the one that it stands in."""
    if espace.etablissement is None:
        return []
    tous = list(espace.etablissement.services.all())
    enfants: dict[int | None, list[Service]] = {}
    for service in tous:
        enfants.setdefault(service.parent_id, []).append(service)

    def descendre(parent: int | None) -> list[Service]:
        return [s for enfant in enfants.get(parent, []) for s in (enfant, *descendre(enfant.pk))]

    return descendre(None)
