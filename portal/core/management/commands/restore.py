from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.core.backup.failure import BackupError
from portal.core.management.ending import ending_in_order
from portal.core.queries.outbox import Shelf, count_shelves
from portal.core.workflows.restore import restore


class Command(BaseCommand):
    help = "Put a backup back into an empty installation, whole or not at all."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with ending_in_order():
                manifest = restore(file)
        except BackupError as error:
            raise CommandError(str(error)) from None
        rows = sum(table.rows for table in manifest.tables)
        self.stdout.write(
            f"Restored as it was at {manifest.made_at}: tables {len(manifest.tables)}, rows {rows},"
            f" uploads {len(manifest.files)}."
        )
        if waiting := count_shelves()[Shelf.WAITING]:
            self.stdout.write(
                f"Mails that were waiting then: {waiting}. They leave when the worker starts; look at the"
                " outbox before that, since some may have been sent meanwhile."
            )
