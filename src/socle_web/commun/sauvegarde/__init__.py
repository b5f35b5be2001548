"""One file that holds everything: the database in a portable form, the éditions, what was learnt.

What SQLite wrote PostgreSQL can restore, and the reverse; a newer Socle restores what an older one wrote.
"""

from __future__ import annotations

from socle_web.commun.sauvegarde.operations import Bilan, restaurer, sauvegarder

__all__ = ["Bilan", "restaurer", "sauvegarder"]
