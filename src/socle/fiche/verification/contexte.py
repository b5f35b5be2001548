"""What every rule reads: the document, the référentiel, and how to word a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from socle.fiche.constats import Constat, Correction, Gravite
from socle.referentiel import EmploiType, FicheDePoste, Ligne, LigneFiche, Referentiel, RubriqueListe
from socle.typographie import francais

DocumentVerifiable = EmploiType | FicheDePoste


@dataclass(frozen=True)
class Contexte:
    """One check: a document against a référentiel, for internal use or for publication."""

    document: DocumentVerifiable
    referentiel: Referentiel
    publication: bool

    @property
    def fiche(self) -> FicheDePoste | None:
        """The document, when it is a fiche."""
        return self.document if isinstance(self.document, FicheDePoste) else None

    @cached_property
    def lignes(self) -> tuple[tuple[RubriqueListe, Ligne], ...]:
        """Every line with its rubrique."""
        return tuple(self.document.toutes_les_lignes())


@dataclass(frozen=True)
class Regle:
    """A conformity rule: stable code, French title, gravity, documentary source, reason, and the check.

    ``controle`` yields findings through :meth:`constat`.
    """

    code: str
    titre: str
    gravite: Gravite
    source: str
    explication: str

    def constat(
        self,
        message: str,
        *,
        remede: str = "",
        rubrique: str = "",
        ligne: Ligne | None = None,
        proposition: str | None = None,
        identifiant: str | None = None,
        correction: Correction | None = None,
    ) -> Constat:
        """A finding of this rule."""
        return Constat(
            code=self.code,
            titre=self.titre,
            gravite=self.gravite,
            rubrique=rubrique,
            ligne=ligne.texte if ligne is not None else "",
            cle_ligne=ligne.cle if isinstance(ligne, LigneFiche) else "",
            message=francais(message),
            remede=francais(remede),
            source=francais(self.source),
            explication=francais(self.explication),
            proposition=proposition,
            identifiant=identifiant,
            correction=correction,
        )


Controle = Callable[[Contexte], Iterator[Constat]]
