"""Small folders of results, written in the schema of a run, whose figures are counted by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from socle.corpus.schema import TABLES
from socle.referentiel import EmploiType, Referentiel
from socle.referentiel.documents import Ligne

CODE, AUTRE = "F2D57", "J2C46"

_OFFRE = {
    "nom": "",
    "etat": "analysee",
    "cause": "",
    "remede": "",
    "groupe": "",
    "langue": "fr",
    "titre": "",
    "employeur": "",
    "region": "",
    "date": None,
    "annee": None,
    "statut": "",
    "corps": "IE",
    "code_annonce": "",
    "code_proche": CODE,
    "intitule_proche": "Ingénieur pédagogique",
    "probabilite": 0.9,
    "emplois_types": [],
    "lignes": 0,
    "code_mesure": CODE,
    "decalage": 0.5,
    "numerique": "sans",
    "niveaux": [],
    "posture": "indetermine",
    "categories": [],
}
_LIGNE = {
    "rubrique": "activites",
    "probabilite": 0.9,
    "rubrique_entree": "",
    "libelle": "",
    "cle": "",
    "identifiant": "",
    "activite_de": [],
    "numerique": "sans",
    "niveaux": [],
    "postures": [],
    "categories": [],
}


def referentiel() -> Referentiel:
    """Two emplois-types: the first of two activités and one connaissance, the second of one activité."""
    return Referentiel(
        emplois_types=(
            EmploiType(
                code=CODE,
                intitule="Ingénieur pédagogique",
                corps="IE",
                activites=(Ligne(libelle="Conseiller les équipes"), Ligne(libelle="Assurer une veille")),
                connaissances=(Ligne(libelle="Sciences de l’éducation"),),
            ),
            EmploiType(
                code=AUTRE,
                intitule="Chargé de gestion",
                corps="IE",
                activites=(Ligne(libelle="Suivre un budget"),),
            ),
        )
    )


@dataclass
class Resultats:
    """Rows to be written as a folder of results; each call of :meth:`offre` adds one offer."""

    tables: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {nom: [] for nom in TABLES})

    def offre(
        self,
        ident: str,
        *,
        lignes: Sequence[Mapping[str, Any]] = (),
        couverture: Mapping[int, str | tuple[str, int]] | None = None,
        code: str = CODE,
        **colonnes: Any,
    ) -> Resultats:
        """An offer, its lines, and its coverage: for each line of the emploi-type (two activités, then one
        connaissance), its state, and the line of the offer that asks for it."""
        rang = len(self.tables["offres"])
        self.tables["offres"].append({**_OFFRE, "id": ident, "rang": rang, "lignes": len(lignes), **colonnes})
        for place, ligne in enumerate(lignes):
            self.tables["lignes"].append({**_LIGNE, "offre": ident, "rang": place, **ligne})
        for entree, valeur in (couverture or {}).items():
            etat, demandee = valeur if isinstance(valeur, tuple) else (valeur, None)
            self.tables["couverture"].append(
                {
                    "offre": ident,
                    "code": code,
                    "rubrique": "activites" if entree < 2 else "connaissances",
                    "rang": entree,
                    "etat": etat,
                    "ressemblance": 0.5,
                    "ligne": demandee,
                }
            )
        return self

    def ecrire(self, dossier: Path, *, manifeste: Mapping[str, Any] | None = None, par_part: int = 0) -> Path:
        """Write the folder; ``par_part`` offers go in each part (all in one by default)."""
        idents = [offre["id"] for offre in self.tables["offres"]]
        taille = par_part or max(len(idents), 1)
        for numero, debut in enumerate(range(0, max(len(idents), 1), taille)):
            siens = set(idents[debut : debut + taille])
            for nom, rangees in self.tables.items():
                cle = "id" if nom == "offres" else "offre"
                table = pa.Table.from_pylist([r for r in rangees if r[cle] in siens], schema=TABLES[nom])
                (dossier / nom).mkdir(parents=True, exist_ok=True)
                pq.write_table(table, dossier / nom / f"part-{numero:05}.parquet")
        if manifeste is not None:
            (dossier / "manifeste.json").write_text(json.dumps(manifeste), "utf-8")
        return dossier


def dehors(texte: str, **colonnes: Any) -> dict[str, Any]:
    """A line outside the référentiel."""
    return {"texte": texte, "decision": "hors-referentiel", **colonnes}


def sure(texte: str, *, libelle: str, codes: Sequence[str] = (CODE,), **colonnes: Any) -> dict[str, Any]:
    """A line surely placed on an entry that these emplois-types hold."""
    return {
        "texte": texte,
        "decision": "sur",
        "libelle": libelle,
        "cle": f"activites:{libelle}",
        "rubrique_entree": "activites",
        "activite_de": list(codes),
        **colonnes,
    }
