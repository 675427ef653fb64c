"""Makes the portal ready to be shown: catalogues, static files, migrations, partnership, wheel, examples.

The wheel is rolled for this year and the next.

Run by the supervisor as `python -m portal.core.launcher.prepare PARTNERSHIP STEP…`: one process for all the
commands, since starting Django costs more than most of them.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import django
import pghistory
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError


def prepare(partnership: str, steps: list[str]) -> None:
    django.setup()
    if "catalogues" in steps:
        tell("Compiling the catalogues")
        call_command("messages", "--compile", verbosity=0)
    if "static" in steps:
        tell("Collecting the static files")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    if "database" in steps:
        tell("Preparing the database")
        call_command("migrate", interactive=False, verbosity=0)
        with pghistory.context(command="make run"):
            fill(partnership)


def fill(partnership: str) -> None:
    """Load what the portal shows; safe to do again."""
    call_command("load_partnership", partnership, verbosity=0)
    this_year = datetime.now(ZoneInfo("Europe/Oslo")).year
    for year in (this_year, this_year + 1):
        call_command("roll_wheel", year, verbosity=0)
    if os.environ.get("DEMO", "0") not in {"", "0"}:
        call_command("load_examples", verbosity=0)


def tell(what: str) -> None:
    print(f"{what} …", flush=True)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.base")
    try:
        prepare(sys.argv[1], sys.argv[2:])
    except CommandError as error:
        raise SystemExit(f"{error}") from error
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise SystemExit(
            f"DATABASE_URL: the database can't be used ({reason}). Start it, or correct the address."
        ) from error


if __name__ == "__main__":
    main()
