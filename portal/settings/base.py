"""The portal's settings; what an installation chooses is read from the environment (see README)."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal.settings import database
from portal.settings import environment as env
from portal.settings.second_factor import *  # noqa: F403
from portal.settings.sign_in import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent.parent

DEMO = env.flag("DEMO")
DEBUG = False
SECRET_KEY = env.text(
    "SECRET_KEY", remedy="Set it to a long random string that only this installation knows."
)
BASE_URL = env.base_url("BASE_URL", "http://127.0.0.1:8000" if DEMO else None)
HTTPS = BASE_URL.startswith("https://")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["*"] if DEMO else [BASE_URL.split("://")[1].split(":")[0]])
CSRF_TRUSTED_ORIGINS = [BASE_URL]
METRICS_TOKEN = env.text("METRICS_TOKEN", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "crispy_forms",
    "django_prose_editor",
    "csp",
    "django_prometheus",
    "pgtrigger",
    "pghistory",
    "rules",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "portal.core",
    "portal.partnership",
    "projects",
    "students",
    "events",
    "governance",
    "portal.home",
]

MIDDLEWARE = [
    "portal.core.page_cache.middleware.PageCache",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    # Outside all that answers by itself, so that every answer carries the headers: files, and the 503 page.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.core.middleware.SecurityHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.core.middleware.ServiceUnavailable",
    "portal.core.middleware.NoText",
    "portal.core.middleware.PersonalPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.partnership.middleware.SessionActivity",
    "portal.partnership.middleware.SecondFactor",
    "portal.core.history.HistoryMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["portal.core.templatetags.design", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.core.context.frame",
                "portal.partnership.context.partnership",
            ],
        },
    }
]

# The web role owns nothing; what changes tables runs as their owner (`portal.settings.database`).
DATABASES = {"default": database.chosen() | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}}
DATABASE_WEB_ROLE = database.web_role()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Kept in the database, so that limits hold across processes and while Redis is down.
# Room enough that nobody can push a counter out by filling it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

PAGE_CACHE = env.flag("PAGE_CACHE", default=True)
REDIS_URL, CELERY_BROKER_URL = env.redis_urls("REDIS_URL")
# Answers of the open API for one reader, beside what the page cache answers.
API_A_MINUTE = 120
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 5
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/Oslo"

AUTH_USER_MODEL = "partnership.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "my_page"
LOGOUT_REDIRECT_URL = "front_page"

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["portal.formats"]

# Only in the session: a message has no cookie of its own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# What people hand in. Never under the web root, never under the name it came with.
MEDIA_ROOT = env.text("UPLOADS_DIR", str(BASE_DIR / "media"))

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

CRISPY_ALLOWED_TEMPLATE_PACKS = "designsystemet"
CRISPY_TEMPLATE_PACK = "designsystemet"
CRISPY_FAIL_SILENTLY = False

globals().update(env.email("EMAIL_URL", demo=DEMO))
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"ikke-svar@{BASE_URL.split('://')[1].split(':')[0]}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
if HTTPS:
    # A name by which browsers refuse a cookie that another host of the domain has set.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_FAILURE_VIEW = "portal.home.views.errors.stale_form"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"hide_secrets": {"()": "portal.core.redaction.HideSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["hide_secrets"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"portal": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
