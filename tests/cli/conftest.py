"""The command line run in the test's process, with a data folder of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from socle.cli import commun, main


class Execution(NamedTuple):
    code: int
    sortie: str
    messages: str


Socle = Callable[..., Execution]


@pytest.fixture
def socle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Socle:
    """Run ``socle ARGUMENTS`` in a folder of the test's own."""
    monkeypatch.setenv("SOCLE_DONNEES", str(tmp_path / "donnees"))
    # Whatever the width of the terminal when the command line was first imported.
    for console in (commun.sortie, commun.messages):
        monkeypatch.setattr(console, "_width", 200)
    monkeypatch.chdir(tmp_path)

    def executer(*arguments: str) -> Execution:
        monkeypatch.setattr(sys, "argv", ["socle", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as sortie:
            main()
        ecrit = capsys.readouterr()
        code = sortie.value.code
        return Execution(code if isinstance(code, int) else 0, ecrit.out, ecrit.err)

    return executer
