"""Who may do what with an offer. One named permission each."""

from __future__ import annotations

import rules

from socle_web.fiches.perms import dirige, ecrit, est_auteur, est_visiteur, lit

peut_annoncer = est_visiteur | est_auteur | ecrit
"""Prepare an offer from a fiche."""

peut_voir = est_visiteur | est_auteur | ecrit | lit
"""Read an offer that is being prepared; what is published is everyone's."""

peut_ecrire = est_visiteur | est_auteur | ecrit
"""Change its words and its facts."""

peut_publier = ~est_visiteur & dirige
"""Publish and withdraw: human resources, the administration, the head of the service."""

peut_supprimer: rules.Predicate = est_visiteur | est_auteur | dirige
"""Remove an offer that was never published."""
