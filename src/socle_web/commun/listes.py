"""Lists of rows: what a person asks of one, how it is sorted, cut into pages and counted by state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from socle_web.commun.recherche import SAISIE_MAXIMUM, condition

PAR_PAGE = 25
Lignes = QuerySet[Any]


@dataclass(frozen=True)
class Filtre:
    """What a person asks of a list; an unknown value asks nothing.

    ``ETATS`` names the states by their keys, ``COLONNE`` holds the key; ``TRIS`` names the orders and says
    which columns make each, the usual one first.
    """

    q: str = ""
    etat: str = ""
    tri: str = ""

    ETATS: ClassVar[Mapping[str, str]] = {}
    COLONNE: ClassVar[str] = "etat"
    TRIS: ClassVar[Mapping[str, tuple[str, tuple[str, ...]]]] = {}

    @classmethod
    def lire(cls, requete: Mapping[str, str]) -> Self:
        """The filter of an address."""
        return cls(**cls._lus(requete))

    @classmethod
    def _lus(cls, requete: Mapping[str, str]) -> dict[str, Any]:
        etat, tri = requete.get("etat", ""), requete.get("tri", "")
        return {
            "q": requete.get("q", "").strip()[:SAISIE_MAXIMUM],
            "etat": etat if etat in cls.ETATS else "",
            "tri": tri if tri in cls.TRIS else next(iter(cls.TRIS)),
        }

    @property
    def actif(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.q or self.etat)

    @property
    def tris(self) -> dict[str, str]:
        """The orders to choose from."""
        return {cle: nom for cle, (nom, _) in self.TRIS.items()}

    def resserrer(self, lignes: Lignes, *, sauf_etat: bool = False) -> Lignes:
        """The rows that answer to it, sorted."""
        retenues = self._retenir(lignes)
        if self.q:
            retenues = retenues.filter(condition(self.q))
        if self.etat and not sauf_etat:
            retenues = retenues.filter(**{self.COLONNE: self.etat})
        return retenues.order_by(*self.TRIS[self.tri][1], "pk")

    def _retenir(self, lignes: Lignes) -> Lignes:
        """What a list of its own asks besides."""
        return lignes


class Pages(Paginator[Any]):
    """Pages whose number is known beforehand, from the counts by state: nothing is counted twice."""

    def __init__(self, lignes: Lignes, *, nombre: int) -> None:
        super().__init__(lignes, PAR_PAGE)
        self.__dict__["count"] = nombre


@dataclass(frozen=True)
class Liste:
    """One page of a list, and how many rows are in each state."""

    filtre: Filtre
    pages: Page[Any]
    nombres: Mapping[str, int]

    @property
    def vide(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.pages.paginator.count and not self.filtre.actif

    @property
    def etats(self) -> list[tuple[str, str, int]]:
        """The states that something is in, and the one asked for: key, name, number."""
        return [
            (cle, nom, self.nombres[cle])
            for cle, nom in self.filtre.ETATS.items()
            if self.nombres[cle] or self.filtre.etat == cle
        ]


def lister(
    filtre: Filtre, lignes: Lignes, numero: str, *, pour_liste: Callable[[Any], Lignes] = lambda lues: lues
) -> Liste:
    """The page of that number: two queries however long the list.

    :param pour_liste: adds what the page shows to the rows, once they are counted.
    """
    nombres = _par_etat(filtre, lignes) if filtre.ETATS else {"": filtre.resserrer(lignes).count()}
    nombre = nombres[filtre.etat] if filtre.etat else sum(nombres.values())
    pages = Pages(pour_liste(filtre.resserrer(lignes)), nombre=nombre)
    return Liste(filtre, pages.get_page(numero), nombres)


def _par_etat(filtre: Filtre, lignes: Lignes) -> dict[str, int]:
    groupes = filtre.resserrer(lignes, sauf_etat=True).order_by().values_list(filtre.COLONNE)
    lus: dict[str, int] = dict(groupes.annotate(Count("pk")))
    return {etat: lus.get(etat, 0) for etat in filtre.ETATS}
