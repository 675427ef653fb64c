"""An offer holds a place until it is answered; with the last place the task is full and everyone is told."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from portal.core.clock import at
from portal.core.models import ThreadChange
from portal.core.workflows.transition import NotPossibleError
from portal.partnership.models import QuietPeriod
from students.models import Assignment, Interest, TaskKind
from students.rules.enums import AssignmentState, InterestState, TaskState
from students.workflows.assign import accept, decline, offer, put_on_waiting_list, refuse, retract
from students.workflows.assign_places import end_interest, settle_places
from students.workflows.group_member import answer_as_member
from students.workflows.interest_reminder import answer_for_closed, end_offers, settle_all
from tests.cast import Cast
from tests.students.showing import mails, open_task, shown, student, subjects, waiting

MONDAY = date(2026, 10, 5)


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    with time_machine.travel(at(MONDAY, time(12)), tick=False):
        yield


def states(*interests: Interest) -> list[str]:
    for interest in interests:
        interest.refresh_from_db()
    return [interest.state for interest in interests]


def test_an_offer_holds_a_place_for_seven_working_days(cast: Cast) -> None:
    task = open_task(cast, supervisor=cast.supervisor)
    first, second = waiting(task, 2)
    made = offer(first, by=cast.employee)
    assert (made.state, made.supervisor, first.answer_by) == ("offered", cast.supervisor, date(2026, 10, 14))
    with pytest.raises(NotPossibleError):
        offer(second, by=cast.employee)
    assert states(first, second) == ["offered", "registered"]
    assert subjects(first.by.email) == ["offer"]


def test_quiet_time_does_not_count_for_an_offer(cast: Cast) -> None:
    QuietPeriod.objects.all().delete()
    QuietPeriod.objects.create(key="autumn", definition={"weeks": [42, 42]}, name={"nb": "Høstferie"})
    [interest] = waiting(open_task(cast), 1)
    offer(interest, by=cast.employee)
    assert interest.answer_by == date(2026, 10, 21)


@pytest.mark.parametrize(
    ("who", "may"),
    [("employee", True), ("team_university", True), ("supervisor", True), ("course_coordinator", True),
     ("unit_leader", False), ("student", False), ("outsider", False)],
)  # fmt: skip
def test_those_who_answer_for_the_task_answer_interest(cast: Cast, who: str, may: bool) -> None:
    task = open_task(cast, supervisor=cast.supervisor, coordinator=cast.course_coordinator)
    [interest] = waiting(task, 1)
    if may:
        put_on_waiting_list(interest, by=cast.by_name()[who])
        return
    for act in (offer, put_on_waiting_list):
        with pytest.raises(PermissionDenied):
            act(interest, by=cast.by_name()[who])
    with pytest.raises(PermissionDenied):
        decline(interest, by=cast.by_name()[who], reason="Nei.")


def test_a_no_says_why_to_the_group_alone(cast: Cast) -> None:
    [interest] = waiting(open_task(cast), 1)
    with pytest.raises(NotPossibleError):
        decline(interest, by=cast.employee, reason=" ")
    decline(interest, by=cast.employee, reason="Vi valgte dem som kunne begynne i januar.")
    [mail] = mails(address=interest.by.email)
    assert "begynne i januar" in mail.text
    kept = ThreadChange.objects.filter(thread=interest.task.thread_id).values_list("note", "data")
    assert "januar" not in str(list(kept))


def test_the_last_place_makes_it_full_and_everyone_is_told_at_once(cast: Cast) -> None:
    task = open_task(cast, groups=2)
    one, two, asked, listed = waiting(task, 4)
    put_on_waiting_list(listed, by=cast.employee)
    for interest in (one, two):
        offer(interest, by=cast.employee)
    accept(one, by=one.by)
    task.refresh_from_db()
    assert task.state == TaskState.PUBLISHED
    accept(two, by=two.by)
    task.refresh_from_db()
    assert task.state == TaskState.FULL
    assert states(one, two, asked, listed) == ["accepted", "accepted", "waitlisted", "waitlisted"]
    assert subjects(asked.by.email) == ["full"]
    assert subjects(listed.by.email) == ["wait", "full"]
    assert subjects(cast.employee.email) == ["accept", "accept"]


def test_nobody_accepts_for_others_or_without_an_offer(cast: Cast) -> None:
    one, two = waiting(open_task(cast), 2)
    offer(one, by=cast.employee)
    for by in (two.by, cast.employee):
        with pytest.raises(PermissionDenied):
            accept(one, by=by)
    with pytest.raises(NotPossibleError):
        accept(two, by=two.by)


def test_a_no_to_an_offer_frees_its_place_and_says_who_is_first(cast: Cast) -> None:
    task = open_task(cast)
    one, two, three = waiting(task, 3)
    for interest in (three, two):
        put_on_waiting_list(interest, by=cast.employee)
    Interest.objects.filter(pk=two.pk).update(group_name="De første")
    offer(one, by=cast.employee)
    refuse(one, by=one.by)
    assert states(one, two, three) == ["withdrawn", "waitlisted", "waitlisted"]
    [mail] = mails(address=cast.employee.email)
    assert "De første" in mail.text
    two.refresh_from_db()
    offer(two, by=cast.employee)
    assert Assignment.objects.holding_a_place().count() == 1


def test_an_offer_lapses_the_day_after_its_last_and_its_place_is_free(cast: Cast) -> None:
    one, two = waiting(open_task(cast), 2)
    offer(one, by=cast.employee)
    assert end_offers(at(date(2026, 10, 14), time(23, 59))) == 0
    assert end_offers(at(date(2026, 10, 15), time(0, 1))) == 1
    assert end_offers(at(date(2026, 10, 15), time(0, 1))) == 0
    assert states(one) == [InterestState.LAPSED]
    assert subjects(one.by.email) == ["offer", "lapse"]
    assert subjects(cast.employee.email) == ["lapse"]
    offer(two, by=cast.employee)


def test_an_offer_too_old_is_not_accepted_before_it_has_lapsed(cast: Cast) -> None:
    [one] = waiting(open_task(cast), 1)
    offer(one, by=cast.employee)
    with time_machine.travel(at(date(2026, 10, 15), time(8))), pytest.raises(NotPossibleError):
        accept(one, by=one.by)
    with time_machine.travel(at(date(2026, 10, 14), time(23))):
        accept(one, by=one.by)


def test_a_group_that_takes_one_task_waits_for_no_other_of_its_kind(cast: Cast) -> None:
    taken, other, offered = (open_task(cast) for _ in range(3))
    mine = shown(taken, cast.student, fellows=("kari@test.example",))
    also, got = shown(other, cast.student), shown(offered, cast.student)
    for interest in (mine, got):
        offer(interest, by=cast.employee)
    accept(mine, by=cast.student)
    assert states(mine, also, got) == ["accepted", "superseded", "superseded"]
    assert Assignment.objects.get(task=offered).state == AssignmentState.BROKEN_OFF
    told = {mail.object_key: mail.occurrence for mail in mails(occurrence__startswith="supersede")}
    assert {f"students.task:{task.pk}" for task in (other, offered)} <= told.keys()


def test_what_the_same_people_registered_by_another_of_them_is_over_too(cast: Cast) -> None:
    kari = student("kari")
    mine = shown(open_task(cast), cast.student, fellows=(kari.email,))
    same = shown(open_task(cast), kari, fellows=(cast.student.email,))
    alone = shown(open_task(cast), kari)
    offer(mine, by=cast.employee)
    accept(mine, by=cast.student)
    assert states(same, alone) == ["superseded", "registered"]


def test_another_semester_and_another_kind_of_task_stay(cast: Cast) -> None:
    kinds = [TaskKind.objects.create(key=key, name={"nb": key}) for key in ("en", "to")]
    mine = shown(open_task(cast, kind=kinds[0]), cast.student)
    kind = shown(open_task(cast, kind=kinds[1]), cast.student)
    later = shown(open_task(cast, kind=kinds[0], semester="2027-2"), cast.student)
    offer(mine, by=cast.employee)
    accept(mine, by=cast.student)
    assert states(kind, later) == ["registered", "registered"]


def test_every_confirmed_member_hears_the_answer(cast: Cast) -> None:
    interest = shown(open_task(cast), cast.student, fellows=("kari@test.example",))
    answer_as_member(interest.members.get(), yes=True)
    offer(Interest.objects.get(pk=interest.pk), by=cast.employee)
    assert subjects("kari@test.example") == ["asked", "offer"]


@pytest.mark.parametrize("state", [TaskState.CLOSED, TaskState.WITHDRAWN, TaskState.DRAFT])
def test_everyone_who_waits_is_told_when_it_closes(cast: Cast, state: str) -> None:
    task = open_task(cast, groups=2)
    one, two, three = waiting(task, 3)
    offer(one, by=cast.employee)
    put_on_waiting_list(two, by=cast.employee)
    type(task).objects.filter(pk=task.pk).update(state=state)
    assert answer_for_closed(at(MONDAY, time(13))) == 3
    assert answer_for_closed(at(MONDAY, time(13))) == 0
    assert states(one, two, three) == ["lapsed"] * 3
    assert [subjects(interest.by.email)[-1] for interest in (one, two, three)] == ["closed"] * 3
    assert not Assignment.objects.holding_a_place().exists()


def test_what_a_group_has_stays_when_the_task_closes(cast: Cast) -> None:
    [one] = waiting(open_task(cast), 1)
    offer(one, by=cast.employee)
    accept(one, by=one.by)
    assert end_interest(one.task) == 0
    assert states(one) == ["accepted"]


def test_a_task_is_published_again_when_a_group_breaks_off(cast: Cast) -> None:
    task = open_task(cast)
    one, _two = waiting(task, 2)
    offer(one, by=cast.employee)
    accept(one, by=one.by)
    Assignment.objects.filter(interest=one).update(state=AssignmentState.BROKEN_OFF)
    assert settle_all(at(MONDAY, time(13))) == 1
    assert settle_all(at(MONDAY, time(13))) == 0
    task.refresh_from_db()
    assert task.state == TaskState.PUBLISHED
    assert subjects(cast.employee.email)[-1] == "free"
    assert not settle_places(task)


@pytest.mark.parametrize("state", [TaskState.DRAFT, TaskState.CLOSED, TaskState.WITHDRAWN])
def test_nobody_is_offered_what_is_not_published(cast: Cast, state: str) -> None:
    [interest] = waiting(open_task(cast, state=state), 1)
    with pytest.raises(NotPossibleError):
        offer(interest, by=cast.employee)


def test_an_offer_is_taken_back_with_a_reason_and_made_again(cast: Cast) -> None:
    task = open_task(cast)
    mine, other = shown(task, cast.student), shown(task, student("other"))
    offer(mine, by=cast.employee)
    with pytest.raises(NotPossibleError):
        retract(mine, by=cast.employee, reason=" ")
    retract(mine, by=cast.employee, reason="Feil gruppe.")
    mine.refresh_from_db()
    assert (mine.state, mine.answer_by) == ("waitlisted", None)
    [told] = mails(occurrence__startswith="retract", address=cast.student.email)
    assert "Feil gruppe." in told.text
    with pytest.raises(NotPossibleError):
        accept(mine, by=cast.student)
    offer(other, by=cast.employee)
    refuse(other, by=other.by)
    offer(mine, by=cast.employee)
    accept(mine, by=cast.student)


def test_an_offer_that_came_to_nothing_is_no_work(cast: Cast) -> None:
    mine = shown(open_task(cast), cast.student)
    offer(mine, by=cast.employee)
    refuse(mine, by=cast.student)
    assert Assignment.objects.get().state == AssignmentState.BROKEN_OFF
    assert not Assignment.objects.begun().exists()
