"""The Répertoire des métiers de la fonction publique, as the DGAFP publishes it (CSV, ``;``)."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from socle.alignement.apprentissage import Relation
from socle.alignement.normalise import cle
from socle.alignement.relations import associations
from socle.echanges.tables import Chemin, items, lire_octets, lire_table
from socle.referentiel.referentiel import Referentiel

SOURCE = "l’export CSV du Répertoire des métiers de la fonction publique (RMFP)"
PART_COMMUNE = 0.5
"""Share of the activities of the shorter list that two fiches must have in common to be twins."""

_OBLIGATOIRES = {
    "code": "Code",
    "intitule": "Intitulé",
    "definition": "Définition synthétique de l'ER",
    "activites": "Activités de l'ER",
}
_FACULTATIVES = {
    "domaine": "DF",
    "famille": "Famille",
    "fph": "FPH",
    "fpt": "FPT",
    "fpe": "FPE",
    "conditions": "Conditions particulières d'exercice / d'accès",
    "tendances": "Tendance / évolution",
    "impacts": "Impact sur l'ER",
    "connaissances": "Connaissances",
    "savoir_faire": "Savoir-faire",
    "savoir_etre": "Savoir-être",
}


class FicheRmfp(BaseModel):
    """One fiche métier. ``versants`` are among FPE, FPT, FPH."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    intitule: str
    domaine: str = ""
    famille: str = ""
    versants: tuple[str, ...] = ()
    definition: tuple[str, ...] = ()
    activites: tuple[str, ...] = ()
    connaissances: tuple[str, ...] = ()
    savoir_faire: tuple[str, ...] = ()
    savoir_etre: tuple[str, ...] = ()
    conditions: str = ""
    tendances: str = ""
    impacts: str = ""


class Rapprochement(NamedTuple):
    """An RMFP fiche and an emploi-type that share activities, to be reviewed by a person."""

    code_rmfp: str
    code_emploi_type: str
    communes: int
    part: float


class Rmfp(BaseModel):
    """The whole répertoire."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fiches: tuple[FicheRmfp, ...] = ()

    @classmethod
    def from_csv(cls, path: Chemin) -> Rmfp:
        """Read the published file.

        :raises DocumentIllisible: it is not this table.
        """
        lignes = lire_table(
            lire_octets(path, source=SOURCE),
            source=SOURCE,
            obligatoires=_OBLIGATOIRES,
            facultatives=_FACULTATIVES,
        )
        return cls(fiches=tuple(_fiche(ligne) for ligne in lignes if ligne["code"] and ligne["intitule"]))

    def relations(self) -> list[Relation]:
        """Titles with definitions and activities; know-how with knowledge."""
        return [
            associations(
                "RMFP : intitulés et activités",
                1.0,
                ((f.code, [f.intitule], (*f.definition, *f.activites)) for f in self.fiches),
            ),
            associations(
                "RMFP : savoir-faire et connaissances",
                0.1,
                ((f.code, f.savoir_faire, f.connaissances) for f in self.fiches),
            ),
        ]

    def rapprocher(self, referentiel: Referentiel) -> list[Rapprochement]:
        """The pairs that share at least half of the shorter list of activities, strongest first."""
        emplois = {
            emploi.code: {cle(ligne.libelle) for ligne in emploi.activites}
            for emploi in referentiel.emplois_types
        }
        porteurs: dict[str, list[str]] = {}
        for code, activites in emplois.items():
            for activite in activites:
                porteurs.setdefault(activite, []).append(code)
        trouves = []
        for fiche in self.fiches:
            siennes = {cle(activite) for activite in fiche.activites}
            communes: dict[str, int] = {}
            for activite in siennes:
                for code in porteurs.get(activite, ()):
                    communes[code] = communes.get(code, 0) + 1
            for code, nombre in communes.items():
                part = nombre / min(len(siennes), len(emplois[code]))
                if part >= PART_COMMUNE and nombre > 1:
                    trouves.append(Rapprochement(fiche.code, code, nombre, round(part, 4)))
        return sorted(trouves, key=lambda r: (-r.part, -r.communes, r.code_rmfp, r.code_emploi_type))


def _fiche(ligne: dict[str, str]) -> FicheRmfp:
    return FicheRmfp(
        code=ligne["code"],
        intitule=ligne["intitule"],
        domaine=ligne["domaine"],
        famille=ligne["famille"],
        versants=tuple(nom.upper() for nom in ("fpe", "fpt", "fph") if ligne[nom]),
        conditions=ligne["conditions"],
        tendances=ligne["tendances"],
        impacts=ligne["impacts"],
        **{
            nom: items(ligne[nom])
            for nom in ("definition", "activites", "connaissances", "savoir_faire", "savoir_etre")
        },
    )
