"""Settings of the site. Everything that differs from one place to another comes from the environment.

``SOCLE_MODE`` is ``local`` (one person on one machine, nothing to set) or ``serveur`` (several people,
``SOCLE_SECRET`` and ``SOCLE_HOTES`` required, HTTPS expected).
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate
from font_source_serif_pro import font_directory
from xstatic.pkg import bootstrap

from socle.referentiel import dossier_donnees
from socle_web.config.connexions import connexions
from socle_web.config.conservation import CONSERVATION, Purge
from socle_web.config.environnement import base_de_donnees, courriel, secret_local

env = Env()
SOCLE_DONNEES: Path = dossier_donnees().expanduser().resolve()
RACINE = Path(__file__).resolve().parent.parent

with env.prefixed("SOCLE_"):
    MODE: str = env.str("MODE", "local", validate=validate.OneOf(["local", "serveur"]))
    DEBUG: bool = env.bool("DEBUG", False)
    SECRET_KEY: str = env.str("SECRET", "")
    ENCODEUR: str = env.str("ENCODEUR", "")
    _hosts: list[str] = env.list("HOTES", [])
    _database: str = env.str("BASE", "")
    _https: bool = env.bool("HTTPS", MODE == "serveur")
    DERRIERE_PROXY: bool = env.bool("DERRIERE_PROXY", False)
    OUVRIERS: int = env.int("OUVRIERS", 1 if MODE == "local" else 2, validate=validate.Range(min=0))
    _mail: str = env.str("COURRIEL", "")
    DEFAULT_FROM_EMAIL: str = env.str(
        "EXPEDITEUR", f"Socle <ne-pas-repondre@{(_hosts or ['localhost'])[0].lstrip('.')}>"
    )
    _depots: int = env.int("DEPOTS_PAR_HEURE", 300)
    _essais: int = env.int("ESSAIS_DE_CONNEXION", 5)
    PURGES = tuple(
        Purge(cle, libelle, env.int(f"CONSERVATION_{cle.upper()}", jours), fonction)
        for cle, libelle, jours, fonction in CONSERVATION
    )
    NOTER_LA_PURGE = "socle_web.comptes.journal.noter_la_purge"
    _static_root: str = env.str("STATIQUES", str(SOCLE_DONNEES / "statiques"))

MODE_LOCAL = MODE == "local"
if MODE_LOCAL:
    SECRET_KEY = SECRET_KEY or secret_local(SOCLE_DONNEES)
    _hosts = ["localhost", "127.0.0.1", "[::1]", *_hosts]
elif not SECRET_KEY or not _hosts:
    raise ImproperlyConfigured(
        "Le mode serveur demande SOCLE_SECRET (une longue suite de caractères au hasard) "
        "et SOCLE_HOTES (les noms du site, séparés par des virgules)."
    )
ALLOWED_HOSTS = _hosts

INSTALLED_APPS = [
    # First, for its ``createsuperuser`` to be the one.
    "socle_web.comptes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_bootstrap5",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "socle_web.commun",
    "socle_web.referentiels",
    "socle_web.fiches",
    "socle_web.annonces",
    "socle_web.jurys",
    "socle_web.offres",
    "socle_web.corpus",
    "socle_web.etudes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "socle_web.commun.middleware.EntetesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "socle_web.commun.middleware.TailleMaximaleMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "socle_web.commun.middleware.DebitMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "socle_web.commun.middleware.ErreurSocleMiddleware",
    "axes.middleware.AxesMiddleware",
]

# Sign-in by the établissement's own account: nothing unless the environment names a provider.
with env.prefixed("SOCLE_"):
    _connexions = connexions(env, hote=_hosts[0].lstrip("."), https=_https)
CONNEXIONS = [une.connexion for une in _connexions]
for _une in _connexions:
    INSTALLED_APPS += _une.applications
    MIDDLEWARE += _une.intergiciels
    globals().update(_une.reglages)
# Where a form of the site may lead, besides the site: signing out goes on to the provider.
ORIGINES_DES_FORMULAIRES = [origine for une in _connexions for origine in une.origines]

ROOT_URLCONF = "socle_web.config.urls"
WSGI_APPLICATION = "socle_web.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [RACINE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "socle_web.commun.contexte.site",
                "socle_web.comptes.contexte.espace",
                "socle_web.fiches.contexte.avis",
            ],
            "builtins": ["socle_web.commun.templatetags.socle"],
        },
    }
]

DATABASES = {"default": base_de_donnees(_database, SOCLE_DONNEES)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [
    RACINE / "static",
    ("bootstrap", Path(bootstrap.BASE_DIR) / "css"),
    ("socle/polices", Path(font_directory)),
]
# On one machine the files are served from where they are installed, with nothing to collect first.
WHITENOISE_USE_FINDERS = MODE_LOCAL
STATIC_ROOT = None if MODE_LOCAL else _static_root
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE_LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
BOOTSTRAP5 = {
    "css_url": f"{STATIC_URL}bootstrap/bootstrap.min.css",
    "javascript_url": None,
    "required_css_class": "requis",
    "set_placeholder": False,
    "success_css_class": "",
}

COURRIEL_REGLE = bool(_mail)
globals().update(courriel(_mail))
# How long the link of an invitation, or of a forgotten password, works.
INVITATION_JOURS = 14
# What the apps above the fiches add to the demonstration.
DEMONSTRATIONS = (
    "socle_web.annonces.demonstration.enrichir",
    "socle_web.jurys.demonstration.enrichir",
)
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24

# Tasks wait in the database; an empty list of queues lets each app name its own.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

TAILLE_MAXIMALE = 30 * 1024 * 1024
# Where more is received at once, by the beginning of the address.
TAILLES_MAXIMALES = {"/corpus/": 300 * 1024 * 1024}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGIN_URL = "comptes:connexion"
LOGIN_REDIRECT_URL = "referentiels:accueil"
LOGOUT_REDIRECT_URL = "referentiels:accueil"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    *(une.fournisseur for une in _connexions),
]
# A few failures from one address against one account, then a wait. An address alone would lock a whole
# campus out, an account alone would let anybody lock somebody out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = _essais
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "socle_web.commun.debits.adresse"
AXES_LOCKOUT_CALLABLE = "socle_web.comptes.views.compte.trop_d_essais"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# What costs, so many times an hour for one person, or for one address without an account.
DEBITS = {
    "depot": (_depots, 3600),
    "comptes:mot_de_passe_oublie": (10, 3600),
    "comptes:membres": (200, 3600),
    "comptes:adresse": (10, 3600),
    "jurys:gerer_membre": (200, 3600),
}

_validators = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_validators}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_validators}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_validators}.CommonPasswordValidator"},
    {"NAME": f"{_validators}.NumericPasswordValidator"},
]

SESSION_COOKIE_AGE = 60 * 60 * 24 * next(purge.jours for purge in PURGES if purge.cle == "sessions")
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "socle_web.commun.views.csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _https
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if DERRIERE_PROXY else None
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in _hosts if _https and not host.startswith((".", "*"))]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Its only warnings tell the signals that stop a worker, in English, to whoever pressed Ctrl+C.
    "loggers": {"django_tasks_db": {"level": "ERROR"}},
}
