"""Who may do what with a jury. One named permission each; others do not know that it exists."""

from __future__ import annotations

from socle_web.fiches.perms import dirige, est_auteur, est_visiteur

peut_reunir = est_visiteur | dirige
"""Begin the jury of a fiche: human resources, the administration, the head of the service."""

peut_preparer = est_visiteur | est_auteur | dirige
"""Weigh the criteria and take the grid away."""

peut_presider = ~est_visiteur & (est_auteur | dirige)
"""Invite members, open and close the scores, read them: never without an établissement."""
