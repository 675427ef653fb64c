"""`check --deploy --database default`: whether the log is out of the web role's reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core import checks
from django.db import connections

from portal.core.web_role.faults import faults, owns_tables
from portal.core.web_role.grants import ONE_ROLE


@checks.register(checks.Tags.database, deploy=True)
def check_web_role(databases: Sequence[str] | None = None, **_context: Any) -> list[checks.CheckMessage]:
    return [message for using in databases or () for message in _look(using)]


def _look(using: str) -> Iterator[checks.CheckMessage]:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT current_user")
        role = cursor.fetchone()[0]
        if owns_tables(cursor, role):
            yield checks.Warning(ONE_ROLE, id="core.W010")
            return
        for fault in faults(cursor, role):
            yield checks.Error(fault, hint="Run manage.py migrate, which sets its rights.", id="core.E010")
