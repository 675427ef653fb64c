from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.rules.recurrence import RecurrenceError
from events.workflows.roll import roll_wheel


class Command(BaseCommand):
    help = "Make the tentative plan of a year from the wheel's activities. Safe to run twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)

    def handle(self, *args: Any, year: int, **options: Any) -> None:
        try:
            rolled = roll_wheel(year)
        except RecurrenceError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{year}: {rolled.made} dates made, {rolled.kept} were there already.")
