"""Whoever posts a task adds files to it one at a time; those who confirm and check it read them first."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.core.clock import at
from portal.core.models import StoredFile
from students.files import sees_task_file
from students.models import StudentTask
from students.queries.check_difference import since_seen
from students.rules.enums import TaskState
from students.workflows.check import publish
from tests.cast import Cast
from tests.projects.pages import signed_in
from tests.students.checking import waiting
from tests.students.posting import draft_of, rounds

PDF = b"%PDF-1.4 plan"


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    rounds()
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


def address(task: StudentTask) -> str:
    return f"/en/studentoppgaver/{task.slug}/vedlegg/"


def add(client: Client, task: StudentTask, label: str = "Plan of the pipes", **more: Any) -> Any:
    task.refresh_from_db()
    file = SimpleUploadedFile("plan.pdf", PDF, "application/pdf")
    return client.post(address(task), {"file": file, "label": label, "version": task.version, **more})


def test_a_file_is_added_to_a_draft_and_read_by_those_who_see_the_draft(cast: Cast) -> None:
    task = draft_of(cast.employee)
    author = signed_in(cast.employee)
    assert add(author, task).status_code == 302
    (stored,) = StoredFile.objects.all()
    page = author.get(f"/en/studentoppgaver/{task.slug}/utkast/").content.decode()
    assert "Plan of the pipes" in page
    assert str(stored.key) in page
    for reader in (cast.unit_leader, cast.team_university):
        assert sees_task_file(reader, stored)
    for stranger in (cast.student, cast.outsider, AnonymousUser()):
        assert not sees_task_file(stranger, stored)


def test_the_file_is_offered_to_the_check_and_stands_among_the_answers(cast: Cast) -> None:
    task = waiting(cast)
    add(signed_in(cast.employee), task)
    page = signed_in(cast.team_university).get(f"/en/studentoppgaver/{task.slug}/kontroll/").content.decode()
    assert page.count("Plan of the pipes") >= 2
    assert str(StoredFile.objects.get().key) in page


def test_it_is_public_with_the_task_and_a_later_one_is_told_to_the_team(cast: Cast) -> None:
    task = waiting(cast)
    author = signed_in(cast.employee)
    add(author, task)
    task.refresh_from_db()
    publish(task, by=cast.team_university, seen=task.version, reason="It is urgent.")
    assert task.state == TaskState.PUBLISHED
    assert sees_task_file(AnonymousUser(), StoredFile.objects.get())
    assert since_seen(task) is None
    add(author, task, "Measurements")
    task.refresh_from_db()
    changed = since_seen(task)
    assert changed is not None
    assert [piece.words for piece in changed.differences[0].pieces] == [
        "Plan of the pipes",
        "Plan of the pipes, Measurements",
    ]


def test_one_that_is_taken_out_is_gone(cast: Cast) -> None:
    task = draft_of(cast.employee)
    author = signed_in(cast.employee)
    add(author, task)
    task.refresh_from_db()
    answer = author.post(address(task), {"out": [task.files.get().pk], "version": task.version})
    assert answer.status_code == 302
    assert not task.files.exists()


@pytest.mark.parametrize(
    ("more", "field"), [({"label": ""}, "label"), ({"file": ""}, "file"), ({"file": "", "label": ""}, "file")]
)
def test_what_lacks_is_said_where_it_lacks(cast: Cast, more: dict[str, Any], field: str) -> None:
    task = draft_of(cast.employee)
    answer = add(signed_in(cast.employee), task, **more)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not task.files.exists()


def test_who_saw_an_older_version_is_told(cast: Cast) -> None:
    task = draft_of(cast.employee)
    assert add(signed_in(cast.employee), task, version=task.version + 5).status_code == 409
    assert not task.files.exists()
