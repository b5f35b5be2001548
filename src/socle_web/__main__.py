"""Django's administration commands: ``python -m socle_web migrate``, ``check --deploy``…"""

from __future__ import annotations

import os
import sys

from socle.erreurs import ErreurSocle


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socle_web.config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as erreur:
        sys.exit(str(erreur))
    except ErreurSocle as erreur:
        sys.exit("\n".join(part for part in (erreur.message, erreur.cause, erreur.remede) if part))


if __name__ == "__main__":
    main()
