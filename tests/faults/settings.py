"""The portal as an installation runs it, with shorter patience: a storm of minutes instead of hours."""

from __future__ import annotations

from datetime import timedelta

from portal.settings.base import *  # noqa: F403

OUTBOX_STALE_AFTER = timedelta(seconds=4)
OUTBOX_FIRST_PAUSE = timedelta(seconds=1)
OUTBOX_LONGEST_PAUSE = timedelta(seconds=4)
EMAIL_TIMEOUT = 1.5
