"""Settings of the portal the browser meets: the suite's, with static files straight from their folders."""

from __future__ import annotations

import os

from portal.settings.test import *  # noqa: F403
from portal.settings.test import INSTALLED_APPS

INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith("tests.")]

WHITENOISE_USE_FINDERS = True
PAGE_CACHE = True
SECOND_FACTOR = os.environ.get("SECOND_FACTOR", "offered")
