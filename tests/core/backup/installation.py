"""Whole installations to back up and to restore into: a database and an uploads' folder each."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from psycopg import sql

from events.workflows.roll import roll_wheel
from portal.core.backup.tables import find_tables, naming, next_numbers
from portal.core.workflows.outbox import enqueue_many
from portal.home.workflows.examples import load_examples
from portal.partnership.models import User
from portal.partnership.workflows.load import load_partnership
from tests.conftest import PARTNERSHIP_FILE
from tests.core.files import pdf, stored
from tests.core.outbox_mail import mail

_numbers = itertools.count(1)
ODD_NAMES = ("æøå og mellomrom.txt", "--help", "a\nb", "..skjult", "deep/er/og enda/dypere.bin", "tom")


@dataclass(frozen=True)
class Installation:
    """A database of its own on the server of the tests, and where its uploads are."""

    name: str
    uploads: Path

    @contextmanager
    def used(self) -> Iterator[None]:
        """Within the block, Django's connection and MEDIA_ROOT are those of this installation."""
        before = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = self.name
        try:
            with override_settings(MEDIA_ROOT=str(self.uploads)):
                yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = before

    def environment(self) -> dict[str, str]:
        """For a process of its own that runs on this installation."""
        values = connection.settings_dict
        address = f"postgresql://{values['USER']}@{quote(values['HOST'], safe='')}/{self.name}"
        return os.environ | {"DATABASE_URL": address, "UPLOADS_DIR": str(self.uploads)}

    def run(self, *command: str) -> str:
        """What a command of its own process says; raises CalledProcessError when it fails."""
        ended = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        return ended.stdout

    def rows(self) -> dict[str, list[Any]]:
        """Every row of every table, as text, in one order."""
        with self.used(), connection.cursor() as cursor:
            found = {}
            for table in find_tables(cursor):
                cursor.execute(naming("SELECT t::text FROM {} AS t ORDER BY 1", table.name))
                found[table.name] = cursor.fetchall()
            return found

    def numbers(self) -> dict[str, int]:
        with self.used(), connection.cursor() as cursor:
            return next_numbers(cursor)

    def files(self) -> dict[bytes, tuple[bytes, int, int]]:
        """Path → content, rights and time of change."""
        root = os.fsencode(self.uploads)
        found = {}
        for folder, _folders, names in os.walk(root):
            for name in names:
                path = Path(os.fsdecode(os.path.join(folder, name)))  # noqa: PTH118 - names that are not text
                status = path.stat()
                found[os.path.relpath(os.fsencode(path), root)] = (
                    path.read_bytes(),
                    status.st_mode,
                    status.st_mtime_ns,
                )
        return found


def create_database(name: str, template: str = "template0") -> None:
    _on_server(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(sql.Identifier, (name, template))))


def drop_database(name: str) -> None:
    _on_server(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _on_server(statement: sql.Composed) -> None:
    # From another database than those made and used as templates.
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def fresh_name() -> str:
    return f"backup_{os.getpid()}_{next(_numbers)}"


def fill(installation: Installation) -> None:
    """A partnership in use: people, dates, their log, mail that waits, and uploads with odd names."""
    with installation.used(), override_settings(DEMO=True):
        load_partnership(PARTNERSHIP_FILE)
        roll_wheel(2027)
        load_examples()
        person = User.objects.first()
        assert person is not None
        person.name = "Å \\ \t \n «N» \\N"
        person.save()
        enqueue_many([mail(1), mail(2)])
    installation.uploads.mkdir(parents=True)
    with installation.used():
        stored(pdf())
    for number, name in enumerate(ODD_NAMES):
        path = installation.uploads / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(range(256)) * 700 * number)
        path.chmod(0o600 if number % 2 else 0o644)
    not_text = os.fsencode(installation.uploads) + b"/\xff\xfe"
    Path(os.fsdecode(not_text)).write_bytes(b"its name is not UTF-8")


def migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)
