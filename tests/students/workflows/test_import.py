"""Importing a list: once, only what is right, and never past the leaders and the quality check."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from portal.core.clock import at
from portal.core.models.change import ThreadChange
from students.models import StudentTask
from students.queries.import_rows import DryRun, look_through
from students.rules.enums import DataNeed, TaskState
from students.rules.rights import may_check_task
from students.workflows.import_tasks import import_tasks
from tests.cast import Cast
from tests.students.factories import TaskFactory
from tests.students.importing import HEADING, lines, row
from tests.students.posting import rounds


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    rounds()
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


def look(*rows: dict[str, str]) -> DryRun:
    return look_through(HEADING, lines(*rows), language="nb")


def test_the_look_through_writes_nothing(cast: Cast) -> None:
    found = look(row("1"), row("2"))
    assert (len(found.new), StudentTask.objects.count()) == (2, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": "nowhere"},
        {"semester": "next year"},
        {"deadline": "soon"},
        {"deadline": "2028-01-01"},
        {"title": ""},
        {"title": "x" * 141},
        {"source_key": ""},
    ],
    ids=str,
)
def test_a_row_that_is_wrong_says_why_and_is_left_out(cast: Cast, wrong: dict[str, str]) -> None:
    found = look(row("1") | wrong, row("2"))
    assert found.wrong[0].errors
    assert [one.key for one in found.new] == ["2"]


def test_a_number_that_stands_twice_is_imported_once(cast: Cast) -> None:
    assert [one.number for one in look(row("1"), row("1")).new] == [2]


def test_names_and_days_are_read_as_people_write_them(cast: Cast) -> None:
    heading = (
        "source_key",
        "title",
        "summary",
        "unit",
        "semester",
        "deadline",
        "data",
        "in_english",
        "groups",
    )
    unit = TaskFactory.build().unit.name.nb
    cells = ("1", "Hvor?", "Der.", unit.upper(), "Spring 2027", "24.12.2026", "personal", "Yes", "3")
    line = lines(row())[0]
    found = look_through(heading, [type(line)(2, cells)], language="nb")
    values = found.new[0].values
    assert (values["semester"], values["deadline"]) == ("2027-1", date(2026, 12, 24))
    assert (values["data"], values["in_english"], values["groups"]) == (DataNeed.PERSONAL, True, 3)


def test_the_deadline_follows_the_round_where_the_list_has_none(cast: Cast) -> None:
    assert look(row(deadline="")).new[0].values["deadline"] == date(2026, 11, 15)


def test_without_the_leaders_word_everything_is_a_draft(cast: Cast) -> None:
    came = import_tasks(
        HEADING, lines(row(contact=cast.employee.email)), by=cast.team_university, language="nb"
    )
    assert (came.checked, [task.contact for task in came.drafts]) == ([], [cast.employee])


def test_with_the_leaders_word_what_lacks_nothing_goes_to_the_check(cast: Cast) -> None:
    came = import_tasks(
        HEADING,
        lines(row("1", contact=cast.employee.email), row("2")),
        by=cast.team_university,
        language="nb",
        leaders_word="Ledermøtet 1. september.",
    )
    (checked,), (draft,) = came.checked, came.drafts
    assert (checked.source_key, checked.state) == ("1", TaskState.SUBMITTED)
    assert (draft.source_key, draft.state, draft.confirmed_at) == ("2", TaskState.DRAFT, None)
    said = ThreadChange.objects.get(thread=checked.thread, action="imported")
    assert (said.by, said.note) == (cast.team_university, "Ledermøtet 1. september.")


def test_whoever_imports_a_task_may_check_it_but_its_contact_may_not(cast: Cast) -> None:
    mine = row("1", contact=cast.team_municipality.email)
    came = import_tasks(HEADING, lines(mine, row("2")), by=cast.team_municipality, language="nb")
    assert [bool(may_check_task(cast.team_municipality, task)) for task in came.drafts] == [False, True]


def test_doing_it_again_changes_nothing(cast: Cast) -> None:
    import_tasks(HEADING, lines(row("1")), by=cast.team_university, language="nb")
    came = import_tasks(
        HEADING, lines(row("1", title="En annen tittel?"), row("2")), by=cast.team_university, language="nb"
    )
    assert (came.known, len(came.drafts)) == (1, 1)
    assert str(StudentTask.objects.get(source_key="1").title) == "Hvor blir det av sekkene?"


def test_the_database_too_holds_a_number_to_one_task(cast: Cast) -> None:
    TaskFactory.create(source_key="1")
    with pytest.raises(IntegrityError, match="task_imported_once"), transaction.atomic():
        TaskFactory.create(source_key="1")
    TaskFactory.create(source_key="")
    TaskFactory.create(source_key="")


def test_only_the_team_imports(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        import_tasks(HEADING, lines(row()), by=cast.employee, language="nb")
