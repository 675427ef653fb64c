"""What can be done to a date follows from one table."""

from __future__ import annotations

from datetime import date

import pytest

from events.models import Entry
from events.rules.enums import State
from events.rules.new_date import NewDate, belongs_to
from events.rules.span import Span, iso_weeks
from events.rules.transition import TABLE, Action, needs_reason, open_to, transition
from portal.core.text import Text
from tests.cast import Cast

DAY = date(2027, 3, 3)


def entry(state: str) -> Entry:
    return Entry(state=state, first_day=DAY, last_day=DAY, audience="team", year=2027)


def test_every_row_of_the_table_can_be_found() -> None:
    for row in TABLE:
        assert transition(row.action, row.source, exact=row.exact is not False) is row


def test_a_date_that_has_been_held_stays_so() -> None:
    assert not [row for row in TABLE if row.source == State.HELD]


@pytest.mark.parametrize(
    ("action", "source", "exact", "target"),
    [
        (Action.FIX, "tentative", True, "confirmed"),
        (Action.FIX, "tentative", False, None),
        (Action.MOVE, "tentative", True, "tentative"),
        (Action.MOVE, "confirmed", True, "confirmed"),
        (Action.MOVE, "confirmed", False, "tentative"),
        (Action.MOVE, "cancelled", True, "confirmed"),
        (Action.CANCEL, "cancelled", True, None),
    ],
)
def test_where_a_step_leads(action: Action, source: str, exact: bool, target: str | None) -> None:
    row = transition(action, source, exact=exact)
    assert (row.target if row else None) == target


@pytest.mark.parametrize(
    ("state", "day", "actions"),
    [
        ("tentative", date(2027, 3, 2), ["fix", "move", "cancel"]),
        ("tentative", DAY, ["fix", "move", "cancel", "mark_held"]),
        ("confirmed", DAY, ["move", "cancel", "mark_held"]),
        ("cancelled", DAY, ["move"]),
        ("held", DAY, []),
    ],
)
@pytest.mark.django_db
def test_who_runs_a_date_is_offered_what_its_state_allows(
    state: str, day: date, actions: list[str], cast: Cast
) -> None:
    assert [row.action.value for row in open_to(cast.team_university, entry(state), day)] == actions
    assert open_to(cast.outsider, entry(state), day) == []


def test_a_reason_is_owed_where_somebody_relied_on_the_date() -> None:
    assert needs_reason(Action.CANCEL, "tentative")
    assert needs_reason(Action.MOVE, "confirmed")
    assert not needs_reason(Action.MOVE, "tentative")


@pytest.mark.parametrize(
    ("day", "belongs"),
    [
        (date(2026, 12, 17), False),
        (date(2026, 12, 18), True),
        (date(2028, 1, 14), True),
        (date(2028, 1, 15), False),
    ],
)
def test_a_date_stays_in_its_year_or_two_weeks_outside_it(day: date, belongs: bool) -> None:
    assert belongs_to(Span(day, day), 2027) is belongs


def test_history_reads_back_what_it_wrote() -> None:
    when = NewDate(span=iso_weeks(DAY), place=Text(nb="Her", en="Here"))
    assert NewDate.from_texts(when.as_texts()) == when
