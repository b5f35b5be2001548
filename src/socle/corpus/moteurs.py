"""Where batches are worked: in this process, in a pool, or on Dask; the same results in the same order.

The work is a function of one batch (:class:`pyarrow.RecordBatch` in, bytes or a batch out), the same
everywhere. What it needs (the référentiel, made ready) is sent once a process, not once a batch.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from importlib.abc import MetaPathFinder
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from socle.erreurs import ErreurSocle, OptionManquante

if TYPE_CHECKING:
    import pyarrow as pa

R = TypeVar("R")
Travail = Callable[["pa.RecordBatch"], R]
NomMoteur = Literal["local", "pool", "dask"]
MOTEURS: tuple[NomMoteur, ...] = ("local", "pool", "dask")

_RAMASSAGES = (200_000, 20, 50)
"""When a process of the pool looks for cycles (:func:`gc.set_threshold`)."""

_REPRISES = 5
"""How many times a batch is given again to Dask when the worker that held it is lost."""


class Moteur(Protocol):
    """Applies one work to batches; results come in the order of the batches, a few held at most."""

    def appliquer(self, travail: Travail[R], lots: Iterable[pa.RecordBatch]) -> Iterator[R]:
        """The results, one a batch."""


class _Local:
    def appliquer(self, travail: Travail[R], lots: Iterable[pa.RecordBatch]) -> Iterator[R]:
        return map(travail, lots)


_travail: list[Any] = []


def _armer(travail: Any) -> None:
    _travail[:] = [travail]


def _embaucher(travail: Any) -> None:
    """Make a process of the pool ready."""
    se_passer_de_pandas()
    # What is read once is kept by the hundred thousand, and holds no cycle: looking for some in it again and
    # again, as Python does by default, takes an eighth of the time.
    gc.freeze()
    gc.set_threshold(*_RAMASSAGES)
    _armer(travail)


def se_passer_de_pandas() -> None:
    """Let PyArrow do without pandas in this process.

    Handed its first list, it imports pandas wherever that is installed, for nothing here, and 70 MB. It asks
    once: what needs pandas later imports it as ever. For a process whose whole work is a corpus: one that
    hands PyArrow tables of pandas would have them read as plain lists.
    """
    if "pandas" in sys.modules:
        return
    import pyarrow as pa

    absente = _SansPandas()
    sys.meta_path.insert(0, absente)
    try:
        pa.array([0])
    finally:
        sys.meta_path.remove(absente)


class _SansPandas(MetaPathFinder):
    """Says that pandas is not installed."""

    def find_spec(self, nom: str, chemin: object = None, cible: object = None) -> None:
        if nom == "pandas":
            raise ModuleNotFoundError("pandas is not used here", name=nom)


def _executer(lot: pa.RecordBatch) -> Any:
    resultat = _travail[0](lot)
    rendre_la_memoire()
    return resultat


def rendre_la_memoire() -> None:
    """Give back to the system what was taken and is no longer used."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()
    if (rendre := _malloc_trim()) is not None:
        rendre(0)


@cache
def _malloc_trim() -> Callable[[int], int] | None:
    """What gives back the memory freed in the middle of the heap, where the C library has it (glibc)."""
    rendre: Callable[[int], int] | None = None
    if sys.platform == "linux":
        rendre = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return rendre


class _Pool:
    def __init__(self, processus: int) -> None:
        self.processus = processus

    def appliquer(self, travail: Travail[R], lots: Iterable[pa.RecordBatch]) -> Iterator[R]:
        contexte = get_context("spawn")  # threads are running here: a fork would copy their locks
        with ProcessPoolExecutor(
            self.processus, mp_context=contexte, initializer=_embaucher, initargs=(travail,)
        ) as equipe:
            try:
                # Two batches wait for the first that is free: more would only take memory.
                yield from _dans_l_ordre(
                    (equipe.submit(_executer, lot) for lot in lots), en_vol=self.processus + 2
                )
            except BrokenExecutor as erreur:
                raise _processus_perdu() from erreur


class _Dask:
    def __init__(self, client: Any) -> None:
        self.client = client

    def appliquer(self, travail: Travail[R], lots: Iterable[pa.RecordBatch]) -> Iterator[R]:
        from dask.distributed import KilledWorker, WorkerPlugin

        class Armement(WorkerPlugin):
            name = "socle-corpus"

            def setup(self, worker: Any) -> None:
                _armer(travail)

        # A plugin also arms the workers that join later, those that replace a lost one among them.
        self.client.register_plugin(Armement())
        taches = (self.client.submit(_executer, lot, pure=False, retries=_REPRISES) for lot in lots)
        try:
            yield from _dans_l_ordre(taches, en_vol=2 * max(len(self.client.nthreads()), 1))
        except KilledWorker as erreur:
            raise _processus_perdu() from erreur


def _processus_perdu() -> ErreurSocle:
    return ErreurSocle(
        "Un des processus de l’analyse s’est arrêté.",
        cause="La mémoire a pu manquer, ou il a été arrêté de l’extérieur.",
        remede="Relancez l’analyse pour la reprendre (--reprendre) : ce qui est fini est gardé.",
        code="processus-perdu",
    )


def _dans_l_ordre(taches: Iterator[Any], *, en_vol: int) -> Iterator[Any]:
    """The results of tasks started a few at a time, in their order."""
    attente: deque[Any] = deque()
    for tache in taches:
        attente.append(tache)
        if len(attente) >= en_vol:
            yield attente.popleft().result()
    while attente:
        yield attente.popleft().result()


@contextmanager
def ouvrir_moteur(nom: NomMoteur, *, adresse: str = "", processus: int = 0) -> Iterator[Moteur]:
    """An engine, closed with what it opened.

    :param adresse: the scheduler of a Dask cluster; without it, one is opened on this machine.
    :param processus: how many processes; as many as cores by default.
    :raises OptionManquante: Dask is not installed. :raises ErreurSocle: the address does not answer.
    """
    processus = processus or os.cpu_count() or 1
    if nom == "local":
        yield _Local()
    elif nom == "pool":
        yield _Pool(processus)
    else:
        with _client(adresse, processus) as client:
            yield _Dask(client)


@contextmanager
def _client(adresse: str, processus: int) -> Iterator[Any]:
    try:
        from dask import distributed
    except ImportError as erreur:
        raise OptionManquante(
            "Le moteur Dask n’est pas installé.",
            remede="Installez Socle avec son option « distribution », ou choisissez --moteur pool.",
        ) from erreur
    outils: Any = distributed
    if not adresse:
        with (
            outils.LocalCluster(
                n_workers=processus, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
            ) as grappe,
            outils.Client(grappe) as client,
        ):
            yield client
        return
    try:
        client = outils.Client(adresse, timeout=10)
    except (OSError, TimeoutError, ValueError) as erreur:
        raise ErreurSocle(
            f"Aucun ordonnanceur Dask ne répond à l’adresse « {adresse} ».",
            remede="Vérifiez-la (par exemple tcp://serveur:8786), et que la grappe est démarrée.",
            code="grappe-injoignable",
        ) from erreur
    with client:
        yield client
