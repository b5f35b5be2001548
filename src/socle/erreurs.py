"""One tree of errors for the whole core.

An error that a person can do something about derives from :class:`ErreurSocle` and carries a stable
code, a French message, its cause and the remedy. Each face (form, HTTP answer, command line)
translates it once. Bugs are ordinary Python exceptions and are never wrapped.
"""

from __future__ import annotations

from collections.abc import Mapping

from socle.typographie import francais


class ErreurSocle(Exception):
    """Something went wrong that the person in front of the screen can mend.

    :param message: what happened, one French sentence.
    :param cause: why it happened, or an empty string when the message already says it.
    :param remede: what to do about it.
    :param code: a stable identifier, lower case with hyphens.

    >>> str(ErreurSocle("Le fichier est vide.", remede="Choisissez-en un autre."))
    'Le fichier est vide. Choisissez-en un autre.'
    """

    code = "erreur"

    def __init__(self, message: str, *, cause: str = "", remede: str = "", code: str | None = None) -> None:
        super().__init__(message)
        self.message = francais(message)
        self.cause = francais(cause)
        self.remede = francais(remede)
        if code is not None:
            self.code = code

    @property
    def constat(self) -> str:
        """What happened and why, without the remedy."""
        return " ".join(part for part in (self.message, self.cause) if part)

    def __str__(self) -> str:
        return " ".join(part for part in (self.constat, self.remede) if part)


class DocumentIllisible(ErreurSocle):
    """The bytes given are not a document of the announced kind."""

    code = "document-illisible"


class DocumentTropGrand(DocumentIllisible):
    """The document is over a limit of size, pages, depth or time."""

    code = "document-trop-grand"


class DocumentSansTexte(DocumentIllisible):
    """The document holds images only: nothing can be read from it."""

    code = "document-sans-texte"


class Introuvable(ErreurSocle):
    """An emploi-type, an édition, a fiche or a line was asked for and does not exist."""

    code = "introuvable"


class DeclinaisonInvalide(ErreurSocle):
    """A fiche cannot be derived as asked (unknown corps, quotités out of range...)."""

    code = "declinaison-invalide"


class EditionExistante(ErreurSocle):
    """An édition of that name is already stored; an édition is never overwritten."""

    code = "edition-existante"


class ReseauIndisponible(ErreurSocle):
    """A remote référentiel could not be reached."""

    code = "reseau-indisponible"


class OptionManquante(ErreurSocle):
    """A capability needs an optional dependency that is not installed."""

    code = "option-manquante"


class SaisieInvalide(ErreurSocle):
    """Values typed by a person do not fit their fields; ``champs`` says why, field by field."""

    code = "saisie-invalide"

    def __init__(self, champs: Mapping[str, str]) -> None:
        super().__init__(
            "Certains champs ne sont pas valides.", remede="Corrigez-les ; le reste est conservé."
        )
        self.champs = {nom: francais(message) for nom, message in champs.items()}


class DocumentFige(ErreurSocle):
    """The document no longer changes: it was submitted, validated or signed."""

    code = "document-fige"
