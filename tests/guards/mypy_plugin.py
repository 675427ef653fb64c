"""mypy's Django plugin, given what the settings need to be read. Nothing is connected to."""

from __future__ import annotations

import os

os.environ.setdefault("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/0")

from mypy_django_plugin.main import plugin

__all__ = ["plugin"]
