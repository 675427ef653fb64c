"""A person gets every task they have a part in, with their part, and nobody else's."""

from __future__ import annotations

import pytest

from portal.core.exporting import exports
from students.personal_data import TASK_PEOPLE
from students.queries.export import tasks_export
from tests.cast import Cast
from tests.students.factories import TaskFactory


@pytest.mark.parametrize("part", TASK_PEOPLE)
def test_every_part_in_a_task_is_given_out(cast: Cast, part: str) -> None:
    TaskFactory.create()
    task = TaskFactory.create(**{part: cast.employee})
    [found] = tasks_export(cast.employee)
    assert found["task"] == task.title.as_dict()
    assert found["your_part"] == [part]


def test_it_is_part_of_what_everyone_can_ask_for() -> None:
    assert exports.get("student_tasks") is tasks_export
