"""Who relied on a date hears that it was fixed, moved or cancelled: one mail each, with all that follows."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
import time_machine

from events.models import Entry
from events.workflows.entry import cancel, fix_date, move
from events.workflows.reminder import queue_due_reminders
from portal.core.clock import OSLO, at
from portal.core.models import OutboxMessage
from portal.core.text import Text
from portal.partnership.models import User
from tests.cast import Cast
from tests.events.steering import MONDAY, Meeting, on, steering_meeting

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


def test_those_responsible_get_one_mail_with_all_that_follows_and_the_calendar(
    cast: Cast, year: Meeting
) -> None:
    meeting = fixed(year, cast)
    OutboxMessage.objects.all().delete()
    done = move(
        meeting, when=on(LATER, starts_at=time(9)), reason="Lederen er borte.", seen=1, by=cast.secretary
    )
    mail = OutboxMessage.objects.get()
    assert (mail.kind, mail.recipient, done.told) == ("wheel.moved", cast.secretary, 1)
    for words in ("15. juni 2027", "8. juni 2027", "Lederen er borte.", "papers nb", "5. juni 2027"):
        assert words in mail.text
    assert f"UID:{meeting.uid}" in mail.calendar
    assert "DTSTART;TZID=Europe/Oslo:20270615T090000" in mail.calendar
    assert mail.calendar.count("SEQUENCE:2") == 3


def test_who_was_reminded_of_the_old_date_is_told_though_they_hold_no_seat(cast: Cast, year: Meeting) -> None:
    meeting = fixed(year, cast)
    sent_reminder(meeting, cast.called_in)
    move(meeting, when=on(LATER), reason="x", seen=1, by=cast.secretary)
    mail = OutboxMessage.objects.get(recipient=cast.called_in, kind="wheel.moved")
    assert "papers" not in mail.text, "the papers are not for everyone to see"


def test_a_cancelled_date_is_taken_out_of_calendars(cast: Cast, year: Meeting) -> None:
    meeting = fixed(year, cast)
    cancel(meeting, reason="Ingen saker.", seen=1, by=cast.secretary)
    mail = OutboxMessage.objects.get(kind="wheel.cancelled")
    assert mail.calendar.count("STATUS:CANCELLED") == 3
    assert "Ingen saker." in mail.text


def test_a_date_that_is_long_past_is_put_right_without_telling_anyone(cast: Cast, year: Meeting) -> None:
    with time_machine.travel(at(date(2027, 9, 1), time(12)), tick=False):
        done = move(year.meeting, when=on(TUESDAY), reason="", seen=0, by=cast.secretary)
    assert done.told == 0


def test_waiting_reminders_of_the_old_date_are_dropped_and_the_new_date_has_its_own(
    cast: Cast, year: Meeting
) -> None:
    meeting = fixed(year, cast)
    due = at(TUESDAY - timedelta(days=10), time(8))
    with time_machine.travel(due, tick=False):
        queue_due_reminders(due.astimezone(OSLO))
        move(meeting, when=on(LATER), reason="x", seen=1, by=cast.secretary)
    later = at(LATER - timedelta(days=10), time(8))
    with time_machine.travel(later, tick=False):
        queue_due_reminders(later.astimezone(OSLO))
    reminders = OutboxMessage.objects.exclude(kind="wheel.moved").order_by("occurrence")
    assert [(mail.occurrence[:10], mail.state) for mail in reminders] == [
        ("2027-06-08", "dropped"),
        ("2027-06-15", "waiting"),
    ]


def test_a_new_place_keeps_the_reminders_that_wait(cast: Cast, year: Meeting) -> None:
    meeting = fixed(year, cast)
    due = at(TUESDAY - timedelta(days=10), time(8))
    with time_machine.travel(due, tick=False):
        queue_due_reminders(due.astimezone(OSLO))
        move(meeting, when=on(TUESDAY, place=Text(nb="Her")), reason="x", seen=1, by=cast.secretary)
    assert OutboxMessage.objects.exclude(kind="wheel.moved").get().state == "waiting"


def test_a_date_that_comes_back_to_where_it_was_has_its_reminder_again(cast: Cast, year: Meeting) -> None:
    meeting = fixed(year, cast)
    due = at(TUESDAY - timedelta(days=10), time(8))
    with time_machine.travel(due, tick=False):
        queue_due_reminders(due)
        for seen, day in enumerate((LATER, TUESDAY), start=1):
            move(Entry.objects.get(pk=meeting.pk), when=on(day), reason="x", seen=seen, by=cast.secretary)
        queue_due_reminders(due)
    reminders = OutboxMessage.objects.exclude(kind="wheel.moved")
    assert [mail.state for mail in reminders if mail.occurrence.startswith("2027-06-08")] == ["waiting"]


def test_it_speaks_the_readers_language(cast: Cast, year: Meeting) -> None:
    User.objects.filter(pk=cast.secretary.pk).update(language="en")
    fixed(year, cast)
    mail = OutboxMessage.objects.get(kind="wheel.moved")
    assert mail.language == "en"
    assert "The meeting" in mail.subject
    assert "/en/arshjul/datoer/" in mail.text


def sent_reminder(entry: Entry, person: User) -> None:
    now = at(MONDAY, time(8))
    OutboxMessage.objects.create(
        kind="wheel.reminder",
        object_key=f"events.entry:{entry.pk}",
        recipient=person,
        recipient_key="user:x",
        occurrence="2027-06-08/start+10",
        address="a@test.example",
        language="nb",
        message_id="<x@test.example>",
        state="sent",
        created_at=now,
        due_at=now,
        send_after=now,
        sent_at=now,
    )
