"""Who wants reminders gathered gets one mail in the morning, with all that was gathered, and loses none."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from events.models import Entry
from events.workflows.reminder import queue_due_reminders
from portal.core.clock import OSLO
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.core.registry import last_looks
from portal.core.workflows.outbox import enqueue
from portal.partnership.models import User
from portal.partnership.workflows.digest import DIGEST, look_at_digests, send_digests
from tests.cast import Cast
from tests.core.outbox_mail import mail
from tests.events.reminding import DUE, planned

#: Saturday 6 March 2027; Monday is the 8th.
SUNDAY, MONDAY = datetime(2027, 3, 7, 7, tzinfo=OSLO), datetime(2027, 3, 8, 7, tzinfo=OSLO)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def reader(cast: Cast, rhythm: str) -> User:
    cast.secretary.mail_rhythm, cast.secretary.language = rhythm, "en"
    cast.secretary.save()
    return cast.secretary


def gather(cast: Cast, number: int = 1, days: int = 10, **entry: Any) -> list[Entry]:
    """So many dates whose reminders fall due on Saturday at eight."""
    entries = [planned(cast, days=(days,), first_day=DUE.date() + days * DAY, **entry) for _ in range(number)]
    with time_machine.travel(DUE, tick=False):
        queue_due_reminders(DUE)
    return entries


def gathered_for(person: User) -> None:
    enqueue(mail(person.pk, recipient=person, gathered=True))


def digests(at: datetime) -> int:
    with time_machine.travel(at, tick=False):
        return send_digests(at)


@pytest.mark.parametrize(("rhythm", "morning"), [("daily", SUNDAY), ("weekly", MONDAY)])
def test_a_digest_leaves_in_the_morning_and_not_a_minute_earlier(
    rhythm: str, morning: datetime, cast: Cast
) -> None:
    reader(cast, rhythm)
    gather(cast, 2)
    assert [digests(morning - MINUTE), digests(morning), digests(morning + 5 * MINUTE)] == [0, 1, 0]
    assert OutboxMessage.objects.filter(kind=DIGEST).count() == 1


def test_it_holds_all_that_was_gathered_the_nearest_first_and_leads_to_each(cast: Cast) -> None:
    reader(cast, "daily")
    [later], [sooner] = gather(cast, days=10), gather(cast, days=7, kind="deadline", audience="steering")
    digests(SUNDAY)
    digest = OutboxMessage.objects.get(kind=DIGEST)
    assert digest.subject.startswith("2 reminders, ")
    parts = {row.object_key: row for row in OutboxMessage.objects.filter(digest=digest)}
    assert set(parts) == {f"events.entry:{later.pk}", f"events.entry:{sooner.pk}"}
    for wording in (digest.text, digest.html):
        first, second = (wording.index(f"/arshjul/datoer/{entry.pk}/") for entry in (sooner, later))
        assert first < second
        assert str(later.title.en) in wording
    for entry in (later, sooner):
        assert f"UID:{entry.uid}" in digest.calendar
    assert digest.calendar.count("BEGIN:VCALENDAR") == 1
    assert {row.state for row in parts.values()} == {OutboxState.GATHERED}


def test_each_reader_gets_a_digest_of_their_own(cast: Cast) -> None:
    reader(cast, "daily")
    gather(cast)
    for person in (cast.employee, cast.student):
        person.mail_rhythm = "daily"
        person.save()
        with time_machine.travel(DUE, tick=False):
            gathered_for(person)
    assert digests(SUNDAY) == 3
    assert OutboxMessage.objects.filter(kind=DIGEST).values("recipient").distinct().count() == 3


def test_what_is_gathered_after_the_morning_waits_for_the_next(cast: Cast) -> None:
    reader(cast, "daily")
    gather(cast)
    assert digests(DUE + MINUTE) == 0
    digests(SUNDAY)
    with time_machine.travel(SUNDAY + MINUTE, tick=False):
        gathered_for(cast.secretary)
    assert [digests(SUNDAY + 5 * MINUTE), digests(MONDAY)] == [0, 1]


def test_a_morning_that_was_missed_is_made_up_for(cast: Cast) -> None:
    reader(cast, "daily")
    gather(cast)
    assert digests(SUNDAY + timedelta(hours=9)) == 1


def test_what_no_longer_holds_good_is_left_out_and_an_empty_digest_is_not_sent(cast: Cast) -> None:
    reader(cast, "daily")
    _stays, goes = gather(cast, 2)
    Entry.objects.filter(pk=goes.pk).update(state="cancelled")
    digests(SUNDAY)
    assert f"/arshjul/datoer/{goes.pk}/" not in OutboxMessage.objects.get(kind=DIGEST).text
    row = OutboxMessage.objects.get(object_key=f"events.entry:{goes.pk}")
    assert (row.state, row.last_error, row.digest) == (OutboxState.DROPPED, "cancelled", None)

    with time_machine.travel(SUNDAY + MINUTE, tick=False):
        again = planned(cast, days=(9,))
        queue_due_reminders(SUNDAY + 2 * timedelta(hours=1))
    Entry.objects.filter(pk=again.pk).update(state="cancelled")
    assert digests(MONDAY) == 0


def test_an_app_that_cannot_answer_stops_nobodys_digest(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    reader(cast, "daily")
    gather(cast)

    def fail(_day: object) -> None:
        OutboxMessage.objects.filter(pk="no number").exists()

    monkeypatch.setattr("events.workflows.last_look.responsible_on", fail)
    assert digests(SUNDAY) == 1


def test_what_has_come_too_near_for_the_next_digest_leaves_by_itself(cast: Cast) -> None:
    person = reader(cast, "daily")
    gather(cast, days=5)
    person.mail_rhythm = "weekly"
    person.save()
    later = planned(cast, first_day=DUE.date() + 10 * DAY)
    with time_machine.travel(DUE, tick=False):
        queue_due_reminders(DUE)
    assert digests(DUE + MINUTE) == 0
    states = {row.object_key: row.state for row in OutboxMessage.objects.all()}
    assert sorted(states.values()) == [OutboxState.GATHERED, OutboxState.GATHERED]
    assert f"events.entry:{later.pk}" in states

    Entry.objects.exclude(pk=later.pk).update(first_day=DUE.date() + 2 * DAY)
    OutboxMessage.objects.exclude(object_key=f"events.entry:{later.pk}").update(expires_at=DUE + 3 * DAY)
    digests(DUE + 5 * MINUTE)
    assert dict(OutboxMessage.objects.values_list("object_key", "state"))[f"events.entry:{later.pk}"] == (
        OutboxState.GATHERED
    )
    assert OutboxMessage.objects.filter(state=OutboxState.WAITING).count() == 1


def test_only_what_can_be_done_without_brings_a_way_out(cast: Cast) -> None:
    reader(cast, "daily")
    gather(cast, kind="deadline")
    digests(SUNDAY)
    assert OutboxMessage.objects.get(kind=DIGEST).headers == {}
    OutboxMessage.objects.all().delete()
    gather(cast)
    digests(SUNDAY)
    digest = OutboxMessage.objects.get(kind=DIGEST)
    assert digest.headers["List-Unsubscribe"].strip("<>") in digest.text


def test_a_closed_account_gets_no_digest(cast: Cast) -> None:
    person = reader(cast, "daily")
    gather(cast)
    digests(SUNDAY)
    digest = OutboxMessage.objects.get(kind=DIGEST)
    assert look_at_digests([digest]) == {}
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert look_at_digests([digest]) == {digest.pk: "no_longer_theirs"}
    assert last_looks.get(DIGEST) is look_at_digests


def test_what_was_gathered_for_an_erased_account_is_dropped(cast: Cast) -> None:
    reader(cast, "daily")
    gather(cast)
    OutboxMessage.objects.update(recipient=None)
    assert digests(SUNDAY) == 0
    assert OutboxMessage.objects.get().state == OutboxState.DROPPED
