"""Who answers interest in a task is the same for one task and for many."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.core.clock import today
from portal.partnership.models import User
from students.models import StudentTask
from students.queries.assign import board
from students.queries.interest import answered_by, answerers
from tests.cast import Cast
from tests.students.showing import open_task, waiting


@pytest.mark.parametrize("way", ["owner", "coordinator", "course"])
@pytest.mark.parametrize("coordinator", ["", "course_coordinator", "gone", "left"])
def test_one_and_many_agree(cast: Cast, way: str, coordinator: str) -> None:
    someone = cast.by_name().get(coordinator)
    if coordinator == "gone":
        someone = cast.supervisor
        someone.is_active = False
        someone.save()
    if coordinator == "left":
        someone = leave(cast.supervisor)
    task = open_task(cast, assign_by=way, coordinator=someone, course="EiT")
    people = [cast.employee, cast.course_coordinator, cast.team_university, cast.student]
    many = [one for one in people if StudentTask.objects.filter(answered_by(one)).filter(pk=task.pk).exists()]
    assert many == answerers(task)


def test_who_has_left_answers_nothing_more(cast: Cast) -> None:
    task = open_task(cast)
    gone = leave(cast.employee)
    assert answerers(StudentTask.objects.get(pk=task.pk)) == []
    assert not StudentTask.objects.filter(answered_by(gone)).exists()


def leave(person: User) -> User:
    """Their last day was yesterday."""
    person.affiliations.update(first_day=today() - timedelta(days=99), last_day=today() - timedelta(days=1))
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize("number", [1, 30])
def test_the_board_asks_as_much_for_one_group_as_for_thirty(
    cast: Cast, number: int, django_assert_num_queries: object
) -> None:
    task = open_task(cast)
    waiting(task, number)
    with django_assert_num_queries(4):  # type: ignore[operator]
        found = board(task)
        assert len([group.size for group in found.unanswered]) == number
    assert found.free == 1
