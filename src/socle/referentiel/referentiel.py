"""One référentiel: emplois-types, dictionary, model fiches, bibliography, anomalies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar

from socle.erreurs import DocumentIllisible, Introuvable
from socle.referentiel.anomalies import relever
from socle.referentiel.dictionnaire import Dictionnaire, construire
from socle.referentiel.documents import (
    Anomalie,
    Document,
    EmploiType,
    EntreeDictionnaire,
    Objet,
    Reference,
)
from socle.referentiel.fiche_de_poste import FicheDePoste
from socle.referentiel.historique import Historique
from socle.referentiel.normes import Norme, calculer_normes
from socle.referentiel.recherche import Index, Resultats
from socle.referentiel.referens import lire_csv
from socle.referentiel.rubriques import RubriqueListe
from socle.rendu.plan import Plan

T = TypeVar("T")


class Edition(Objet):
    """Where a référentiel comes from. ``empreinte`` is the SHA-256 of the file that was read.

    ``statut`` tells the official text from a proposition, such as the booklet's: only the former sets
    norms and the dictionary.
    """

    nom: str
    titre: str = ""
    source: str = ""
    empreinte: str = ""
    importee_le: datetime | None = None
    statut: Literal["officielle", "proposition"] = "officielle"


class Referentiel(Document):
    """One édition, or several taken as one.

    >>> ref = Referentiel.livret()
    >>> [emploi.intitule for emploi in ref.emplois_types]
    ['Ingénieur-e pédagogique']
    >>> len(ref.fiches)
    5
    """

    editions: tuple[Edition, ...] = ()
    emplois_types: tuple[EmploiType, ...] = ()
    entrees: tuple[EntreeDictionnaire, ...] = ()
    fiches: tuple[FicheDePoste, ...] = ()
    bibliographie: tuple[Reference, ...] = ()
    anomalies: tuple[Anomalie, ...] = ()

    @classmethod
    def livret(cls) -> Referentiel:
        """What ships: ANSTIA's emploi-type and five model fiches, with their bibliography."""
        from socle.referentiel import livret

        return livret.charger()

    @classmethod
    def from_csv(
        cls, chemin: str | Path | bytes, *, edition: str = "", titre: str = "", source: str = ""
    ) -> Referentiel:
        """RéFérens III from the ministry's export, either header, with or without byte order mark.

        :param chemin: a path, or the bytes of the file.
        :param edition: the name to give to this édition; the file's name by default.
        :raises DocumentIllisible: the file cannot be read, or is another table.
        """
        contenu, nom_fichier = _octets(chemin)
        nom = edition or Path(nom_fichier).stem or "referens"
        lecture = lire_csv(contenu, edition=nom)
        uniques = _sans_doublons(lecture.emplois_types)
        entrees = construire(uniques, lecture.definitions)
        return cls(
            editions=(
                Edition(
                    nom=nom,
                    titre=titre or nom,
                    source=source or nom_fichier,
                    empreinte=hashlib.sha256(contenu).hexdigest(),
                    importee_le=datetime.now(UTC),
                ),
            ),
            emplois_types=uniques,
            entrees=entrees,
            anomalies=(*lecture.anomalies, *relever(lecture.emplois_types, entrees)),
        )

    def __or__(self, autre: Referentiel) -> Referentiel:
        """Both référentiels as one; for a code or an id that both hold, the right one's wins."""
        return Referentiel(
            editions=_fusion(self.editions, autre.editions, "nom"),
            emplois_types=_fusion(self.emplois_types, autre.emplois_types, "code"),
            entrees=_fusion_entrees(self.entrees, autre.entrees),
            fiches=_fusion(self.fiches, autre.fiches, "modele"),
            bibliographie=_fusion(self.bibliographie, autre.bibliographie, "cle"),
            anomalies=(*self.anomalies, *autre.anomalies),
        )

    def __getitem__(self, code: str) -> EmploiType:
        """The emploi-type of a code, whatever its letter case.

        :raises Introuvable: no loaded édition holds it.
        """
        emploi = self.get(code)
        if emploi is None:
            noms = ", ".join(edition.titre or edition.nom for edition in self.editions) or "aucune édition"
            raise Introuvable(
                f"L’emploi-type « {code} » est introuvable.",
                cause=f"Référentiel consulté : {noms}.",
                remede="Vérifiez le code, ou importez l’édition qui le contient.",
                code="emploi-type-introuvable",
            )
        return emploi

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and self.get(code) is not None

    def __len__(self) -> int:
        return len(self.emplois_types)

    def get(self, code: str) -> EmploiType | None:
        """The emploi-type of a code, or ``None``."""
        return self._par_code.get(code.strip().upper())

    def fiche(self, modele: str) -> FicheDePoste:
        """The model fiche of a key such as ``hybridation``.

        :raises Introuvable: there is no such model.
        """
        for fiche in self.fiches:
            if fiche.modele == modele:
                return fiche
        raise Introuvable(
            f"Le modèle « {modele} » est introuvable.",
            remede="Modèles disponibles : "
            + (", ".join(fiche.modele for fiche in self.fiches) or "aucun")
            + ".",
            code="modele-introuvable",
        )

    def chercher(
        self, texte: str, *, bap: str = "", famille: str = "", corps: str = "", limite: int = 50
    ) -> Resultats:
        """Emplois-types matching a text, best first; an empty text lists all that the facets keep.

        Case, accents, plural and gender forms do not matter; a typing error is forgiven.
        """
        return self._index.chercher(texte, bap=bap, famille=famille, corps=corps, limite=limite)

    def plan(self) -> Plan:
        """The référentiel laid out as a booklet: cover, contents, emplois-types, model fiches, sources."""
        from socle.referentiel.plan_livret import plan_livret

        return plan_livret(self)

    def norme(self, corps: str, rubrique: RubriqueListe) -> Norme | None:
        """How many lines the emplois-types of a corps have in a rubrique; ``None`` when too few are known."""
        return self._normes.get((corps, rubrique))

    @property
    def edition(self) -> Edition:
        """The édition, when there is one only.

        :raises ValueError: the référentiel gathers several.
        """
        (seule,) = self.editions
        return seule

    @cached_property
    def dictionnaire(self) -> Dictionnaire:
        """The dictionnaire des compétences."""
        return Dictionnaire(self.entrees)

    @cached_property
    def historique(self) -> Historique:
        """Which codes come from which."""
        return Historique(self.emplois_types)

    @cached_property
    def _par_code(self) -> dict[str, EmploiType]:
        return {emploi.code.upper(): emploi for emploi in self.emplois_types}

    @cached_property
    def _index(self) -> Index:
        return Index(self.emplois_types)

    @cached_property
    def _normes(self) -> dict[tuple[str, str], Norme]:
        propositions = {edition.nom for edition in self.editions if edition.statut == "proposition"}
        return calculer_normes(emploi for emploi in self.emplois_types if emploi.edition not in propositions)


def _octets(chemin: str | Path | bytes) -> tuple[bytes, str]:
    if isinstance(chemin, bytes):
        return chemin, ""
    chemin = Path(chemin)
    try:
        return chemin.read_bytes(), chemin.name
    except OSError as erreur:
        raise DocumentIllisible(
            f"Le fichier « {chemin.name} » ne peut pas être ouvert.",
            cause="Il n’existe pas, ou vous n’avez pas le droit de le lire.",
            remede="Vérifiez le chemin du fichier.",
            code="fichier-introuvable",
        ) from erreur


def _sans_doublons(emplois: Iterable[EmploiType]) -> tuple[EmploiType, ...]:
    premiers: dict[str, EmploiType] = {}
    for emploi in emplois:
        premiers.setdefault(emploi.code, emploi)
    return tuple(premiers.values())


def _fusion(gauche: Iterable[T], droite: Iterable[T], attribut: str) -> tuple[T, ...]:
    reunis = {getattr(objet, attribut): objet for objet in gauche}
    reunis.update((getattr(objet, attribut), objet) for objet in droite)
    return tuple(reunis.values())


def _fusion_entrees(
    gauche: Iterable[EntreeDictionnaire], droite: Iterable[EntreeDictionnaire]
) -> tuple[EntreeDictionnaire, ...]:
    def clef(entree: EntreeDictionnaire) -> tuple[str, str]:
        return entree.rubrique, entree.identifiant or entree.libelle

    reunies = {clef(entree): entree for entree in gauche}
    for entree in droite:
        deja = reunies.get(clef(entree))
        reunies[clef(entree)] = entree if deja is None else _reunir(deja, entree)
    return tuple(reunies.values())


def _reunir(ancienne: EntreeDictionnaire, nouvelle: EntreeDictionnaire) -> EntreeDictionnaire:
    formes = dict.fromkeys((*nouvelle.variantes, ancienne.libelle, *ancienne.variantes))
    formes.pop(nouvelle.libelle, None)
    return nouvelle.model_copy(
        update={
            "definition": nouvelle.definition or ancienne.definition,
            "variantes": tuple(formes),
            "niveaux": tuple(dict.fromkeys((*ancienne.niveaux, *nouvelle.niveaux))),
            "emplois_types": tuple(dict.fromkeys((*ancienne.emplois_types, *nouvelle.emplois_types))),
        }
    )
