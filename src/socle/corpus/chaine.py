"""The whole run over a corpus: read, group, analyse, each step resumable at its last finished batch."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from socle.alignement import Calibration, Encodeur
from socle.corpus.analyse import AnalyseDeLot, Ecriture
from socle.corpus.entree import en_lots
from socle.corpus.groupes import Groupes, former
from socle.corpus.journal import Journal, en_parquet, nom_de_part, poser
from socle.corpus.manifeste import commande, parametres
from socle.corpus.moteurs import Moteur, NomMoteur, ouvrir_moteur, rendre_la_memoire
from socle.corpus.preparation import preparer
from socle.corpus.progression import FICHIER, Chrono, Suivi
from socle.corpus.schema import TABLES
from socle.corpus.sources import Source
from socle.erreurs import DocumentIllisible, ErreurSocle
from socle.referentiel import Referentiel

MANIFESTE = "manifeste.json"
_TRAVAIL = "travail"

Manifeste = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Execution:
    """How a run is carried out; changes nothing in its results."""

    moteur: NomMoteur = "local"
    adresse: str = ""
    processus: int = 0
    suivi: Suivi | None = None


def analyser_corpus(
    source: Source | Path,
    sortie: Path,
    *,
    referentiel: Referentiel,
    emplois_types: Sequence[str] = (),
    compact: Encodeur | None = None,
    calibration: Calibration | None = None,
    edition: str = "",
    reprendre: bool = False,
    execution: Execution | None = None,
) -> Manifeste:
    """Analyse every offer of a corpus and write the tables of :mod:`socle.corpus.schema` in a folder.

    :param emplois_types: the codes to measure against; the nearest to each offer by default.
    :param compact: what was learnt from the référentiels, if anything.
    :param calibration: the decision fitted on this référentiel; the one that ships when not given.
    :param edition: the édition asked for, kept for the command that makes the run again.
    :param reprendre: go on with a run that was stopped.
    :return: the manifest, also written as ``manifeste.json``.
    :raises ErreurSocle: a run was stopped there, and whether to take it up again is not said; or the one
        to take up was started on other data or with other parameters.
    :raises DocumentIllisible: there is nothing to read.
    """
    source = source if isinstance(source, Source) else Source(source)
    for code in emplois_types:
        referentiel[code]  # says so now when it does not exist
    reglages = parametres(
        source,
        referentiel=referentiel,
        codes=emplois_types,
        compact=compact,
        calibration=calibration,
        edition=edition,
    )
    chaine = _Chaine(source, sortie, reglages, execution or Execution())
    chaine.ouvrir(reprendre=reprendre)
    analyse = AnalyseDeLot(referentiel, codes=emplois_types, compact=compact, calibration=calibration)
    with ouvrir_moteur(
        chaine.execution.moteur, adresse=chaine.execution.adresse, processus=chaine.execution.processus
    ) as moteur:
        chaine.lire(moteur)
        groupes = chaine.grouper()
        rendre_la_memoire()
        chaine.analyser(moteur, Ecriture(analyse), groupes)
    del groupes
    rendre_la_memoire()
    return chaine.finir(
        commande(source, sortie, codes=emplois_types, edition=edition, apprentissage=compact is not None)
    )


class _Chaine:
    """One run: its folder, its journal, its steps."""

    def __init__(self, source: Source, sortie: Path, reglages: dict[str, Any], execution: Execution) -> None:
        self.source = source
        self.sortie = sortie
        self.travail = sortie / _TRAVAIL
        self.reglages = reglages
        self.execution = execution

    def ouvrir(self, *, reprendre: bool) -> None:
        """Start anew, or go on where a run was stopped."""
        depart = {"etape": "depart", "source": self.source.empreinte(), "parametres": self.reglages}
        interrompue = (self.travail / "journal.jsonl").is_file()
        if interrompue and not reprendre:
            raise ErreurSocle(
                f"Une analyse interrompue se trouve dans « {self.sortie} ».",
                remede="Ajoutez --reprendre pour la finir, ou effacez ce dossier pour recommencer.",
                code="analyse-interrompue",
            )
        if not interrompue:
            # A source that cannot be read must not cost the results of an earlier run.
            next(iter(self.source), None)
            for nom in (*TABLES, _TRAVAIL):
                shutil.rmtree(self.sortie / nom, ignore_errors=True)
            for nom in (MANIFESTE, FICHIER):
                (self.sortie / nom).unlink(missing_ok=True)
        self.travail.mkdir(parents=True, exist_ok=True)
        self.journal = Journal(self.travail)
        self.chrono = Chrono(self.sortie, self.execution.suivi)
        connus = self.journal.de("depart")
        if not connus:
            self.journal.noter(depart)
        elif connus[0] != depart:
            raise ErreurSocle(
                "Cette analyse ne peut pas être reprise.",
                cause="Les données, le référentiel ou les réglages ont changé depuis son début.",
                remede=f"Effacez « {self.sortie} » et relancez l’analyse.",
                code="reprise-impossible",
            )

    # -- reading -------------------------------------------------------------------------------

    def lire(self, moteur: Moteur) -> None:
        """Read the source into numbered parts."""
        if self.journal.de("lu"):
            return
        faites = self.journal.de("entree")
        total = sum(note["nombre"] for note in faites)
        lots = islice(en_lots(self.source), len(faites), None)
        for numero, lot in enumerate(moteur.appliquer(preparer, lots), start=len(faites)):
            octets = en_parquet(lot)
            poser(self._entree(numero), octets)
            note = {"etape": "entree", "part": numero, "nombre": lot.num_rows}
            self.journal.noter({**note, "empreinte": hashlib.sha256(octets).hexdigest()})
            total += lot.num_rows
            self.chrono.dire("lecture", total)
        if not total:
            raise DocumentIllisible(
                "Aucune offre n’a été trouvée.",
                remede="Vérifiez le fichier ou le dossier.",
                code="corpus-vide",
            )
        self.journal.noter({"etape": "lu", "nombre": total})

    def _entree(self, numero: int) -> Path:
        return self.travail / "entree" / nom_de_part(numero)

    # -- duplicates ----------------------------------------------------------------------------

    def grouper(self) -> Groupes:
        """Find the records that are one."""
        self.chrono.dire("doublons")
        return former(self._parts, self.travail)

    def _parts(self, colonnes: list[str]) -> Iterator[pa.Table]:
        for note in self.journal.de("entree"):
            yield pq.read_table(self._entree(note["part"]), columns=colonnes)

    # -- analysis ------------------------------------------------------------------------------

    def analyser(self, moteur: Moteur, ecriture: Ecriture, groupes: Groupes) -> None:
        """Analyse each part, and write its tables."""
        faites = self.journal.de("analyse")
        entrees = self.journal.de("entree")
        total, fait = len(groupes.premiers), sum(note["offres"] for note in faites)
        self.chrono.dire("analyse", fait, total)
        lots = (
            groupes.completer(pq.read_table(self._entree(note["part"]))) for note in entrees[len(faites) :]
        )
        for numero, part in enumerate(moteur.appliquer(ecriture, lots), start=len(faites)):
            for nom, octets in part.tables.items():
                poser(self.sortie / nom / nom_de_part(numero), octets)
            self.journal.noter({"etape": "analyse", "part": numero, **part.nombres, "etats": part.etats})
            fait += part.nombres["offres"]
            self.chrono.dire("analyse", fait, total)

    # -- end -----------------------------------------------------------------------------------

    def finir(self, ligne: str) -> Manifeste:
        """Write the manifest, and take away what the run needed on its way."""
        lots = [{cle: note[cle] for cle in ("part", *TABLES)} for note in self.journal.de("analyse")]
        etats: dict[str, int] = {}
        for note in self.journal.de("analyse"):
            for etat, nombre in note["etats"].items():
                etats[etat] = etats.get(etat, 0) + nombre
        empreintes = "".join(note["empreinte"] for note in self.journal.de("entree"))
        manifeste = {
            **self.reglages,
            "donnees": hashlib.sha256(empreintes.encode()).hexdigest(),
            "commande": ligne,
            "nombres": {nom: sum(lot[nom] for lot in lots) for nom in TABLES},
            "etats": etats,
            "lots": lots,
        }
        poser(self.sortie / MANIFESTE, json.dumps(manifeste, ensure_ascii=False, indent=2).encode())
        total = manifeste["nombres"]["offres"]
        self.chrono.dire("fini", total, total)
        shutil.rmtree(self.travail)
        return manifeste
