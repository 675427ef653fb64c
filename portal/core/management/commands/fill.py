from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.core.workflows.fill import fill


class Command(BaseCommand):
    help = "Make invented objects of every kind, to see the portal at scale. Refused outside demo mode."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--objects", type=int, required=True, help="How many to make.")
        parser.add_argument("--seed", type=int, default=0, help="Another number gives other texts.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Invented objects belong in a demo: set DEMO=1 to make them.")
        if options["objects"] < 1:
            raise CommandError("--objects: say how many to make, 1 or more.")
        began = time.monotonic()
        made = fill(options["objects"], seed=options["seed"])
        seconds = time.monotonic() - began
        self.stdout.write(f"Made {made} objects in {seconds:.1f} s. `remove_examples` removes them.")
