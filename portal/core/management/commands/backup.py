from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.core.backup.failure import BackupError
from portal.core.management.ending import ending_in_order
from portal.core.workflows.backup import back_up


class Command(BaseCommand):
    help = "Write the whole database and all uploads to one file. The portal may be in use meanwhile."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with ending_in_order():
                manifest = back_up(file)
        except BackupError as error:
            raise CommandError(str(error)) from None
        rows = sum(table.rows for table in manifest.tables)
        self.stdout.write(
            f"{file}: tables {len(manifest.tables)}, rows {rows}, uploads {len(manifest.files)}. It holds"
            " personal data, and what opens accounts and calendars: keep it where few can read it."
        )
