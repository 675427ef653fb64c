"""What the examples of all kinds have in common: who and where, a day in the past, and a history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from portal.core.models.authored import Authored
from portal.core.models.change import ThreadChange
from portal.core.models.thread import Thread
from portal.core.rules.transition import Table as Steps
from portal.core.workflows.authored import MADE
from portal.partnership.models import Partner, Theme, Unit, User
from portal.partnership.workflows.reading import Table

LONGEST_AGO = 4_000
MORNING = time(8, tzinfo=UTC)


@dataclass(frozen=True)
class Shelf:
    """What an example may refer to by its key; people by their mail address. `day` is the day of loading."""

    day: date
    units: dict[str, Unit]
    partners: dict[str, Partner]
    people: dict[str, User]
    themes: list[str]

    @classmethod
    def of(cls, day: date) -> Shelf:
        return cls(
            day=day,
            units={unit.key: unit for unit in Unit.objects.all()},
            partners={partner.key: partner for partner in Partner.objects.all()},
            people={person.email: person for person in User.objects.filter(is_example=True)},
            themes=list(Theme.objects.values_list("key", flat=True)),
        )

    def unit(self, table: Table, key: str = "unit", default: str | None = None) -> Unit | None:
        return self.units.get(table.choice(key, self.units, default))

    def person(self, table: Table, key: str = "by", default: str | None = None) -> User | None:
        return self.people.get(table.choice(key, self.people, default))

    def ago(self, table: Table, key: str = "days_ago") -> datetime:
        """A morning so many days before the day of loading."""
        days = table.number(key, high=LONGEST_AGO)
        return datetime.combine(self.day - timedelta(days=days), MORNING)

    def day_in(self, table: Table, key: str) -> date | None:
        """A day so many days after the day of loading, or before it; none without the key."""
        if not table.has(key):
            return None
        return self.day + timedelta(days=table.number(key, low=-LONGEST_AGO, high=LONGEST_AGO))


@dataclass(frozen=True)
class Step:
    """A step of an example's history, as it was taken."""

    at: datetime
    by: User | None
    action: str
    before: str
    after: str
    note: str


@dataclass(frozen=True)
class Past:
    """How an example came to be as it is. `state` is where its steps led it."""

    state: str
    steps: list[Step] = field(default_factory=list)

    @property
    def note(self) -> str:
        """What was said at the last step."""
        return self.steps[-1].note if self.steps else ""


def read_past(table: Table, shelf: Shelf, steps: Steps, start: str) -> Past:
    """The `history` of an example: steps of its kind's own table, in their order."""
    state, taken = start, []
    for row in table.tables("history"):
        known = steps.row(row.choice("action", sorted({one.action for one in steps})), state)
        if known is None:
            raise row.wrong("action", f"expected a step that can be taken from “{state}”")
        at, by, note = shelf.ago(row), shelf.person(row, default=""), row.string("note", "")
        if known.asks and not note:
            raise row.wrong("note", "expected a reason: this step asks for one")
        taken.append(Step(at, by, known.action, state, known.target, note))
        state = known.target
        row.done()
    return Past(state, taken)


def read_authored(table: Table, shelf: Shelf) -> dict[str, Any]:
    """The fields that everything people write has, as a new example's values; not its state."""
    made = shelf.ago(table)
    return {
        "slug": table.key(),
        "title": table.text("title"),
        "summary": table.text("summary"),
        "themes": table.strings("themes", shelf.themes),
        "made_by": shelf.person(table, default=""),
        "is_example": True,
        "created_at": made,
        "updated_at": made,
        "moved_at": made,
    }


def write_past(thing: Authored, past: Past, *also: datetime) -> None:
    """Write the history of a saved example, and when it last moved: `also` are other things that happened."""
    lines: list[Step] = [
        Step(
            thing.created_at, thing.made_by, MADE, "", past.steps[0].before if past.steps else past.state, ""
        ),
        *past.steps,
    ]
    ThreadChange.objects.bulk_create(
        ThreadChange(
            thread_id=thing.thread_id,
            by=line.by,
            at=line.at,
            action=line.action,
            before=line.before,
            after=line.after,
            note=line.note,
        )
        for line in lines
    )
    moved = max([thing.created_at, *also, *(step.at for step in past.steps)])
    type(thing)._default_manager.filter(pk=thing.pk).update(moved_at=moved, updated_at=moved)
    # What lists and feeds say of it: that it changed then, not when the examples were loaded.
    Thread.objects.filter(pk=thing.thread_id).update(changed_at=moved)


def rows_of(table: Table, key: str) -> Iterator[Table]:
    """The tables of a list within an example; what nobody read of one is refused."""
    for row in table.tables(key):
        yield row
        row.done()
