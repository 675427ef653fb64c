"""Who or what is at work, for the change log: the signed-in person, a command, or a task of the worker.

What is told is kept for good, so it is a person's number and an address without its query and its secrets.
"""

from __future__ import annotations

from typing import Any

import pghistory
from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware as RequestMiddleware

from portal.core.redaction import path_without_secrets


class HistoryMiddleware(RequestMiddleware):
    """Tells the change log who sent the request, and where to."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every change in this request is written down with."""
        told: dict[str, Any] = super().get_context(request)
        return {"user": told["user"], "url": path_without_secrets(request)}


def by_command(name: str) -> Any:
    """A context manager: the changes within are the portal's own, made by this command."""
    return pghistory.context(command=name)


def by_task(name: str) -> Any:
    """A context manager: the changes within are the portal's own, made by this task of the worker."""
    return pghistory.context(task=name)
