"""Starts the portal on a machine with nothing but Python: embedded PostgreSQL and Redis, a supervisor.

Plain Python that knows nothing of Django: it runs before the settings are read.
"""

from __future__ import annotations

from portal.core.launcher.failure import LauncherError
from portal.core.launcher.session import Session, ensure_environment, ensure_throwaway

__all__ = ["LauncherError", "Session", "ensure_environment", "ensure_throwaway"]
