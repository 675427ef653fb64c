"""The yearly round: its days on the wheel, the call with last year's list, and what nobody took."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from events.rules.source import check_date
from portal.core.awaiting import awaiting, told
from portal.core.clock import at
from portal.core.models import OutboxMessage
from portal.core.models.thread import ThreadLink
from portal.core.workflows.transition import NotPossibleError
from portal.partnership.models import MailOptOut
from students.models import StudentTask, TaskKind, TaskRound
from students.queries.round import round_dates
from students.queries.untaken import untaken_duties, untaken_for
from students.rules.enums import AssignmentState, InterestState, RoundDay, TaskState
from students.rules.rights import may_offer_on
from students.workflows.offer_on import offer_on
from students.workflows.round_call import CALL, call_units, look_again
from tests.cast import Cast
from tests.students.factories import InterestFactory, TaskFactory, assigned
from tests.students.posting import rounds, unit_of

TUESDAY = date(2026, 9, 1)
"""The day of the call for the spring of 2027."""


@pytest.fixture(autouse=True)
def _rounds(partnership: Any) -> Any:
    rounds()
    TaskRound.objects.update(on_wheel=[])
    TaskRound.objects.filter(key="spring").update(call="09-01", on_wheel=["post_by", "apply_by"])
    with time_machine.travel(at(TUESDAY, time(12)), tick=False):
        yield


def posted_last_year(cast: Cast, **values: Any) -> StudentTask:
    values.setdefault("contact", cast.employee)
    task: StudentTask = TaskFactory.create(
        semester="2026-1", deadline=date(2025, 11, 15), unit=unit_of(cast.employee), **values
    )
    return task


def called() -> set[str]:
    return set(OutboxMessage.objects.filter(kind=CALL).values_list("address", flat=True))


def hour(clock: int, day: date = TUESDAY) -> datetime:
    return at(day, time(clock))


def test_the_wheel_has_the_days_the_file_wants_and_no_others() -> None:
    found = list(round_dates(date(2026, 1, 1), date(2026, 12, 31), None))
    assert [(one.key, one.first_day) for one in found] == [
        ("2027-1-post-by", date(2026, 10, 15)),
        ("2027-1-apply-by", date(2026, 11, 15)),
    ]
    assert {one.title.nb == "" for one in found} == {False}
    for one in found:
        check_date("task-rounds", one)


@pytest.mark.parametrize("day", RoundDay.values)
def test_every_day_of_a_round_may_stand_on_the_wheel(day: str) -> None:
    TaskRound.objects.filter(key="spring").update(publication="08-24", on_wheel=[day])
    (one,) = round_dates(date(2026, 1, 1), date(2026, 12, 31), None)
    check_date("task-rounds", one)


def test_who_posted_last_year_and_their_leader_get_the_list_once(cast: Cast) -> None:
    task = posted_last_year(cast)
    assert call_units(hour(8)) > 0
    assert {cast.employee.email, cast.unit_leader.email} <= called()
    mail = OutboxMessage.objects.get(kind=CALL, address=cast.employee.email)
    assert f"/studentoppgaver/ny/?som={task.slug}" in mail.text
    assert call_units(hour(9)) == call_units(hour(9, TUESDAY + timedelta(days=3))) == 0


@pytest.mark.parametrize(
    "moment",
    [hour(6), hour(8, date(2026, 8, 31)), hour(8, date(2026, 9, 5)), hour(8, date(2026, 9, 16))],
    ids=str,
)
def test_the_call_comes_on_the_morning_of_its_day_and_not_long_after(cast: Cast, moment: datetime) -> None:
    posted_last_year(cast)
    assert call_units(moment) == 0


def test_a_draft_that_was_never_sent_calls_nobody(cast: Cast) -> None:
    posted_last_year(cast, state=TaskState.DRAFT, published_at=None)
    assert call_units(hour(8)) == 0


def test_nobody_is_called_who_left_or_turned_such_mail_off(cast: Cast) -> None:
    posted_last_year(cast)
    MailOptOut.objects.create(user=cast.unit_leader, kind=CALL)
    cast.employee.affiliations.update(last_day=date(2026, 6, 30))
    call_units(hour(8))
    assert called().isdisjoint({cast.unit_leader.email, cast.employee.email})


def test_who_turns_such_mail_off_before_it_leaves_does_not_get_it(cast: Cast) -> None:
    posted_last_year(cast)
    call_units(hour(8))
    MailOptOut.objects.create(user=cast.employee, kind=CALL)
    rows = list(OutboxMessage.objects.filter(kind=CALL))
    assert set(look_again(rows)) == {row.pk for row in rows if row.recipient_id == cast.employee.pk}


def left_over(cast: Cast, **values: Any) -> StudentTask:
    """Published, and its last day to apply was yesterday."""
    values.setdefault("deadline", TUESDAY - timedelta(days=1))
    task: StudentTask = TaskFactory.create(
        contact=cast.employee, unit=unit_of(cast.employee), semester="2026-2", **values
    )
    return task


def test_a_task_is_left_over_from_the_day_after_its_deadline(cast: Cast) -> None:
    task = left_over(cast, deadline=TUESDAY)
    assert list(untaken_for(cast.employee, TUESDAY)) == []
    assert list(untaken_for(cast.employee, TUESDAY + timedelta(days=1))) == [task]


def test_a_task_with_a_group_or_an_unanswered_interest_is_not_left_over(cast: Cast) -> None:
    assigned(left_over(cast), state=AssignmentState.OFFERED)
    InterestFactory.create(task=left_over(cast))
    InterestFactory.create(task=left_over(cast), state=InterestState.DECLINED, reason="Nei.")
    assert untaken_for(cast.employee, TUESDAY).count() == 1


def test_the_list_and_the_right_to_offer_on_are_twins(cast: Cast) -> None:
    tasks = [left_over(cast), TaskFactory.create(deadline=TUESDAY - timedelta(days=1))]
    for user in cast.by_name().values():
        assert set(untaken_for(user, TUESDAY)) == {task for task in tasks if may_offer_on(user, task)}


def test_owner_and_team_have_it_on_my_page(cast: Cast) -> None:
    task = left_over(cast)
    assert [duty.title for duty in told(untaken_duties(cast.employee), most=100)] == [str(task.title)]
    [left] = awaiting(untaken_duties(cast.team_university), most=1)
    assert (left.sort.key, left.total) == ("left", 1)
    assert told(untaken_duties(cast.student), most=100) == []


def test_one_click_makes_a_draft_for_the_next_semester_that_can_be_applied_for(cast: Cast) -> None:
    task, kind = (
        left_over(cast, hours=20),
        TaskKind.objects.create(key="another", name=TaskFactory.build().title),
    )
    new = offer_on(task, by=cast.employee, kind=kind)
    assert (new.state, new.semester, new.deadline) == (TaskState.DRAFT, "2027-1", date(2026, 11, 15))
    assert (new.title, new.contact, new.kind, new.hours) == (task.title, cast.employee, kind, None)
    assert ThreadLink.objects.filter(earlier=task.thread, later=new.thread).exists()


def test_asked_twice_there_is_one_draft_and_the_task_is_off_the_list(cast: Cast) -> None:
    task = left_over(cast)
    assert offer_on(task, by=cast.employee) == offer_on(task, by=cast.team_university)
    assert told(untaken_duties(cast.employee), most=100) == []


def test_only_what_nobody_took_is_offered_on_and_only_by_its_own(cast: Cast) -> None:
    with pytest.raises(NotPossibleError):
        offer_on(left_over(cast, deadline=TUESDAY), by=cast.employee)
    with pytest.raises(PermissionDenied):
        offer_on(left_over(cast), by=cast.student)
