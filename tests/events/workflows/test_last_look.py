"""Right before a reminder leaves, it is asked whether it still should."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine

from events.models import Entry
from events.workflows.last_look import look_again
from events.workflows.reminder import queue_due_reminders
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.core.registry import last_looks
from portal.core.text import Text
from portal.partnership.models import MailOptOut, Tenure, User
from tests.cast import Cast
from tests.events.reminding import DUE, away, planned, substitute_for, successor

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def entry(cast: Cast) -> Entry:
    """A date whose reminder lies in the outbox, in English."""
    cast.secretary.language = "en"
    cast.secretary.save()
    with time_machine.travel(DUE - DAY, tick=False):
        entry = planned(cast, starts_at="09:00")
    with time_machine.travel(DUE, tick=False):
        assert queue_due_reminders(DUE) == 1
    return entry


def look(at: datetime = DUE) -> list[str]:
    """Why the mails in the outbox are not to be sent; nothing for those that are."""
    with time_machine.travel(at, tick=False):
        reasons = look_again(list(OutboxMessage.objects.filter(state=OutboxState.WAITING).order_by("pk")))
    return [str(reason) for reason in reasons.values()]


def test_what_still_holds_good_is_sent_as_it_is(entry: Entry) -> None:
    before = OutboxMessage.objects.values().get()
    assert look() == []
    assert OutboxMessage.objects.values().get() == before


Change = Callable[[Entry, Cast], Any]
CHANGES: dict[str, tuple[Change, str]] = {
    "the date is cancelled": (
        lambda entry, _cast: Entry.objects.filter(pk=entry.pk).update(state="cancelled"),
        "cancelled",
    ),
    "the date is gone": (lambda entry, _cast: entry.delete(), "cancelled"),
    "the date has moved": (
        lambda entry, _cast: Entry.objects.filter(pk=entry.pk).update(
            first_day=entry.first_day + DAY, last_day=entry.last_day + DAY
        ),
        "moved",
    ),
    "the date is held": (
        lambda entry, _cast: Entry.objects.filter(pk=entry.pk).update(state="held"),
        "too_late",
    ),
    "the account is closed": (
        lambda _entry, cast: User.objects.filter(pk=cast.secretary.pk).update(is_active=False),
        "no_longer_theirs",
    ),
    "the account is erased": (
        lambda _entry, _cast: OutboxMessage.objects.update(recipient=None),
        "no_longer_theirs",
    ),
    "nobody holds the seat": (
        lambda _entry, cast: Tenure.objects.filter(user=cast.secretary).delete(),
        "no_longer_theirs",
    ),
    "the kind is turned off": (
        lambda _entry, cast: MailOptOut.objects.create(user=cast.secretary, kind="wheel.reminder"),
        "not_wanted",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_no_longer_holds_good_is_not_sent(change: str, entry: Entry, cast: Cast) -> None:
    happens, reason = CHANGES[change]
    happens(entry, cast)
    assert look() == [reason]


def test_what_the_date_has_overtaken_is_not_sent(entry: Entry) -> None:
    begins = DUE + 10 * DAY + HOUR
    assert look(begins - timedelta(minutes=1)) == []
    assert look(begins) == ["too_late"]


def test_a_duty_can_not_be_turned_off(cast: Cast) -> None:
    planned(cast, kind="deadline")
    queue_due_reminders(DUE)
    MailOptOut.objects.create(user=cast.secretary, kind="wheel.duty")
    assert look() == []


def test_who_has_come_into_the_seat_meanwhile_gets_it_instead_once(entry: Entry, cast: Cast) -> None:
    successor(cast.secretary, cast.outsider, DUE.date() + DAY)
    later = DUE + 5 * DAY
    assert look(later) == ["no_longer_theirs"]
    OutboxMessage.objects.filter(recipient=cast.secretary).update(state=OutboxState.DROPPED)
    assert look(later) == []
    mail = OutboxMessage.objects.get(state=OutboxState.WAITING)
    assert (mail.recipient, mail.address) == (cast.outsider, cast.outsider.email)
    assert OutboxMessage.objects.count() == 2


def test_a_substitute_gets_it_when_the_holder_has_left_meanwhile(entry: Entry, cast: Cast) -> None:
    substitute_for(cast.secretary, cast.outsider)
    away(cast.secretary, DUE.date() + DAY, DUE.date() + DAY)
    assert look(DUE + HOUR) == []
    assert look(DUE + DAY) == ["no_longer_theirs"]
    assert OutboxMessage.objects.filter(recipient=cast.outsider).exists()


@pytest.mark.parametrize(("waited", "late"), [(HOUR, False), (2 * HOUR, True), (3 * DAY, True)])
def test_a_mail_that_has_waited_long_is_written_anew_and_says_that_it_is_late(
    waited: timedelta, late: bool, entry: Entry
) -> None:
    rows = list(OutboxMessage.objects.all())
    with time_machine.travel(DUE + waited, tick=False):
        assert look_again(rows) == {}
    mail = OutboxMessage.objects.get()
    assert ("This reminder should have come on 6 March. It is late." in mail.text) == late
    assert ("It is late." in mail.html) == late
    assert f"In {10 - waited.days} days" in mail.text
    assert rows[0].text == mail.text


def test_a_mail_tells_the_hour_and_place_that_hold_when_it_leaves(entry: Entry) -> None:
    with time_machine.travel(DUE + timedelta(seconds=5), tick=False):
        entry.starts_at, entry.place = time(14), Text(nb="Biblioteket")
        entry.save()
    assert look(DUE + timedelta(seconds=9)) == []
    mail = OutboxMessage.objects.get()
    assert "14.00, Biblioteket" in mail.subject
    assert "DTSTART;TZID=Europe/Oslo:20270316T140000" in mail.calendar


def test_a_hundred_are_looked_at_in_as_many_queries_as_one(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for _number in range(100):
        planned(cast)
    queue_due_reminders(DUE)
    rows = list(OutboxMessage.objects.all())
    with time_machine.travel(DUE + 3 * HOUR, tick=False), django_assert_max_num_queries(8):
        look_again(rows)


@pytest.mark.parametrize("kind", ["wheel.reminder", "wheel.duty"])
def test_the_sender_asks_about_every_kind_of_reminder(kind: str) -> None:
    assert last_looks.get(kind) is look_again
