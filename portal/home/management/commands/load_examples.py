from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.home.workflows.examples import load_examples
from portal.partnership.workflows.reading import PartnershipFileError


class Command(BaseCommand):
    help = "Load example people and content. Refused outside demo mode."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Examples belong in a demo: set DEMO=1 to load them.")
        try:
            people, dates, things = load_examples()
        except PartnershipFileError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Examples: {people} people, {dates} dates, {things} needs, projects and results.")
