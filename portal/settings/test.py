"""Settings of the test suite: the same portal, with quick passwords and unhashed static files."""

from __future__ import annotations

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("BASE_URL", "http://testserver")
os.environ.setdefault("EMAIL_URL", "smtp://127.0.0.1:2525")

from portal.settings.base import *  # noqa: F403
from portal.settings.base import INSTALLED_APPS, STORAGES

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
PAGE_CACHE = False
API_A_MINUTE = 1_000_000
CELERY_TASK_ALWAYS_EAGER = False
INSTALLED_APPS = [*INSTALLED_APPS, "tests.threads_app"]
# Most tests are about something else; those about the second factor require it themselves.
SECOND_FACTOR = "offered"
