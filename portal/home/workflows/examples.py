"""Example content: loaded from the partnership's own files of examples, and gone with one command."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction

from events.workflows.example import example_date, load_dates, remove_dates
from portal.core.clock import today
from portal.core.models import DemoMail
from portal.core.models.thread import Relation, Thread, ThreadLink
from portal.partnership.queries.partnership import the_partnership
from portal.partnership.workflows.example import load_people, remove_people
from portal.partnership.workflows.load import read_toml
from portal.partnership.workflows.reading import PartnershipFileError, Table
from projects.workflows.example import load_things, remove_things
from projects.workflows.example_parts import Shelf
from students.workflows.example import load_tasks, remove_tasks

SERVED_ALREADY = timedelta(days=400)
"""Example people have held their seats for more than a year, so that past dates had somebody."""
RELATIONS = {"date": Relation.DISCUSSED, "application": Relation.APPLIED, "result": Relation.RESULTED}
"""What a later thing of a kind is to what led to it; all others are what it became."""


class Examples(NamedTuple):
    """How many there are of each."""

    people: int
    dates: int
    things: int


def example_files() -> list[Path]:
    """The partnership's file of examples, and those in the folder of the same name."""
    folder = Path(settings.BASE_DIR) / "partnerships" / "examples"
    key = the_partnership().key
    return [
        path for path in (folder / f"{key}.toml", *sorted((folder / key).glob("*.toml"))) if path.is_file()
    ]


def read_examples() -> Table:
    """All the files as one; a section stands in one of them only."""
    found: dict[str, Any] = {}
    for path in example_files():
        for section, rows in read_toml(path).items():
            if section in found:
                raise PartnershipFileError(
                    section, f"expected in one file only, but it stands in {path.name} too"
                )
            found[section] = rows
    return Table(found, "")


@transaction.atomic
def load_examples() -> Examples:
    """Load all examples; gives how many of each the files have. Loading twice changes nothing.

    A partnership without files of examples has none. Raises PartnershipFileError, with nothing changed, when
    a file has a mistake.
    """
    root, day = read_examples(), today()
    return _load(root, day)


def _load(root: Table, day: date) -> Examples:
    people = load_people(root, since=day - SERVED_ALREADY)
    dates = load_dates(root, day=day)
    things = load_things(root, day=day) + load_tasks(root, Shelf.of(day))
    load_links(root)
    root.done()
    return Examples(people, dates, things)


def load_links(root: Table) -> None:
    """Link what led to what: `from` is `kind/key` of an example, `to` a list of such."""
    for table in root.tables("links"):
        earlier = _thread(table, table.string("from"), "from")
        for later in [_thread(table, ref, "to") for ref in table.raw("to") or []]:
            ThreadLink.objects.get_or_create(
                earlier=earlier,
                later=later,
                defaults={
                    "relation": RELATIONS.get(later.kind, Relation.BECAME),
                    "at": max(earlier.published_at, later.published_at),
                },
            )
        table.done()


def _thread(table: Table, ref: str, name: str) -> Thread:
    kind, _slash, key = str(ref).partition("/")
    if kind == "date":
        found = example_date(key)
        thread = found.thread if found else None
    else:
        thread = Thread.objects.filter(kind=kind, key=key, example=True).first()
    if thread is None:
        raise table.wrong(name, f"expected kind and key of an example such as need/key, found “{ref}”")
    return thread


@transaction.atomic
def remove_examples() -> Examples:
    """Delete every example and the demo's mail; gives how many of each went."""
    DemoMail.objects.all().delete()
    things = remove_tasks() + remove_things()
    dates = remove_dates()
    return Examples(remove_people(), dates, things)
