"""What this ground floor says happened, for the apps above it to note."""

from __future__ import annotations

from django.dispatch import Signal

# ``effacees``: what each purge has done.
purge_faite = Signal()
