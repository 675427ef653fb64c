"""Runs management commands so that a database that is down gets a sentence and not a traceback."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from django.core.management import execute_from_command_line
from django.db import OperationalError, connection

from portal.core.history import by_command
from portal.core.management.owner import address_name, needs_owner

CAUSES = (
    (r"authentication failed|no password supplied", "refuses the user name or the password"),
    (r"database .* does not exist", "has no database “{name}”"),
    (r"role .* does not exist", "doesn't know the user"),
    (r"too many (clients|connections)|remaining connection slots", "takes no more connections"),
    (r"starting up|shutting down", "is starting or stopping"),
    (r"connection (to server|failed|refused|timeout|is bad)|failed to resolve", "doesn't answer"),
    (r"no such file|terminating connection|closed the connection|connection is lost", "doesn't answer"),
)
REMEDY = "Check that PostgreSQL runs there and that {variable} names the right server, database and user."


def run(arguments: Sequence[str]) -> None:
    """What `manage.py` calls. Ends the process with one sentence when the database can't be used."""
    try:
        with _told_to_the_log(arguments):
            execute_from_command_line(list(arguments))
    except OperationalError as error:
        sentence = explain(error)
        if sentence is None:
            raise
        raise SystemExit(sentence) from None


def _told_to_the_log(arguments: Sequence[str]) -> AbstractContextManager[object]:
    """Changes are the command's. A migration's statements stay as they are, and are nobody's."""
    if len(arguments) < 2 or needs_owner(arguments):
        return nullcontext()
    return by_command(arguments[1])  # type: ignore[no-any-return]


def explain(error: OperationalError) -> str | None:
    """The sentence for an error in reaching the database, without any password; none for other errors."""
    settings = connection.settings_dict
    message = str(error).lower()
    for pattern, cause in CAUSES:
        if re.search(pattern, message):
            where = settings["HOST"] or "this machine"
            remedy = REMEDY.format(variable=address_name())
            return f"The database at {where} {cause.format(name=settings['NAME'])}. {remedy}"
    return None
