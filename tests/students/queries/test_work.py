"""What work asks of people, the day it ends on the wheel, and who follows it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from events.workflows.reminder import queue_due_reminders
from portal.core.awaiting import told
from portal.core.clock import at
from portal.core.models import OutboxMessage
from students.models import Assignment
from students.queries.export import work_export
from students.queries.work import followed_by
from students.queries.work_duties import work_duties
from students.queries.work_wheel import work_dates
from students.rules.assignment import follows
from students.rules.enums import AssignmentState
from students.workflows.work import approve
from tests.cast import Cast
from tests.students.working import answer, delivered, task_of, work_on

S = AssignmentState
END = date(2027, 5, 20)
YEAR = (date(2027, 1, 1), date(2027, 12, 31))


@pytest.fixture(autouse=True)
def _in_may(db: None) -> Any:
    with time_machine.travel(at(date(2027, 5, 1), time(12)), tick=False):
        yield


def who_is_asked(cast: Cast) -> set[str]:
    return {name for name, user in cast.by_name().items() if told(work_duties(user), most=100)}


def test_each_step_asks_the_one_whose_it_is(cast: Cast) -> None:
    work = work_on(task_of(cast), cast)
    assert who_is_asked(cast) == {"supervisor"}
    approve(work, by=cast.supervisor)
    assert who_is_asked(cast) == {"employee"}


def test_where_there_is_no_supervisor_the_team_sees_to_it(cast: Cast) -> None:
    task = task_of(cast)
    type(task).objects.filter(pk=task.pk).update(supervisor=None)
    work_on(task, cast)
    assert who_is_asked(cast) == {"team_municipality", "team_university"}


def test_the_owner_is_asked_for_the_delivery_the_day_after_the_end(cast: Cast) -> None:
    work_on(task_of(cast), cast, S.IN_PROGRESS)
    for day, asked in ((END, set()), (END + timedelta(days=1), {"employee"})):
        with time_machine.travel(at(day, time(12)), tick=False):
            assert who_is_asked(cast) == asked


def test_a_student_is_asked_whether_it_may_be_shown_until_they_answer(cast: Cast) -> None:
    with time_machine.travel(at(date(2027, 6, 1), time(12)), tick=False):
        work = delivered(work_on(task_of(cast), cast, S.IN_PROGRESS), cast)
        assert who_is_asked(cast) == {"employee", "student"}
        answer(work, cast.student.name, yes=False)
        assert who_is_asked(cast) == {"employee"}


def test_those_inside_see_the_day_it_ends_and_others_do_not(cast: Cast) -> None:
    work = work_on(task_of(cast), cast, S.IN_PROGRESS)
    assert list(work_dates(*YEAR, AnonymousUser())) == []
    (found,) = work_dates(*YEAR, cast.employee)
    assert (found.first_day, found.people) == (END, tuple(sorted([cast.employee.pk, cast.supervisor.pk])))
    Assignment.objects.filter(pk=work.pk).update(state=S.BROKEN_OFF, reason="Gruppa ble for liten.")
    (gone,) = work_dates(*YEAR, None)
    assert gone.cancelled
    assert not gone.reminders


def reminded(day: date) -> set[str]:
    moment: datetime = at(day, time(9))
    before = set(OutboxMessage.objects.values_list("pk", flat=True))
    with time_machine.travel(moment, tick=False):
        queue_due_reminders(moment)
    new = OutboxMessage.objects.exclude(pk__in=before)
    return set(new.filter(text__contains="matavfall").values_list("address", flat=True))


def test_owner_and_supervisor_are_reminded_fourteen_days_before_and_seven_after(cast: Cast) -> None:
    work_on(task_of(cast), cast, S.IN_PROGRESS)
    both = {cast.employee.email, cast.supervisor.email}
    assert reminded(END - timedelta(days=15)) == set()
    assert reminded(END - timedelta(days=14)) == both
    assert reminded(END - timedelta(days=13)) == set()
    assert reminded(END + timedelta(days=6)) == set()
    assert reminded(END + timedelta(days=7)) == both
    assert reminded(END + timedelta(days=8)) == set()


def test_nobody_is_reminded_of_what_is_delivered(cast: Cast) -> None:
    with time_machine.travel(at(END, time(12)), tick=False):
        delivered(work_on(task_of(cast), cast, S.IN_PROGRESS), cast)
    assert reminded(END + timedelta(days=7)) == set()


def test_many_and_one_agree_on_who_follows_a_work(cast: Cast) -> None:
    works = [work_on(task_of(cast), cast)]
    other = task_of(cast)
    type(other).objects.filter(pk=other.pk).update(
        made_by=None, contact=cast.unit_leader, supervisor=None, coordinator=cast.course_coordinator
    )
    works.append(work_on(other, cast, supervisor=cast.supervisor))
    fresh = Assignment.objects.begun().select_related("task")
    for name, user in cast.by_name().items():
        assert set(followed_by(user)) == {one for one in fresh if follows(user, one)}, name
    assert not followed_by(AnonymousUser()).exists()


def test_one_gets_out_what_one_did_and_said_and_not_what_others_said(cast: Cast) -> None:
    with time_machine.travel(at(date(2027, 6, 1), time(12)), tick=False):
        work = delivered(work_on(task_of(cast), cast, S.IN_PROGRESS), cast)
        answer(work, "Kari", yes=False)
        answer(work, cast.student.name)
    (told,) = work_export(cast.student)
    assert [one["yes"] for one in told["your_consent"]] == [True]
    assert work_export(cast.outsider) == []
