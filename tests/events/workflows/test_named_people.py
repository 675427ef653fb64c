"""Dates of other apps remind those who answer for them by name, beside those who hold the seats."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from events.queries.reminder import coming_reminders
from events.workflows.last_look import look_again
from events.workflows.reminder import queue_due_reminders
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError
from portal.core.registry import SourceDate, wheel_sources
from portal.core.text import Text
from tests.cast import Cast
from tests.events.reminding import DUE, MEETING, away, looked

DAY = timedelta(days=1)


@pytest.fixture
def given(cast: Cast) -> Iterator[list[SourceDate]]:
    """One date of another app: the secretary's, and the employee's by name."""
    dates = [_date(cast)]
    wheel_sources.register("trial", lambda *_asked: dates)
    with time_machine.travel(DUE, tick=False):
        yield dates
    wheel_sources.unregister("trial")


def _date(cast: Cast, day: date = MEETING, **more: Any) -> SourceDate:
    whole: dict[str, Any] = {
        "key": "call",
        "title": Text(nb="Søknadsfrist"),
        "first_day": day,
        "last_day": day,
        "kind": "deadline",
        "audience": "partners",
        "shown_to": "partners",
        "updated_at": datetime(2027, 1, 1, tzinfo=DUE.tzinfo),
        "responsible": {"role": "secretary"},
        "people": (cast.employee.pk,),
        "reminders": (10,),
    }
    return SourceDate(**whole | more)


def mailed() -> list[str]:
    return sorted(OutboxMessage.objects.values_list("address", flat=True))


def test_who_is_named_is_reminded_beside_those_who_hold_the_seats(
    cast: Cast, given: list[SourceDate]
) -> None:
    queue_due_reminders(DUE)
    assert mailed() == sorted([cast.employee.email, cast.secretary.email])
    said = {mail.address: mail.text for mail in OutboxMessage.objects.all()}
    assert "fordi du" in said[cast.employee.email] or "because you answer for it" in said[cast.employee.email]


def test_a_date_that_is_only_somebodys_by_name_reminds_them(cast: Cast, given: list[SourceDate]) -> None:
    given[:] = [_date(cast, responsible={})]
    queue_due_reminders(DUE)
    assert mailed() == [cast.employee.email]


def test_who_holds_the_seat_and_is_named_gets_one_mail(cast: Cast, given: list[SourceDate]) -> None:
    given[:] = [_date(cast, people=(cast.secretary.pk,))]
    queue_due_reminders(DUE)
    assert mailed() == [cast.secretary.email]


def test_who_is_named_is_reminded_while_away(cast: Cast, given: list[SourceDate]) -> None:
    away(cast.employee, MEETING - 20 * DAY, MEETING)
    queue_due_reminders(DUE)
    assert cast.employee.email in mailed()


def test_a_closed_account_is_not_written_to(cast: Cast, given: list[SourceDate]) -> None:
    cast.employee.is_active = False
    cast.employee.save()
    queue_due_reminders(DUE)
    assert mailed() == [cast.secretary.email]


def test_who_is_named_no_more_is_not_written_to_after_all(cast: Cast, given: list[SourceDate]) -> None:
    queue_due_reminders(DUE)
    given[:] = [_date(cast, people=(cast.unit_leader.pk,))]
    reasons = look_again(list(OutboxMessage.objects.filter(recipient=cast.employee)))
    assert list(reasons.values()) == [OutboxError.NO_LONGER_THEIRS]
    assert cast.unit_leader.email in mailed()


def test_a_date_that_moves_takes_the_reminders_of_those_named_along(
    cast: Cast, given: list[SourceDate]
) -> None:
    queue_due_reminders(DUE)
    given[:] = [_date(cast, day=MEETING + 5 * DAY, updated_at=DUE + DAY)]
    reasons = look_again(list(OutboxMessage.objects.filter(recipient=cast.employee)))
    assert list(reasons.values()) == [OutboxError.MOVED]
    looked(DUE + DAY)
    with time_machine.travel(DUE + 6 * DAY, tick=False):
        queue_due_reminders(DUE + 6 * DAY)
    assert OutboxMessage.objects.filter(recipient=cast.employee).count() == 2


def test_the_team_sees_by_name_who_will_be_reminded(cast: Cast, given: list[SourceDate]) -> None:
    [coming] = coming_reminders(DUE - DAY)
    assert {reader.name for reader in coming.readers} == {cast.employee.name, cast.secretary.name}
