"""Click's own messages in French, through gettext as click provides for."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

DOSSIER = Path(__file__).parent / "langues"


def parler_francais() -> None:
    """Make this process speak French in click's usage lines and errors."""
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("messages", str(DOSSIER))
