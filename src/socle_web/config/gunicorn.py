"""How gunicorn serves the site; ``SOCLE_ADRESSE``, ``SOCLE_PORT`` and ``SOCLE_PROCESSUS`` set it."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from environs import Env

from socle_web.commun.processus import suivre

env = Env()
with env.prefixed("SOCLE_"):
    _host: str = env.str("ADRESSE", "127.0.0.1")
    _port: int = env.int("PORT", 8000)
    workers: int = env.int("PROCESSUS", 1 if env.str("MODE", "local") == "local" else 3)

wsgi_app = "socle_web.config.wsgi"
bind = [f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"]
threads = 8
timeout = 120
preload_app = True
control_socket_disable = True
loglevel = "warning"


def when_ready(server: Any) -> None:
    """Say where the site is, once it answers and not before."""
    hote = "localhost" if _host in {"127.0.0.1", "::1", "0.0.0.0", "::"} else _host
    sys.stdout.write(f"Socle est prêt : http://{hote}:{_port}/ (Ctrl+C pour l’arrêter)\n")
    sys.stdout.flush()


def post_worker_init(worker: Any) -> None:
    """Stop the server when what started it has ended, even killed."""
    suivre(lambda: os.kill(os.getppid(), signal.SIGTERM))
