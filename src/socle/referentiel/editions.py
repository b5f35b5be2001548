"""The éditions kept in the user's data folder: list, load, preview an import, save, remove.

Each is a folder ``editions/NOM`` with ``edition.json`` (its header) and ``referentiel.json``; what is
learnt from it is stored beside. An édition is never overwritten: a new import takes a new name.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from socle.erreurs import DocumentIllisible, EditionExistante, ErreurSocle, Introuvable
from socle.referentiel.comparaison_editions import ComparaisonEditions, comparer_editions
from socle.referentiel.documents import Objet
from socle.referentiel.referentiel import Edition, Referentiel
from socle.referentiel.texte import cle
from socle.typographie import francais

NOM_RESERVE = "livret"
_NOM = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def dossier_donnees() -> Path:
    """Where Socle keeps its data: ``SOCLE_DONNEES``, or the platform's folder for a user's data."""
    if choisi := os.environ.get("SOCLE_DONNEES"):
        return Path(choisi)
    from platformdirs import user_data_path

    return user_data_path("socle", appauthor=False)


class Apercu(Objet):
    """What an import would bring, before anything is written.

    ``comparaison`` sets it against the latest édition already there; ``refus`` says in French why it
    cannot be saved under this name, and is empty when it can.
    """

    referentiel: Referentiel
    comparaison: ComparaisonEditions | None = None
    refus: str = ""

    @property
    def edition(self) -> Edition:
        """The édition that would be saved."""
        return self.referentiel.edition


class Editions:
    """The stored éditions.

    :param dossier: the data folder; :func:`dossier_donnees` by default.
    """

    def __init__(self, dossier: Path | None = None) -> None:
        self.dossier = (dossier or dossier_donnees()) / "editions"

    def liste(self) -> tuple[Edition, ...]:
        """The stored éditions, the latest import first."""
        editions = list(self._lire_entetes())
        return tuple(sorted(editions, key=lambda e: (e.importee_le is not None, e.importee_le), reverse=True))

    def __contains__(self, nom: object) -> bool:
        return (
            isinstance(nom, str)
            and bool(_NOM.fullmatch(nom))
            and (self.dossier / nom / "edition.json").is_file()
        )

    def chemin(self, nom: str) -> Path:
        """The folder of an édition, where what belongs to it may be stored.

        :raises Introuvable: there is none of that name.
        """
        if nom not in self:
            connues = ", ".join(edition.nom for edition in self.liste()) or "aucune"
            raise Introuvable(
                f"L’édition « {nom} » n’existe pas.",
                cause=f"Éditions importées : {connues}.",
                remede="Importez-la, ou choisissez-en une autre.",
                code="edition-introuvable",
            )
        return self.dossier / nom

    def charger(self, nom: str) -> Referentiel:
        """A stored édition, or the booklet under its own name.

        :raises Introuvable: there is none of that name.
        :raises DocumentIllisible: its file is damaged.
        """
        if nom == NOM_RESERVE:
            return Referentiel.livret()
        fichier = self.chemin(nom) / "referentiel.json"
        try:
            return Referentiel.from_json(fichier.read_bytes())
        except (OSError, DocumentIllisible) as erreur:
            raise _abimee(fichier.parent) from erreur

    def tout(self) -> Referentiel:
        """The booklet and the latest imported édition as one: what a user consults by default."""
        editions = self.liste()
        livret = Referentiel.livret()
        return livret | self.charger(editions[0].nom) if editions else livret

    def preparer(self, source: Path | bytes, *, nom: str, titre: str = "", origine: str = "") -> Apercu:
        """Read a file and say what saving it would change; nothing is written.

        :raises DocumentIllisible: the file is not a référentiel.
        """
        referentiel = Referentiel.from_csv(source, edition=nom, titre=titre, source=origine)
        editions = self.liste()
        comparaison = None
        if editions:
            reference = nom if nom in self else editions[0].nom
            comparaison = comparer_editions(self.charger(reference), referentiel)
        return Apercu(referentiel=referentiel, comparaison=comparaison, refus=self.refus(nom))

    def refus(self, nom: str) -> str:
        """Why a name cannot be given to a new édition; an empty string when it can."""
        if not _NOM.fullmatch(nom):
            return francais(
                "Le nom d’une édition s’écrit en minuscules sans accents, avec des chiffres, des points "
                "et des tirets (par exemple « referens-3 »)."
            )
        if nom == NOM_RESERVE:
            return francais("Le nom « livret » est réservé au livret de l’ANSTIA.")
        if nom in self:
            return francais(
                f"Une édition « {nom} » existe déjà. Choisissez un autre nom : "
                "une édition n’est jamais remplacée."
            )
        return ""

    def enregistrer(self, apercu: Apercu) -> Path:
        """Save what :meth:`preparer` read, whole or not at all.

        :raises EditionExistante: the name is taken, or is not one.
        :raises ErreurSocle: the data folder cannot be written.
        """
        edition = apercu.edition
        if refus := self.refus(edition.nom):
            raise EditionExistante("L’édition n’a pas été enregistrée.", cause=refus)
        try:
            self._ecrire(apercu)
        except OSError as erreur:
            if edition.nom in self:
                raise EditionExistante(
                    "L’édition n’a pas été enregistrée.",
                    cause="Une autre importation du même nom s’est terminée entre-temps.",
                    remede="Vérifiez la liste des éditions, puis recommencez sous un autre nom.",
                ) from erreur
            raise ErreurSocle(
                "L’édition n’a pas été enregistrée.",
                cause=f"Le dossier {self.dossier} ne peut pas être écrit : {erreur.strerror}.",
                remede="Vérifiez la place sur le disque et les droits sur ce dossier.",
                code="dossier-de-donnees",
            ) from erreur
        return self.dossier / edition.nom

    def _ecrire(self, apercu: Apercu) -> None:
        """Write beside, then rename: nobody sees half an édition, even after a crash."""
        self.dossier.mkdir(parents=True, exist_ok=True)
        brouillon = Path(tempfile.mkdtemp(prefix=".import-", dir=self.dossier))
        try:
            (brouillon / "referentiel.json").write_text(apercu.referentiel.model_dump_json(), "utf-8")
            (brouillon / "edition.json").write_text(apercu.edition.model_dump_json(indent=2), "utf-8")
            brouillon.chmod(0o755)
            brouillon.rename(self.dossier / apercu.edition.nom)
        finally:
            shutil.rmtree(brouillon, ignore_errors=True)

    def supprimer(self, nom: str) -> None:
        """Remove an édition and what was learnt from it.

        :raises Introuvable: there is none of that name.
        """
        shutil.rmtree(self.chemin(nom))

    def _lire_entetes(self) -> Iterator[Edition]:
        if not self.dossier.is_dir():
            return
        for entete in sorted(self.dossier.glob("*/edition.json")):
            if entete.parent.name.startswith("."):
                continue
            try:
                yield Edition.model_validate_json(entete.read_bytes())
            except ValidationError as erreur:
                raise _abimee(entete.parent) from erreur


def _abimee(dossier: Path) -> DocumentIllisible:
    return DocumentIllisible(
        f"L’édition « {dossier.name} » est abîmée.",
        cause="L’un de ses fichiers ne se relit pas.",
        remede=f"Supprimez le dossier {dossier}, puis importez-la de nouveau.",
        code="edition-abimee",
    )


def proposer_nom(nom_fichier: str) -> str:
    """A valid name for an édition, from a file's.

    >>> proposer_nom("Référens 3 (2026).csv")
    'referens-3-2026'
    """
    mots = re.findall(r"[a-z0-9.]+", cle(Path(nom_fichier).stem))
    return "-".join(mots)[:64] or "referens"
