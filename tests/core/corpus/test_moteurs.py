"""One process, several, or Dask: the same files, whatever is lost on the way."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from tests.core.corpus.fabrique import analyser, ecrire_jsonl, octets, offre

from socle.corpus import Avancement, Execution, progression
from socle.corpus import entree as module_entree
from socle.corpus.moteurs import ouvrir_moteur
from socle.erreurs import ErreurSocle
from socle.referentiel import Referentiel

NOMBRE = 60


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module_entree.en_lots, "__kwdefaults__", {"taille": 7})
    rangees: list[Any] = [{"texte": offre(numero)} for numero in range(NOMBRE)]
    return ecrire_jsonl(tmp_path / "o.jsonl", [*rangees, "{", *rangees[:3]])


def test_a_pool_gives_the_files_of_one_process(tmp_path: Path, source: Path, livret: Referentiel) -> None:
    analyser(source, tmp_path / "un", livret)
    analyser(source, tmp_path / "pool", livret, execution=Execution("pool", processus=2))
    assert octets(tmp_path / "pool") == octets(tmp_path / "un")


def _modules_charges(lot: pa.RecordBatch) -> list[str]:
    pa.RecordBatch.from_pylist(lot.to_pylist())
    return sorted(sys.modules)


def test_the_processes_of_a_pool_hold_no_pandas() -> None:
    lot = pa.RecordBatch.from_pylist([{"texte": "Animer"}])
    with ouvrir_moteur("pool", processus=1) as moteur:
        (modules,) = moteur.appliquer(_modules_charges, [lot])
    assert "pyarrow" in modules
    assert "pandas" not in modules


def _tables_de_pandas(lot: pa.RecordBatch) -> int:
    import pandas

    return len(pandas.DataFrame({"rang": lot.column("rang").to_pylist()})) + len(lot.to_pandas())


def test_what_needs_pandas_in_such_a_process_still_has_it() -> None:
    lot = pa.RecordBatch.from_pylist([{"rang": 1}, {"rang": 2}])
    with ouvrir_moteur("pool", processus=1) as moteur:
        assert list(moteur.appliquer(_tables_de_pandas, [lot])) == [4]


@pytest.fixture
def grappe() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as grappe:
        yield grappe


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_dask_gives_the_files_of_one_process_and_survives_a_killed_worker(
    tmp_path: Path, source: Path, livret: Referentiel, grappe: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progression, "_INTERVALLE", 0)
    analyser(source, tmp_path / "un", livret)
    tues: list[int] = []

    def tuer(avancement: Avancement) -> None:
        if avancement.etape == "analyse" and avancement.faites and not tues:
            from distributed import Client

            with Client(grappe.scheduler_address, set_as_default=False) as client:
                tues.extend(client.run(os.getpid).values())
            os.kill(tues[0], signal.SIGKILL)

    execution = Execution("dask", grappe.scheduler_address, suivi=tuer)
    analyser(source, tmp_path / "dask", livret, execution=execution)
    assert tues
    assert octets(tmp_path / "dask") == octets(tmp_path / "un")


def test_an_address_that_does_not_answer_is_said(tmp_path: Path, source: Path, livret: Referentiel) -> None:
    with pytest.raises(ErreurSocle, match="Dask"):
        analyser(source, tmp_path / "r", livret, execution=Execution("dask", "adresse fausse"))
