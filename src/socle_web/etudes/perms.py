"""Who may do what with studies. A participant needs no account: the link is the permission."""

from __future__ import annotations

from typing import Any

import rules

from socle_web.comptes.espaces import Espace
from socle_web.comptes.perms import (
    est_administrateur,
    est_lecteur,
    est_membre,
    est_redacteur,
    est_responsable,
    est_rh,
)


def _auteur(espace: Espace, etude: Any = None) -> bool:
    return espace.user is not None and etude is not None and etude.auteur_id == espace.user.pk


def _en_est(espace: Espace, etude: Any = None) -> bool:
    return (
        espace.etablissement is not None
        and etude is not None
        and etude.etablissement_id == espace.etablissement.pk
    )


est_auteur = rules.predicate(_auteur, name="auteur")
"""The person who wrote the study."""

en_est = rules.predicate(_en_est, name="en_est")
"""Somebody of the établissement that the study belongs to."""

conduit_des_etudes = est_redacteur | est_rh | est_administrateur

peut_creer = est_membre & conduit_des_etudes
"""Begin a study, import one."""

peut_lire = en_est
"""Read a study, its sources, its verdicts, the results of its closed rounds."""

peut_animer = en_est & (est_auteur | conduit_des_etudes)
"""Edit a study, run its consultations, write and adopt its proposal, delete it."""

peut_coder = en_est & (est_auteur | conduit_des_etudes | est_responsable)
"""Code sources."""

peut_discuter = en_est & (est_auteur | conduit_des_etudes | est_responsable | est_lecteur)
"""Comment on a proposal."""
