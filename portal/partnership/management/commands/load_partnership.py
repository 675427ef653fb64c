from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.partnership.workflows.load import load_partnership
from portal.partnership.workflows.reading import PartnershipFileError


class Command(BaseCommand):
    help = "Load or update the partnership from its file. A mistake in the file changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            partnership = load_partnership(file, tell=self.stdout.write)
        except PartnershipFileError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Loaded {partnership.name} from {file.name}.")
