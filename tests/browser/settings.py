"""Settings of the portal the browser meets: the suite's, with static files straight from their folders."""

from __future__ import annotations

import os

from portal.settings.test import *  # noqa: F403

WHITENOISE_USE_FINDERS = True
SECOND_FACTOR = os.environ.get("SECOND_FACTOR", "offered")
