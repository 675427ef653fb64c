"""Dates are fixed, moved, cancelled and held by those who may, as they saw them, with all that follows."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from events.models import Entry, EntryChange
from events.rules.new_date import NewDate
from events.rules.span import Span
from events.workflows.entry import (
    NotPossibleError,
    StaleEntryError,
    add_date,
    cancel,
    fix_date,
    mark_held,
    move,
)
from portal.core.clock import at
from portal.core.models import OutboxMessage
from portal.core.text import Text
from portal.partnership.models import User
from tests.cast import Cast
from tests.events.factories import EntryFactory
from tests.events.steering import Meeting, on, stands, steering_meeting, week

TUESDAY = date(2027, 6, 8)
LATER = date(2027, 6, 15)


@pytest.fixture(autouse=True)
def _in_april() -> object:
    with time_machine.travel(at(date(2027, 4, 5), time(12)), tick=False):
        yield


@pytest.fixture
def year(cast: Cast) -> Meeting:
    return steering_meeting(cast)


def fixed(year: Meeting, cast: Cast) -> Entry:
    """The meeting, once the secretary has fixed it for Tuesday at nine."""
    fix_date(year.meeting, when=on(TUESDAY, starts_at=time(9)), seen=0, by=cast.secretary)
    year.meeting.refresh_from_db()
    return year.meeting


def test_a_fixed_date_is_confirmed_and_what_is_counted_from_it_gets_its_day(
    cast: Cast, year: Meeting
) -> None:
    done = fix_date(year.meeting, when=on(TUESDAY), seen=0, by=cast.secretary)
    assert stands(year.meeting) == (TUESDAY, TUESDAY, "date", "confirmed")
    assert stands(year.papers) == (date(2027, 5, 29), date(2027, 5, 29), "date", "confirmed")
    assert stands(year.proof) == (date(2027, 5, 24), date(2027, 5, 24), "date", "confirmed")
    assert done.followed == 2


def test_a_meeting_that_moves_takes_the_whole_chain_along(cast: Cast, year: Meeting) -> None:
    meeting = fixed(year, cast)
    move(meeting, when=on(LATER), reason="The leader is away.", seen=1, by=cast.secretary)
    assert stands(meeting)[0] == LATER
    assert stands(year.papers)[0] == LATER - timedelta(days=10)
    assert stands(year.proof)[0] == LATER - timedelta(days=15)
    assert [meeting.sequence, year.papers.sequence, year.proof.sequence] == [2, 2, 2]


def test_a_date_that_is_only_known_by_its_week_again_is_tentative_with_all_that_follows(
    cast: Cast, year: Meeting
) -> None:
    meeting = fixed(year, cast)
    move(meeting, when=NewDate(span=week(date(2027, 6, 14))), reason="x", seen=1, by=cast.secretary)
    assert stands(meeting) == (date(2027, 6, 14), date(2027, 6, 20), "week", "tentative")
    assert stands(year.papers) == (date(2027, 5, 31), date(2027, 6, 6), "week", "tentative")


def test_what_somebody_set_by_hand_stays_and_so_does_what_is_counted_from_it(
    cast: Cast, year: Meeting
) -> None:
    meeting = fixed(year, cast)
    year.papers.refresh_from_db()
    move(year.papers, when=on(date(2027, 5, 20)), reason="x", seen=1, by=cast.secretary)
    done = move(meeting, when=on(LATER), reason="x", seen=1, by=cast.secretary)
    assert stands(year.papers)[0] == date(2027, 5, 20)
    assert stands(year.proof)[0] == date(2027, 5, 15)
    assert done.followed == 0


def test_what_has_been_held_stays(cast: Cast, year: Meeting) -> None:
    meeting = fixed(year, cast)
    Entry.objects.filter(pk=year.papers.pk).update(state="held")
    move(meeting, when=on(LATER), reason="x", seen=1, by=cast.secretary)
    assert stands(year.papers)[0] == date(2027, 5, 29)


def test_a_change_to_one_year_changes_no_other(cast: Cast, year: Meeting) -> None:
    other = steering_meeting(cast, monday=date(2028, 6, 5))
    before = {entry.pk: stands(entry) for entry in (other.meeting, other.papers, other.proof)}
    fixed(year, cast)
    move(year.meeting, when=on(LATER), reason="x", seen=1, by=cast.secretary)
    year.meeting.refresh_from_db()
    cancel(year.meeting, reason="x", seen=2, by=cast.secretary)
    assert {entry.pk: stands(entry) for entry in (other.meeting, other.papers, other.proof)} == before
    assert not EntryChange.objects.filter(entry__year=2028).exists()


def test_a_cancelled_meeting_cancels_what_is_counted_from_it(cast: Cast, year: Meeting) -> None:
    meeting = fixed(year, cast)
    cancel(meeting, reason="No cases.", seen=1, by=cast.secretary)
    assert [stands(entry)[3] for entry in (meeting, year.papers, year.proof)] == ["cancelled"] * 3
    assert year.papers.reason == meeting.reason == "No cases."


def test_a_new_date_brings_back_what_was_cancelled_along_and_nothing_else(cast: Cast, year: Meeting) -> None:
    meeting = fixed(year, cast)
    year.proof.refresh_from_db()
    cancel(year.proof, reason="x", seen=1, by=cast.secretary)
    cancel(meeting, reason="x", seen=1, by=cast.secretary)
    meeting.refresh_from_db()
    move(meeting, when=on(LATER), reason="", seen=2, by=cast.secretary)
    assert stands(meeting) == (LATER, LATER, "date", "confirmed")
    assert stands(year.papers)[3] == "confirmed"
    assert stands(year.proof)[3] == "cancelled"


def test_only_what_has_begun_can_be_marked_as_held(cast: Cast, year: Meeting) -> None:
    meeting = fixed(year, cast)
    with pytest.raises(NotPossibleError):
        mark_held(meeting, seen=1, by=cast.secretary)
    with time_machine.travel(at(TUESDAY, time(12)), tick=False):
        mark_held(meeting, seen=1, by=cast.secretary)
    assert stands(meeting)[3] == "held"
    assert stands(year.papers)[3] == "confirmed"


@pytest.mark.parametrize("state", ["confirmed", "cancelled", "held"])
def test_only_a_tentative_date_can_be_fixed(state: str, cast: Cast) -> None:
    entry = EntryFactory.create(state=state)
    with pytest.raises(NotPossibleError):
        fix_date(entry, when=on(LATER), seen=0, by=cast.team_municipality)


def test_what_has_been_held_is_never_moved_or_cancelled(cast: Cast) -> None:
    entry = EntryFactory.create(state="held")
    with pytest.raises(NotPossibleError):
        move(entry, when=on(LATER), reason="x", seen=0, by=cast.team_municipality)
    with pytest.raises(NotPossibleError):
        cancel(entry, reason="x", seen=0, by=cast.team_municipality)


def test_who_may_not_run_a_date_changes_nothing(cast: Cast, year: Meeting) -> None:
    for person in (cast.outsider, cast.steering_member, cast.employee):
        with pytest.raises(PermissionDenied):
            fix_date(year.meeting, when=on(TUESDAY), seen=0, by=person)
    assert stands(year.meeting)[3] == "tentative"
    assert not EntryChange.objects.exists()


def test_who_saw_an_older_date_overwrites_nothing(cast: Cast, year: Meeting) -> None:
    meeting = fixed(year, cast)
    with pytest.raises(StaleEntryError):
        move(meeting, when=on(LATER), reason="x", seen=0, by=cast.team_university)
    assert stands(meeting)[0] == TUESDAY
    assert stands(year.papers)[0] == date(2027, 5, 29)
    assert not OutboxMessage.objects.filter(text__contains="15. juni").exists()


def test_who_saw_a_date_before_it_was_cancelled_is_told_so_and_not_that_it_is_impossible(
    cast: Cast, year: Meeting
) -> None:
    cancel(year.meeting, reason="x", seen=0, by=cast.secretary)
    year.meeting.refresh_from_db()
    with pytest.raises(StaleEntryError):
        fix_date(year.meeting, when=on(TUESDAY), seen=0, by=cast.team_university)


def test_history_tells_who_what_and_why(cast: Cast, year: Meeting) -> None:
    meeting = fixed(year, cast)
    move(meeting, when=on(LATER), reason="The leader is away.", seen=1, by=cast.team_university)
    moved, first = EntryChange.objects.filter(entry=meeting)
    assert (first.kind, first.by, first.before["precision"]) == ("fixed", cast.secretary, "week")
    assert (moved.kind, moved.by, moved.reason) == ("moved", cast.team_university, "The leader is away.")
    assert NewDate.from_texts(moved.before) == on(TUESDAY, starts_at=time(9))
    assert moved.after["first_day"] == "2027-06-15"
    assert [change.kind for change in EntryChange.objects.filter(entry=year.proof)] == ["followed"] * 2


def test_a_failure_takes_all_of_it_back(cast: Cast, year: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.workflows.entry.tell", failing)
    with pytest.raises(RuntimeError):
        fix_date(year.meeting, when=on(TUESDAY), seen=0, by=cast.secretary)
    assert stands(year.meeting)[3] == "tentative"
    assert stands(year.papers)[2] == "week"
    assert not EntryChange.objects.exists()


def test_the_team_adds_a_date_once_however_often_the_button_is_pressed(cast: Cast) -> None:
    uid = uuid4()
    for _press in range(2):
        add(cast.team_university, uid)
    entry = Entry.objects.get(uid=uid)
    assert (entry.state, entry.year, entry.activity) == ("confirmed", 2027, None)
    assert [change.kind for change in entry.changes.all()] == ["added"]


def test_who_does_not_run_the_wheel_adds_nothing(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        add(cast.secretary, uuid4())


def add(by: User, uid: UUID) -> Entry:
    return add_date(
        uid=uid,
        title=Text(nb="Åpen dag"),
        summary=Text(),
        kind="gathering",
        audience="public",
        shown_to="public",
        year=2027,
        when=NewDate(span=Span(TUESDAY, TUESDAY)),
        by=by,
    )


def failing(*_args: object, **_kwargs: object) -> int:
    raise RuntimeError
