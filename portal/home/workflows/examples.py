"""Example content: loaded from the partnership's own file of examples, and gone with one command."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from events.workflows.example import load_dates, remove_dates
from portal.core.clock import today
from portal.core.models import DemoMail
from portal.partnership.queries.partnership import the_partnership
from portal.partnership.workflows.example import load_people, remove_people
from portal.partnership.workflows.load import read_toml
from portal.partnership.workflows.reading import Table

SERVED_ALREADY = timedelta(days=400)
"""Example people have held their seats for more than a year, so that past dates had somebody."""


def example_file() -> Path:
    return Path(settings.BASE_DIR) / "partnerships" / "examples" / f"{the_partnership().key}.toml"


@transaction.atomic
def load_examples() -> tuple[int, int]:
    """Load people and dates; gives how many of each the file has. Loading twice changes nothing.

    A partnership without a file of examples has none. Raises PartnershipFileError, with nothing changed, when
    the file has a mistake.
    """
    if not example_file().is_file():
        return 0, 0
    root = Table(read_toml(example_file()), "")
    day = today()
    people = load_people(root, since=day - SERVED_ALREADY)
    dates = load_dates(root, day=day)
    root.done()
    return people, dates


@transaction.atomic
def remove_examples() -> tuple[int, int]:
    """Delete every example and the demo's mail; gives how many people and dates went."""
    DemoMail.objects.all().delete()
    dates = remove_dates()
    return remove_people(), dates
