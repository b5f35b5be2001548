"""What an actualisation says: the emplois-types found again, the lines that stay, the proposals."""

from __future__ import annotations

from typing import Literal

from socle.referentiel.documents import Objet
from socle.referentiel.rubriques import RubriqueListe
from socle.rendu.plan import Segment
from socle.typographie import francais

Changement = Literal["reformulee", "deplacee", "disparue", "nouvelle", "rejointe"]
Choix = Literal["garder", "adopter", "retirer"]
Genre = Literal["meme-code", "reprise", "fusion", "scission", "choisi", "absent"]

LIBELLES_CHANGEMENTS: dict[Changement, str] = {
    "reformulee": "Reformulée",
    "deplacee": "Passée dans une autre rubrique",
    "disparue": "Absente de la nouvelle édition",
    "nouvelle": "Nouvelle dans l’emploi-type",
    "rejointe": "Désormais dans l’emploi-type",
}
# What each choice does, by change: a person reads these words on the page and in the terminal.
LIBELLES_CHOIX: dict[Changement, dict[Choix, str]] = {
    "reformulee": {"garder": "Garder le texte de la fiche", "adopter": "Prendre la nouvelle rédaction"},
    "deplacee": {"garder": "La laisser où elle est", "adopter": "La changer de rubrique"},
    "disparue": {"garder": "La garder pour ce poste", "retirer": "La retirer"},
    "nouvelle": {"garder": "Ne pas l’ajouter", "adopter": "L’ajouter à la fiche"},
    "rejointe": {"garder": "La laisser comme ajoutée", "adopter": "La rattacher à l’emploi-type"},
}


class Succession(Objet):
    """What an emploi-type of the fiche becomes in the new édition.

    ``nouveau`` is empty when the édition holds nothing that comes from it; ``autres`` are the other
    emplois-types that it became, among which a person may prefer one.
    """

    ancien: str
    nouveau: str = ""
    intitule: str = ""
    genre: Genre = "absent"
    autres: tuple[str, ...] = ()


class Rattachement(Objet):
    """A line that the new édition leaves as it was: where it stands there. Its words do not change."""

    cle: str
    emploi_type: str
    rubrique: RubriqueListe
    rang: int
    identifiant: str | None = None


class Proposition(Objet):
    """One change, and what may be done about it; the first of ``choix`` changes no word of the fiche.

    ``cle`` is the key of the line, ``mission:CODE``, or ``nouvelle:CODE:RUBRIQUE:RANG``. ``avant`` is what
    the older édition said, ``actuelle`` what the fiche says, ``apres`` what the new édition says.
    ``ailleurs`` names another emploi-type that took the line over, in a split.
    """

    cle: str
    changement: Changement
    rubrique: str
    emploi_type: str
    rang: int | None = None
    rubrique_nouvelle: str = ""
    avant: str = ""
    actuelle: str = ""
    apres: str = ""
    ailleurs: str = ""
    segments: tuple[Segment, ...] = ()

    @property
    def choix(self) -> tuple[Choix, ...]:
        """What may be done; the first one is what happens when nothing is said."""
        return tuple(LIBELLES_CHOIX[self.changement])

    @property
    def adaptee(self) -> bool:
        """Whether the fiche had already put the line in its own words."""
        return bool(self.avant) and self.actuelle != self.avant


class Actualisation(Objet):
    """What an édition changes for a fiche.

    ``precise`` tells whether the older édition was at hand: without it, a line that the writer had
    removed cannot be told from one that is new.
    """

    edition: str
    titre: str
    precise: bool
    successions: tuple[Succession, ...]
    propositions: tuple[Proposition, ...]
    inchangees: tuple[Rattachement, ...]

    @property
    def sans_objet(self) -> bool:
        """Whether the édition holds none of the fiche's emplois-types."""
        return not any(succession.nouveau for succession in self.successions)

    @property
    def sans_effet(self) -> bool:
        """Whether nothing asks for a decision."""
        return not self.propositions

    def nombre(self, changement: Changement) -> int:
        """How many lines change in one way."""
        return sum(proposition.changement == changement for proposition in self.propositions)

    def resume(self) -> str:
        """What the édition changes, in one or two French sentences."""
        if self.sans_objet:
            return f"L’édition « {self.titre} » ne contient pas l’emploi-type de cette fiche."
        if self.sans_effet:
            return f"L’édition « {self.titre} » ne change rien à cette fiche."
        morceaux = (
            (len(self.inchangees), "ligne ne change pas", "lignes ne changent pas"),
            (self.nombre("reformulee"), "est reformulée", "sont reformulées"),
            (self.nombre("deplacee"), "change de rubrique", "changent de rubrique"),
            (self.nombre("disparue"), "n’y est plus", "n’y sont plus"),
            (self.nombre("nouvelle"), "est nouvelle", "sont nouvelles"),
            (self.nombre("rejointe"), "entre dans l’emploi-type", "entrent dans l’emploi-type"),
        )
        dits = ", ".join(f"{n}\u00a0{un if n < 2 else plusieurs}" for n, un, plusieurs in morceaux if n)
        return francais(f"Dans l’édition « {self.titre} » : {dits}.")
