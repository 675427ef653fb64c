"""Reminders reach those responsible that day, once, in their language, and say when they are late."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from events.models import Entry, ReminderPlan
from events.queries.due import due_reminders
from events.workflows.reminder import (
    hold_reminder,
    queue_due_reminders,
    release_reminder,
    reminder_messages,
)
from portal.core.clock import OSLO
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.core.registry import wheel_sources
from portal.core.workflows.outbox import drop_waiting
from portal.partnership.models import Body, MailOptOut, Tenure
from tests.cast import Cast
from tests.events.factories import ReminderPlanFactory
from tests.events.reminding import (
    DUE,
    away,
    looked,
    move,
    planned,
    substitute_for,
    successor,
)

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
JUST_BEFORE = DUE - timedelta(seconds=1)
OCCURRENCE = "2027-03-16/start+10"


def recipients() -> list[int]:
    return sorted(OutboxMessage.objects.values_list("recipient", flat=True))


def test_a_reminder_leaves_at_its_hour_and_not_a_second_earlier(cast: Cast) -> None:
    planned(cast)
    assert queue_due_reminders(JUST_BEFORE) == 0
    assert queue_due_reminders(DUE) == 1


def test_the_same_reminder_is_written_once(cast: Cast) -> None:
    planned(cast)
    assert [queue_due_reminders(DUE + hours * HOUR) for hours in (0, 0, 5)] == [1, 0, 0]
    assert OutboxMessage.objects.count() == 1


def test_a_rehearsal_writes_nothing(cast: Cast) -> None:
    planned(cast)
    assert len(reminder_messages(DUE)) == 1
    assert not OutboxMessage.objects.exists()


def test_it_goes_to_who_holds_the_seat_that_day(cast: Cast) -> None:
    planned(cast)
    successor(cast.secretary, cast.outsider, DUE.date())
    queue_due_reminders(DUE)
    assert recipients() == [cast.outsider.pk]


def test_a_new_holder_gets_what_is_still_to_come_and_not_what_has_been(cast: Cast) -> None:
    planned(cast, days=(10, 7))
    queue_due_reminders(DUE)
    successor(cast.secretary, cast.outsider, DUE.date() + DAY)
    assert queue_due_reminders(DUE + DAY) == 0
    assert queue_due_reminders(DUE + 3 * DAY) == 1
    assert set(recipients()) == {cast.secretary.pk, cast.outsider.pk}


def test_a_substitute_gets_it_and_reads_whose_place_it_is(cast: Cast) -> None:
    planned(cast)
    substitute_for(cast.secretary, cast.outsider)
    away(cast.secretary, DUE.date(), DUE.date())
    queue_due_reminders(DUE)
    mail = OutboxMessage.objects.get()
    assert mail.recipient == cast.outsider
    assert cast.secretary.name in mail.text
    assert cast.secretary.name in mail.html


def test_an_empty_seat_reminds_nobody(cast: Cast) -> None:
    planned(cast)
    Tenure.objects.filter(user=cast.secretary).delete()
    assert queue_due_reminders(DUE) == 0


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "Om 10 dager"), ("nn", "Om 10 dagar"), ("en", "In 10 days")]
)
def test_it_speaks_the_readers_language(language: str, words: str, cast: Cast) -> None:
    entry = planned(cast)
    cast.secretary.language = language
    cast.secretary.save()
    queue_due_reminders(DUE)
    mail = OutboxMessage.objects.get()
    assert mail.language == language
    assert words in mail.text
    assert getattr(entry.title, language) in mail.subject


def test_it_says_what_when_and_where_and_carries_the_calendar_entry(cast: Cast) -> None:
    entry = planned(cast, starts_at="09:00", place={"nb": "Rådhuset"})
    queue_due_reminders(DUE)
    mail = OutboxMessage.objects.get()
    assert mail.subject.endswith("tirsdag 16. mars 2027 kl. 09.00, Rådhuset")
    assert f"/arshjul/datoer/{entry.pk}/" in mail.text
    assert f"UID:{entry.uid}" in mail.calendar
    assert "DTSTART;TZID=Europe/Oslo:20270316T090000" in mail.calendar
    assert "<img" not in mail.html


def test_an_example_says_so_in_its_subject(cast: Cast) -> None:
    planned(cast, is_example=True)
    queue_due_reminders(DUE)
    assert OutboxMessage.objects.get().subject.startswith("Eksempel: ")


@pytest.mark.parametrize("state", ["cancelled", "held"])
def test_what_is_cancelled_or_held_reminds_nobody(state: str, cast: Cast) -> None:
    planned(cast, state=state)
    assert queue_due_reminders(DUE) == 0


def test_one_on_time_says_nothing_of_being_late_and_one_a_day_late_says_when_it_should_have_come(
    cast: Cast,
) -> None:
    cast.secretary.language = "en"
    cast.secretary.save()
    planned(cast)
    looked(JUST_BEFORE)
    [on_time], [late] = reminder_messages(DUE + HOUR), reminder_messages(DUE + 4 * DAY)
    assert "late" not in on_time.text + on_time.html
    for wording in (late.text, late.html):
        assert "This reminder should have come on 6 March. It is late." in wording
        assert "In 6 days" in wording


def test_a_date_that_moved_on_is_reminded_of_anew(cast: Cast) -> None:
    entry = planned(cast)
    queue_due_reminders(DUE)
    move(entry, 7, at=DUE + HOUR)
    assert queue_due_reminders(DUE + DAY) == 0
    assert queue_due_reminders(DUE + 7 * DAY) == 1
    assert OutboxMessage.objects.count() == 2


def test_a_date_that_moves_nearer_reminds_only_those_who_have_not_had_that_reminder(cast: Cast) -> None:
    entry = planned(cast)
    queue_due_reminders(DUE)
    looked(DUE)
    move(entry, -3, at=DUE + HOUR)
    assert queue_due_reminders(DUE + HOUR) == 0
    successor(cast.secretary, cast.outsider, DUE.date())
    assert queue_due_reminders(DUE + HOUR) == 1
    assert set(recipients()) == {cast.secretary.pk, cast.outsider.pk}


def test_what_was_called_off_before_it_left_is_sent_when_the_date_moves_back(cast: Cast) -> None:
    entry = planned(cast)
    queue_due_reminders(DUE)
    move(entry, 7, at=DUE)
    drop_waiting(kind="wheel.reminder", object_key=f"events.entry:{entry.pk}", reason="moved")
    queue_due_reminders(DUE)
    move(entry, -7, at=DUE + HOUR)
    assert queue_due_reminders(DUE + HOUR) == 0
    assert [row.state for row in OutboxMessage.objects.all()] == [OutboxState.WAITING]


@pytest.mark.parametrize("state", [OutboxState.SENT, OutboxState.UNCERTAIN, OutboxState.FAILED])
def test_what_has_left_or_was_tried_is_never_sent_again(state: str, cast: Cast) -> None:
    entry = planned(cast)
    queue_due_reminders(DUE)
    OutboxMessage.objects.update(state=state, sent_at=DUE, handed_over_at=DUE)
    move(entry, 7, at=DUE)
    move(entry, -7, at=DUE)
    assert queue_due_reminders(DUE + HOUR) == 0
    assert OutboxMessage.objects.get().state == state


@pytest.mark.parametrize(
    ("edge", "days", "due"),
    [
        ("start", 14, datetime(2027, 1, 18, 8, tzinfo=OSLO)),
        ("end", 2, datetime(2027, 4, 2, 8, tzinfo=OSLO)),
        ("end", -7, datetime(2027, 4, 11, 8, tzinfo=OSLO)),
    ],
)
def test_days_are_counted_from_the_start_or_the_end_of_a_call(
    edge: str, days: int, due: datetime, cast: Cast
) -> None:
    entry = planned(cast, first_day=date(2027, 2, 1), last_day=date(2027, 4, 4))
    ReminderPlan.objects.filter(activity=entry.activity).update(edge=edge, days=days)
    assert [reminder.due_at for reminder in due_reminders(due)] == [due]
    assert due_reminders(due - timedelta(seconds=1)) == []


def test_a_person_with_two_seats_gets_one_mail(cast: Cast) -> None:
    entry = planned(cast)
    assert entry.activity is not None
    steering = Body.objects.get(kind="steering")
    entry.activity.responsible_body, entry.activity.responsible_role = steering, ""
    entry.activity.save()
    spare = steering.seats.exclude(tenures__isnull=False).first()
    assert spare is not None
    Tenure.objects.create(seat=spare, user=cast.steering_leader, first_day=date(2020, 1, 1))
    queue_due_reminders(DUE)
    assert recipients().count(cast.steering_leader.pk) == 1
    assert recipients().count(cast.steering_member.pk) == 1


def test_who_has_turned_a_kind_off_gets_none_of_it_but_gets_what_comes_with_the_seat(cast: Cast) -> None:
    for kind in ("wheel.reminder", "wheel.duty"):
        MailOptOut.objects.create(user=cast.secretary, kind=kind)
    planned(cast)
    deadline = planned(cast, kind="deadline")
    queue_due_reminders(DUE)
    mail = OutboxMessage.objects.get()
    assert (mail.kind, mail.object_key) == ("wheel.duty", f"events.entry:{deadline.pk}")


def test_what_one_can_do_without_can_be_turned_off_with_one_click_and_the_rest_says_why_not(
    cast: Cast,
) -> None:
    cast.secretary.language = "en"
    cast.secretary.save()
    planned(cast)
    planned(cast, kind="deadline")
    queue_due_reminders(DUE)
    optional = OutboxMessage.objects.get(kind="wheel.reminder")
    mandatory = OutboxMessage.objects.get(kind="wheel.duty")
    assert optional.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = optional.headers["List-Unsubscribe"].strip("<>")
    assert url in optional.text
    assert url in optional.html
    assert "/en/avmelding/" in url
    assert mandatory.headers == {}
    assert "can't be turned off" in mandatory.text


@pytest.mark.parametrize(
    ("rhythm", "days", "gathered"),
    [
        ("at_once", 10, False),
        ("daily", 10, True),
        ("daily", 3, True),
        ("daily", 2, False),
        ("daily", -7, True),
        ("weekly", 10, True),
        ("weekly", 3, False),
    ],
)
def test_a_reminder_is_gathered_where_its_reader_wishes_and_its_date_can_wait(
    rhythm: str, days: int, gathered: bool, cast: Cast
) -> None:
    cast.secretary.mail_rhythm = rhythm
    cast.secretary.save()
    planned(cast, days=(days,), first_day=DUE.date() + days * DAY)
    queue_due_reminders(DUE)
    mail = OutboxMessage.objects.get()
    assert mail.state == (OutboxState.GATHERED if gathered else OutboxState.WAITING)


def test_one_held_back_is_not_written_and_goes_when_it_is_released(cast: Cast) -> None:
    cast.secretary.language = "en"
    cast.secretary.save()
    entry = planned(cast)
    hold_reminder(entry, OCCURRENCE, by=cast.team_university)
    assert queue_due_reminders(DUE) == 0
    assert release_reminder(entry, OCCURRENCE, now=DUE + 5 * DAY) == 1
    assert "It is late." in OutboxMessage.objects.get().text


def test_one_released_before_its_hour_comes_at_its_hour(cast: Cast) -> None:
    entry = planned(cast)
    hold_reminder(entry, OCCURRENCE, by=cast.team_university)
    assert release_reminder(entry, OCCURRENCE, now=JUST_BEFORE) == 0
    assert queue_due_reminders(DUE) == 1


def test_one_released_when_it_is_of_no_use_or_when_a_newer_one_has_come_is_not_sent(cast: Cast) -> None:
    entry = planned(cast)
    hold_reminder(entry, OCCURRENCE, by=cast.team_university)
    assert release_reminder(entry, OCCURRENCE, now=DUE + 12 * DAY) == 0
    hold_reminder(entry, OCCURRENCE, by=cast.team_university)
    ReminderPlanFactory(activity=entry.activity, days=5)
    assert release_reminder(entry, OCCURRENCE, now=DUE + 6 * DAY) == 0
    assert not OutboxMessage.objects.exists()


def test_holding_one_that_waits_in_the_outbox_stops_it_there_until_it_is_released(cast: Cast) -> None:
    entry = planned(cast)
    queue_due_reminders(DUE)
    hold_reminder(entry, OCCURRENCE, by=cast.team_university)
    assert OutboxMessage.objects.get().state == OutboxState.HELD
    assert release_reminder(entry, OCCURRENCE, now=DUE + HOUR) == 1
    assert OutboxMessage.objects.get().state == OutboxState.WAITING


def test_releasing_what_is_not_held_does_nothing(cast: Cast) -> None:
    entry = planned(cast)
    assert release_reminder(entry, OCCURRENCE, now=DUE) == 0
    assert not OutboxMessage.objects.exists()


def test_a_date_without_an_activity_reminds_nobody(cast: Cast) -> None:
    entry = planned(cast)
    Entry.objects.filter(pk=entry.pk).update(activity=None)
    assert queue_due_reminders(DUE) == 0


@pytest.mark.parametrize("number", [1, 30])
def test_queueing_costs_the_same_for_one_date_and_for_thirty(
    number: int, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for _number in range(number):
        planned(cast)
    with django_assert_max_num_queries(13 + len(wheel_sources)):
        assert queue_due_reminders(DUE) == number
