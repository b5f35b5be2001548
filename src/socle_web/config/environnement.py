"""What the environment says, read once and turned into values that the settings use."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def secret_local(dossier: Path) -> str:
    """The secret of a site used on one machine: drawn once, kept readable by its owner only."""
    fichier = dossier / "secret"
    dossier.mkdir(parents=True, exist_ok=True)
    try:
        descripteur = os.open(fichier, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return fichier.read_text(encoding="ascii").strip()
    with os.fdopen(descripteur, "w", encoding="ascii") as sortie:
        secret = secrets.token_urlsafe(64)
        sortie.write(secret)
    return secret


def base_de_donnees(adresse: str, dossier: Path) -> dict[str, Any]:
    """Django's description of the database at ``adresse``: empty, ``sqlite:///…`` or ``postgresql://…``."""
    if adresse.startswith(("postgres://", "postgresql://")):
        return _postgresql(adresse)
    if adresse and not adresse.startswith("sqlite:///"):
        raise ImproperlyConfigured(
            "SOCLE_BASE doit commencer par sqlite:/// ou postgresql://, ou rester vide pour la base intégrée."
        )
    if not adresse:
        dossier.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": adresse.removeprefix("sqlite:///") or str(dossier / "socle.sqlite3"),
        "OPTIONS": {
            "timeout": 20,
            # A deferred transaction that reads, then writes, fails at once when another one has
            # written in between; an immediate one waits for its turn.
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
        },
    }


def _postgresql(adresse: str) -> dict[str, Any]:
    try:
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as erreur:
        raise ImproperlyConfigured(
            "SOCLE_BASE désigne PostgreSQL, mais son pilote n’est pas installé : installez socle[postgresql]."
        ) from erreur
    morceaux: dict[str, Any] = dict(conninfo_to_dict(adresse))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": morceaux.pop("dbname", "socle"),
        "USER": morceaux.pop("user", ""),
        "PASSWORD": morceaux.pop("password", ""),
        "HOST": morceaux.pop("host", ""),
        "PORT": str(morceaux.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": morceaux,
    }


def courriel(adresse: str) -> dict[str, Any]:
    """Django's settings for sending mail through ``adresse``; empty, messages are shown where the site runs.

    ``smtp://`` starts in the clear and asks for TLS, ``smtps://`` is TLS from the start, and
    ``smtp-interne://`` never asks for it: for a relay on the same network.
    """
    if not adresse:
        return {"EMAIL_BACKEND": "socle_web.commun.courriels.Terminal"}
    morceaux = urlsplit(adresse)
    ports = {"smtp": 587, "smtps": 465, "smtp-interne": 25}
    if morceaux.scheme not in ports or not morceaux.hostname:
        raise ImproperlyConfigured(
            "SOCLE_COURRIEL doit s’écrire smtp://utilisateur:mot-de-passe@hote:587, smtps://… "
            "ou smtp-interne://hote:25."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": morceaux.hostname,
        "EMAIL_PORT": morceaux.port or ports[morceaux.scheme],
        "EMAIL_HOST_USER": unquote(morceaux.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(morceaux.password or ""),
        "EMAIL_USE_TLS": morceaux.scheme == "smtp",
        "EMAIL_USE_SSL": morceaux.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
