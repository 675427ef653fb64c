"""`manage.py enforce_retention`: what the nightly job does, by hand."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.core.clock import OSLO
from portal.core.workflows.retention import enforce_retention


class Command(BaseCommand):
    help = "Take away what has been kept long enough. Safe to run twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", metavar="ISO", help="as of this moment instead of now (Oslo time)")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args: Any, **options: Any) -> None:
        done = enforce_retention(_moment(options["at"]), dry_run=options["dry_run"])
        for rule in done:
            self.stdout.write(f"{rule.rule}: {rule.touched}{f' ({rule.error})' if rule.error else ''}")
        failed = [rule.rule for rule in done if rule.error]
        if failed:
            raise CommandError(f"Not finished: {', '.join(failed)}.")


def _moment(written: str | None) -> datetime:
    """Raises CommandError for what is no moment."""
    if not written:
        return timezone.now()
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise CommandError(
            f"--at: “{written}” is not a moment. Write it as 2027-03-28 or 2027-03-28T03:00."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=OSLO)
