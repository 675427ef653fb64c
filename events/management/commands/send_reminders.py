from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from events.workflows.reminder import queue_due_reminders, reminder_messages
from portal.core.clock import OSLO
from portal.core.workflows.delivery import drain


class Command(BaseCommand):
    help = "Queue the reminders that are due and send what waits: what beat does, by hand. Safe to run twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", metavar="ISO", help="as if it were this moment, such as 2027-03-02T08:00")
        parser.add_argument("--dry-run", action="store_true", help="say what is due, write and send nothing")

    def handle(self, *args: Any, at: str | None, dry_run: bool, **options: Any) -> None:
        now = _moment(at)
        if dry_run:
            for message in reminder_messages(now):
                self.stdout.write(f"{message.occurrence}  {message.address}  {message.subject}")
            return
        queued = queue_due_reminders(now)
        report = drain(worker="send_reminders")
        self.stdout.write(f"{queued} queued, {report.sent} sent.")


def _moment(text: str | None) -> datetime:
    if text is None:
        return timezone.now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--at: expected a moment such as 2027-03-02T08:00, found “{text}”.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=OSLO)
