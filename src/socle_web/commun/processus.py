"""Child processes that never outlive their parent, and the signals that stop it. Knows nothing of Django.

Children hold the reading end of a pipe whose writing end only the parent has: it closes when the parent
ends, however it does, and they stop.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Thread

VEILLE = "SOCLE_VEILLE"
TIC = 0.5


def enfant(command: list[str], *, veille: int) -> subprocess.Popen[bytes]:
    """A process of its own session: Ctrl+C reaches its parent only, who stops it in good order."""
    return subprocess.Popen(
        command, env=os.environ | {VEILLE: str(veille)}, pass_fds=(veille,), start_new_session=True
    )


@contextmanager
def tube() -> Iterator[int]:
    """The reading end of a pipe that closes when this process ends, however it does."""
    lecture, ecriture = os.pipe()
    try:
        yield lecture
    finally:
        os.close(ecriture)
        os.close(lecture)


def suivre(fin: Callable[[], None]) -> None:
    """In a child: call ``fin``, in a thread, when the parent has ended."""
    if descripteur := os.environ.get(VEILLE):
        Thread(target=_attendre, args=(int(descripteur), fin), name="veille", daemon=True).start()


def _attendre(descripteur: int, fin: Callable[[], None]) -> None:
    while os.read(descripteur, 1):
        pass
    fin()


class Arret:
    """The signal that asked this process to stop, once one did."""

    SIGNAUX = (signal.SIGINT, signal.SIGTERM)

    def __init__(self) -> None:
        self.signal: int | None = None
        for numero in self.SIGNAUX:
            signal.signal(numero, self._noter)

    def _noter(self, numero: int, _frame: object) -> None:
        self.signal = numero

    def tics(self) -> Iterable[None]:
        """One turn every :data:`TIC` seconds until asked to stop."""
        while self.signal is None:
            yield
            time.sleep(TIC)
