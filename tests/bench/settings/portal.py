"""The portal as an installation runs it, which also counts the queries of a request that asks for it."""

from __future__ import annotations

import os
from pathlib import Path

from portal.settings.base import *  # noqa: F403
from portal.settings.base import MIDDLEWARE

STATIC_ROOT = Path(os.environ["BENCH_STATIC"])
MIDDLEWARE = ["tests.bench.counting.CountQueries", *MIDDLEWARE]
