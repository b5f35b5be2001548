"""The annex of the report: under each number, the lines that show a figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from socle.corpus.chiffres import Chiffre, Exemple
from socle.corpus.rapport_textes import nombre, pluriel
from socle.rendu import Bloc, Tableau, Titre, puces, texte
from socle.typographie import francais

PAR_CHIFFRE = 3
CHIFFRES_MAXIMUM = 400
EXEMPLES_MAXIMUM = 600
"""What an annex holds at most: figures, then examples in all, fewer to each figure when there are many."""

AUCUN = "–"
_SIGNES = 160


class Cite(NamedTuple):
    """What shows one figure: its name, the examples as they are printed, and how many there are in all."""

    titre: str
    lignes: Sequence[str]
    nombre: float = 0


class _Entree(NamedTuple):
    partie: str
    cite: Cite


class Annexe:
    """The examples that the tables of a report lead to, numbered in the order of the reader."""

    def __init__(self) -> None:
        self._entrees: list[_Entree] = []
        self._omises = 0

    def joindre(self, tableau: Tableau, cites: Iterable[Cite]) -> Tableau:
        """The table with, at the end of each row, the number of its examples; as it is when none has any.

        :param cites: what shows the figure of each row.
        """
        numeros = [self._numeroter(tableau.legende, cite) for cite in cites]
        if not any(numeros):
            return tableau
        return tableau.model_copy(
            update={
                "entetes": (*tableau.entetes, "Exemples"),
                "lignes": tuple(
                    (*cases, f"n°\u00a0{numero}" if numero else AUCUN)
                    for cases, numero in zip(tableau.lignes, numeros, strict=True)
                ),
                "renvois": tuple(_ancre(numero) if numero else "" for numero in numeros),
            }
        )

    def blocs(self) -> list[Bloc]:
        """The annex, at the end of the report; nothing when no figure has an example."""
        if not self._entrees:
            return []
        garde = _garde(self._entrees)
        blocs: list[Bloc] = [
            Titre(niveau=1, texte="Annexe : les exemples"),
            texte(francais(self._bornes(garde))),
        ]
        partie = ""
        for numero, entree in enumerate(self._entrees, start=1):
            if entree.partie != partie:
                partie = entree.partie
                blocs.append(Titre(niveau=2, texte=partie))
            lignes = entree.cite.lignes[:garde]
            blocs += [
                Titre(niveau=3, texte=_titre(numero, entree.cite, len(lignes)), ancre=_ancre(numero)),
                puces(list(lignes)),
            ]
        return blocs

    def _numeroter(self, partie: str, cite: Cite) -> int:
        if not cite.lignes:
            return 0
        if len(self._entrees) == CHIFFRES_MAXIMUM:
            self._omises += 1
            return 0
        self._entrees.append(_Entree(partie, cite))
        return len(self._entrees)

    def _bornes(self, garde: int) -> str:
        bornes = (
            f"{pluriel(garde, 'exemple')} par chiffre au plus, dans l’ordre du corpus. Un exemple se lit "
            "« offre, ligne » : l’identifiant de l’offre et le rang de la ligne dans les tables de résultats."
        )
        if self._omises:
            reste = pluriel(self._omises, "chiffre du rapport n’a", "chiffres du rapport n’ont")
            bornes += (
                f" L’annexe s’arrête à {nombre(CHIFFRES_MAXIMUM)} chiffres : {reste} pas d’exemple ici. "
                "Le fichier chiffres.json les donne."
            )
        return bornes


def citer(titre: str, chiffre: Chiffre) -> Cite:
    """What shows a share."""
    return Cite(titre, [dire_exemple(exemple) for exemple in chiffre.exemples], chiffre.effectif)


def dire_exemple(exemple: Exemple) -> str:
    """An example, with where it stands."""
    place = f"offre {exemple.offre}" + (f", ligne {exemple.rang}" if exemple.rang >= 0 else "")
    return francais(f"« {exemple.texte} » ({place})") if exemple.texte else place


def _garde(entrees: Sequence[_Entree]) -> int:
    """How many examples of each figure there is room for."""
    for garde in range(PAR_CHIFFRE, 1, -1):
        if sum(min(garde, len(entree.cite.lignes)) for entree in entrees) <= EXEMPLES_MAXIMUM:
            return garde
    return 1


def _titre(numero: int, cite: Cite, imprimes: int) -> str:
    nom = cite.titre
    if len(nom) > _SIGNES:
        nom = nom[:_SIGNES].rsplit(" ", 1)[0].rstrip(" ,;:(") + "…"
    sur = f" ({imprimes} sur {nombre(cite.nombre)})" if cite.nombre > imprimes else ""
    return francais(f"{numero}. {nom}{sur}")


def _ancre(numero: int) -> str:
    return f"exemple-{numero}"
