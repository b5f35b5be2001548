"""The life of a fiche: its states, who may make it pass from one to the next, whose turn it is.

The rules are the table ``donnees/regles/vie.json``; nothing here knows accounts or a database.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Literal

from socle.erreurs import ErreurSocle, SaisieInvalide
from socle.referentiel.documents import Objet
from socle.typographie import francais

NomEtat = Literal["brouillon", "en-relecture", "validee", "signee", "archivee"]
NomRole = Literal["", "redacteur", "responsable", "rh", "administrateur", "titulaire"]


class Etat(Objet):
    """A state of a fiche, and what it means."""

    cle: NomEtat
    libelle: str
    texte: str


class Passage(Objet):
    """A step from a state to another: who may take it, and whether it must say why.

    ``fige`` steps freeze what they pass on: the version that is read is the one that is validated.
    """

    geste: str
    de: NomEtat
    vers: NomEtat
    roles: tuple[NomRole, ...]
    libelle: str
    fait: str
    commentaire: bool = False
    fige: bool = False


class Tour(Objet):
    """Whose turn it is; ``role`` is empty when nothing is awaited."""

    etat: NomEtat
    role: NomRole
    texte: str
    si: Literal["", "titulaire", "sans-titulaire"] = ""


class Vie(Objet):
    """The whole table."""

    etats: tuple[Etat, ...]
    tours: tuple[Tour, ...]
    passages: tuple[Passage, ...]

    def etat(self, cle: str) -> Etat:
        """A state by its key."""
        return next(etat for etat in self.etats if etat.cle == cle)

    def depuis(self, etat: str) -> tuple[Passage, ...]:
        """The steps that leave a state."""
        return tuple(passage for passage in self.passages if passage.de == etat)

    def passage(self, geste: str, *, de: str) -> Passage:
        """The step that a gesture takes from a state.

        :raises ErreurSocle: the gesture does not exist there; the fiche has moved on meanwhile.
        """
        for passage in self.depuis(de):
            if passage.geste == geste:
                return passage
        raise ErreurSocle(
            f"Ce n’est plus possible : la fiche est maintenant « {self.etat(de).libelle.lower()} ».",
            cause="Quelqu’un l’a fait avancer entre-temps.",
            remede="Rechargez la page pour voir où elle en est.",
            code="passage-impossible",
        )

    def tour(self, etat: str, *, titulaire: bool, sans_titulaire: bool) -> Tour:
        """Whose turn it is, for a fiche whose holder is known, or that has none on purpose."""
        vrais = {"": True, "titulaire": titulaire and not sans_titulaire, "sans-titulaire": sans_titulaire}
        return next(tour for tour in self.tours if tour.etat == etat and vrais[tour.si])


@cache
def vie() -> Vie:
    """The life of a fiche, as the table tells it.

    >>> [etat.libelle for etat in vie().etats]
    ['Brouillon', 'En relecture', 'Validée', 'Signée', 'Archivée']
    """
    brut = json.loads(files("socle.donnees.regles").joinpath("vie.json").read_text("utf-8"))
    return Vie(
        etats=tuple(Etat(cle=cle, **etat) for cle, etat in brut["etats"].items()),
        tours=tuple(Tour(**tour) for tour in brut["tours"]),
        passages=tuple(Passage(**passage) for passage in brut["passages"]),
    )


def exiger_commentaire(passage: Passage, commentaire: str) -> str:
    """The comment of a step, trimmed.

    :raises SaisieInvalide: the step must say why, and does not.
    """
    net = commentaire.strip()
    if passage.commentaire and not net:
        raise SaisieInvalide(
            {"commentaire": francais("Dites ce qui est à corriger : la personne qui rédige le lira.")}
        )
    return net
