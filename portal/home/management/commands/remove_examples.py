from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.home.workflows.examples import remove_examples


class Command(BaseCommand):
    help = "Delete all example people and content. Refused outside demo mode."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Examples belong in a demo: set DEMO=1 to remove them.")
        people, dates, things = remove_examples()
        self.stdout.write(f"Removed {people} people, {dates} dates, {things} needs, projects and results.")
