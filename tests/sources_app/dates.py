"""What goes on in the harbour each year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from portal.core.registry import SourceDate
from portal.core.text import Text


@dataclass
class Asked:
    """What the wheel has asked for since the list was emptied: the first and the last day, and the reader."""

    spans: list[tuple[date, date]] = field(default_factory=list)
    readers: list[Any] = field(default_factory=list)


asked = Asked()


def dates_between(first: date, last: date, user: Any) -> Iterable[SourceDate]:
    asked.spans.append((first, last))
    asked.readers.append(user)
    for year in range(first.year, last.year + 1):
        yield from _dates_of(year)


def _dates_of(year: int) -> Iterator[SourceDate]:
    changed = datetime(2026, 1, 1, 12, tzinfo=UTC)
    yield SourceDate(
        key=f"regatta-{year}",
        title=Text(nn="Regatta på fjorden"),
        summary=Text(nb="Alle båter er med."),
        place=Text(nb="Havna"),
        first_day=date(year, 6, 5),
        last_day=date(year, 6, 5),
        starts_at=time(10),
        kind="gathering",
        audience="public",
        shown_to="public",
        url="/om/",
        updated_at=changed,
        sequence=4,
    )
    yield SourceDate(
        key=f"launch-{year}",
        title=Text(nb="Sjøsetting"),
        first_day=date(year, 5, 1),
        last_day=date(year, 5, 31),
        precision="month",
        tentative=True,
        kind="deadline",
        audience="team",
        shown_to="governance",
        updated_at=changed,
        example=True,
        responsible={"role": "secretary"},
        reminders=(14, 3),
    )
    yield SourceDate(
        key=f"storm-{year}",
        title=Text(nb="Øvelse i storm"),
        first_day=date(year, 11, 3),
        last_day=date(year, 11, 3),
        cancelled=True,
        kind="meeting",
        audience="partners",
        shown_to="public",
        updated_at=changed,
        responsible={"role": "secretary"},
        reminders=(7,),
    )
