"""The wheel's own dates as plain values: a year may hold two hundred, and models would cost as much again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from events.models.entry import EntryQuerySet
from events.rules.enums import Audience, Kind, State
from portal.core.text import Text


@dataclass(slots=True)
class OwnDate:
    """What the wheel shows of an `Entry`, under the names it has there; the rest stays in the database."""

    pk: int
    activity_id: int | None
    title: Text
    summary: Text
    kind: str
    audience: str
    first_day: date
    last_day: date
    precision: str
    state: str
    starts_at: time | None
    ends_at: time | None
    place: Text
    is_example: bool

    @property
    def html_id(self) -> str:
        return f"e{self.pk}"

    def is_over(self, day: date) -> bool:
        return self.state == State.HELD or (self.state != State.CANCELLED and self.last_day < day)

    def get_kind_display(self) -> str:
        return str(Kind(self.kind).label)

    def get_audience_display(self) -> str:
        return str(Audience(self.audience).label)


COLUMNS = tuple(OwnDate.__dataclass_fields__)


def own_dates(entries: EntryQuerySet) -> list[OwnDate]:
    """One query."""
    return [OwnDate(*values) for values in entries.values_list(*COLUMNS)]
