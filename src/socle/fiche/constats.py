"""The findings of a check, and the report that gathers them."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Literal

from socle.referentiel.documents import Objet
from socle.referentiel.rubriques import RubriqueListe
from socle.rendu.plan import Element, Liste, Paragraphe, Plan, Segment, Titre, texte

Gravite = Literal["erreur", "avertissement", "information"]

NOMS_GRAVITES: dict[Gravite, tuple[str, str]] = {
    "erreur": ("erreur", "erreurs"),
    "avertissement": ("avertissement", "avertissements"),
    "information": ("information", "informations"),
}


class Correction(Objet):
    """A mend that one click applies.

    ``remplacer`` gives the line the text ``valeur``; ``deplacer`` moves it to ``rubrique`` (with the
    text ``valeur`` if any); ``retirer`` removes it; ``renseigner`` sets the field ``champ`` to ``valeur``.
    """

    genre: Literal["remplacer", "deplacer", "retirer", "renseigner"]
    libelle: str
    valeur: str = ""
    identifiant: str | None = None
    rubrique: RubriqueListe | None = None
    champ: str = ""


class Constat(Objet):
    """One finding.

    ``rubrique`` is a field name of the document, ``ligne`` the text concerned, ``cle_ligne`` its key in
    a fiche; ``source`` is the law, the dataset or the document that the rule rests on; ``explication``
    says why the rule exists.
    """

    code: str
    titre: str
    gravite: Gravite
    rubrique: str = ""
    ligne: str = ""
    cle_ligne: str = ""
    message: str
    remede: str = ""
    source: str = ""
    explication: str = ""
    proposition: str | None = None
    identifiant: str | None = None
    correction: Correction | None = None

    @property
    def cle(self) -> str:
        """Names the finding from one check to the next, as long as what it concerns does not change."""
        brut = "\x1f".join((self.code, self.rubrique, self.cle_ligne, self.ligne))
        return f"{self.code}-{hashlib.sha256(brut.encode()).hexdigest()[:10]}"


class Repere(Objet):
    """How many lines a rubrique has, beside what the emplois-types of the corps have."""

    rubrique: RubriqueListe
    nombre: int
    minimum: int
    mediane: int
    maximum: int
    corps: str

    @property
    def dans_la_norme(self) -> bool:
        """Whether the number is within what the emplois-types have."""
        return self.minimum <= self.nombre <= self.maximum


class ConstatGarde(Objet):
    """A finding that the writer chose to keep as it is, and the reason given."""

    constat: Constat
    motif: str


class Rapport(Objet):
    """What a check found: ``constats`` the gravest first, ``ecartes`` those set aside by the writer."""

    document: str
    editions: tuple[str, ...]
    constats: tuple[Constat, ...]
    ecartes: tuple[ConstatGarde, ...] = ()
    reperes: tuple[Repere, ...] = ()

    @property
    def conforme(self) -> bool:
        """No error and no warning left; remarks for information do not count."""
        return all(constat.gravite == "information" for constat in self.constats)

    def nombre(self, gravite: Gravite) -> int:
        """How many findings have a gravity."""
        return sum(constat.gravite == gravite for constat in self.constats)

    def resume(self) -> str:
        """The report in one French sentence."""
        nombres = Counter(constat.gravite for constat in self.constats)
        dits = [
            f"{nombres[gravite]} {noms[nombres[gravite] > 1]}"
            for gravite, noms in NOMS_GRAVITES.items()
            if nombres[gravite]
        ]
        if not dits:
            return "Rien à signaler."
        phrase = dits[0] if len(dits) == 1 else f"{', '.join(dits[:-1])} et {dits[-1]}"
        return f"{phrase}."

    def plan(self) -> Plan:
        """The report as a document."""
        blocs: list[Titre | Paragraphe | Liste] = [texte(self.resume(), style="chapeau")]
        for gravite, (_, pluriel) in NOMS_GRAVITES.items():
            elements = tuple(_element(constat) for constat in self.constats if constat.gravite == gravite)
            if elements:
                blocs += [Titre(niveau=2, texte=pluriel.capitalize()), Liste(elements=elements)]
        return Plan(titre="Conformité", sous_titre=self.document, blocs=tuple(blocs))


def _element(constat: Constat) -> Element:
    segments = [Segment(texte=f"{constat.titre}. ", gras=True), Segment(texte=constat.message)]
    if constat.remede:
        segments.append(Segment(texte=f" {constat.remede}"))
    return Element(segments=tuple(segments))
