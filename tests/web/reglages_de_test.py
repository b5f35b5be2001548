"""The site's settings as the tests see them: a data folder of their own, plain static files."""

import os
import tempfile

os.environ["SOCLE_DONNEES"] = tempfile.mkdtemp(prefix="socle-tests-")
os.environ.setdefault("SOCLE_SECRET", "secret-des-tests")

from socle_web.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
# A task asked for is done at once; the tests of the queue itself set it up.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}
# The tables of the one optional way to sign in that has some.
INSTALLED_APPS = [*INSTALLED_APPS, "django_cas_ng"]  # noqa: F405
