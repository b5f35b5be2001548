"""Who may do what with corpora."""

from __future__ import annotations

from socle_web.comptes.perms import (
    est_administrateur,
    est_membre,
    est_redacteur,
    est_responsable,
    est_rh,
)

peut_lire = est_membre
"""Read the corpora of the établissement and their reports."""

peut_analyser = est_membre & (est_redacteur | est_responsable | est_rh | est_administrateur)
"""Bring a corpus, start a run, label a sample, decide on emerging work, remove."""
