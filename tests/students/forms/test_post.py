"""Seven answers are enough to post a task; what is wrong is said where it is, with how to mend it."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine

from portal.core.clock import at
from portal.partnership.models import User
from students.forms.post import TaskForm
from students.models import StudentTask, StudyField, TaskKind
from students.rules.enums import TaskState
from students.rules.semester import Semester
from students.workflows.post import draft_task
from tests.cast import Cast, place
from tests.students.factories import assigned
from tests.students.posting import answers, draft_of, rounds, text, unit_of


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    rounds()
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


def form(by: User, thing: StudentTask | None = None, /, **changed: Any) -> TaskForm:
    return TaskForm(answers(**changed), by=by, thing=thing)


def errors(found: TaskForm) -> set[str]:
    found.is_valid()
    return set(found.errors)


def test_the_required_answers_are_enough(cast: Cast) -> None:
    found = form(cast.employee)
    assert found.is_valid(), found.errors
    assert found.values["unit"] == unit_of(cast.employee)
    assert found.values["contact"] == cast.employee
    assert found.values["deadline"] == date(2026, 11, 15)
    assert draft_task(found.values, by=cast.employee).pk


@pytest.mark.parametrize("name", ["title", "summary", "learn", "semester", "data_need", "contact_is"])
def test_each_required_answer_is_required(cast: Cast, name: str) -> None:
    assert errors(form(cast.employee, **{name: ""})) == {name}


def test_required_questions_come_first_and_the_rest_is_folded(cast: Cast) -> None:
    found = form(cast.employee)
    assert all(row.field.field.required or row.field.name == "contact_email" for row in found.asked)
    folded = [row.field for part in found.folded for row in part.rows]
    assert not any(bound.field.required for bound in folded)
    asked = {row.field.name for row in found.asked} | {bound.name for bound in folded}
    assert asked | {"version", "language"} == set(found.fields)


def test_a_title_is_a_question(cast: Cast) -> None:
    assert errors(form(cast.employee, title="Fall om natta")) == {"title"}


def test_the_unit_is_only_asked_where_there_are_several(cast: Cast) -> None:
    assert "unit" not in form(cast.employee).fields
    units = form(cast.team_university).fields["unit"].queryset  # type: ignore[attr-defined]
    assert units.count() > 1
    assert {unit.partner.kind for unit in units} == {"municipality"}


def test_one_cannot_post_for_a_unit_that_is_not_ones_own(cast: Cast) -> None:
    units = form(cast.team_university).fields["unit"].queryset  # type: ignore[attr-defined]
    foreign = units.exclude(pk=unit_of(cast.employee).pk)[0]
    found = form(cast.employee, unit=str(foreign.pk))
    assert found.is_valid()
    assert found.values["unit"] == unit_of(cast.employee)


def test_the_deadline_follows_the_round_of_the_semester(cast: Cast) -> None:
    found = form(cast.employee, semester="2027-2")
    assert found.is_valid()
    assert found.values["deadline"] == date(2027, 5, 15)


def test_a_day_of_ones_own_is_kept_if_it_is_to_come_and_before_the_semester_is_over(cast: Cast) -> None:
    found = form(cast.employee, deadline="2027-01-20")
    assert found.is_valid()
    assert found.values["deadline"] == date(2027, 1, 20)
    assert errors(form(cast.employee, deadline="2026-10-04")) == {"deadline"}
    assert errors(form(cast.employee, deadline="2027-07-01")) == {"deadline"}


def test_a_semester_whose_round_is_over_needs_a_day_of_ones_own(cast: Cast) -> None:
    assert errors(form(cast.employee, semester="2026-2")) == {"deadline"}
    assert form(cast.employee, semester="2026-2", deadline="2026-10-30").is_valid()


def test_a_semester_that_is_nearly_over_is_not_offered(cast: Cast) -> None:
    with time_machine.travel(at(date(2026, 11, 1), time(12)), tick=False):
        assert "semester" not in errors(form(cast.employee, semester="2026-2", deadline="2026-11-20"))
    with time_machine.travel(at(date(2026, 11, 24), time(12)), tick=False):
        assert "semester" in errors(form(cast.employee, semester="2026-2", deadline="2026-12-01"))


def test_another_semester_brings_its_own_deadline(cast: Cast) -> None:
    task = draft_of(cast.employee, deadline=date(2026, 11, 15))
    found = form(cast.employee, task, semester="2027-2", deadline="2026-11-15")
    assert found.is_valid()
    assert found.values["deadline"] == date(2027, 5, 15)


def test_the_contact_may_be_somebody_else_in_the_municipality(cast: Cast) -> None:
    found = form(cast.employee, contact_is="other", contact_email=cast.unit_leader.email.upper())
    assert found.is_valid(), found.errors
    assert found.values["contact"] == cast.unit_leader


@pytest.mark.parametrize("who", ["supervisor", "student", "outsider"])
def test_nobody_outside_the_municipality_is_the_contact(cast: Cast, who: str) -> None:
    email = cast.by_name()[who].email
    assert errors(form(cast.employee, contact_is="other", contact_email=email)) == {"contact_email"}
    assert errors(form(cast.employee, contact_is="other")) == {"contact_email"}


def test_a_supervisor_works_at_the_university(cast: Cast) -> None:
    found = form(cast.employee, supervisor_email=cast.supervisor.email)
    assert found.is_valid()
    assert found.values["supervisor"] == cast.supervisor
    for who in (cast.student, cast.unit_leader):
        assert errors(form(cast.employee, supervisor_email=who.email)) == {"supervisor_email"}


def test_a_coordinator_who_assigns_has_a_name(cast: Cast) -> None:
    assert errors(form(cast.employee, assign_by="coordinator")) == {"coordinator_email"}
    email = cast.course_coordinator.email
    assert form(cast.employee, assign_by="coordinator", coordinator_email=email).is_valid()


def test_reserving_for_a_course_is_not_the_municipalitys(cast: Cast) -> None:
    assert errors(form(cast.employee, assign_by="course")) == {"assign_by"}


def test_the_largest_group_is_not_smaller_than_the_smallest(cast: Cast) -> None:
    assert errors(form(cast.employee, group_min="4", group_max="3")) == {"group_max"}
    found = form(cast.employee, group_min="6")
    assert found.is_valid()
    assert found.values["group_max"] == 6


def test_a_comment_of_the_check_stands_at_its_question(cast: Cast) -> None:
    task = draft_of(cast.employee, comments={"contact": "Hvem svarer i ferien?", "place": "Hvor?"})
    found = TaskForm(by=cast.employee, thing=task)
    assert {row.field.name: row.comment for row in found.asked if row.comment} == {
        "contact_is": "Hvem svarer i ferien?"
    }
    [part] = [part for part in found.folded if part.open]
    assert [row.comment for row in part.rows if row.comment] == ["Hvor?"]


def test_posting_again_begins_with_the_same_words_but_not_the_same_days(cast: Cast) -> None:
    kind = TaskKind.objects.create(key="thesis-of-ours", name=text("Bacheloroppgave"))
    StudyField.objects.create(key="field-of-ours", name=text("Data"))
    task = draft_of(cast.employee, kind=kind, fields=["field-of-ours"], groups=3)
    found = TaskForm(by=cast.employee, copied=task)
    assert found.thing is None
    assert found["title"].value() == str(task.title)
    assert found["kind"].value() == kind.pk
    assert found["study_fields"].value() == ["field-of-ours"]
    assert found["groups"].value() == 3
    assert not found["semester"].value()
    assert not found["deadline"].value()
    assert not found["version"].value()


def test_what_the_leader_confirmed_is_fixed_once_it_is_published(cast: Cast) -> None:
    place(cast.employee, kind="municipality", role="leader")
    task = draft_of(cast.employee, hours=20, data="none")
    task.state = TaskState.PUBLISHED
    found = form(
        cast.employee, task, data_need="sensitive", hours="90", semester="2027-2", deadline="2027-01-20"
    )
    assert found.is_valid(), found.errors
    assert found.values["data"] == "none"
    assert found.values["hours"] == 20
    assert found.values["semester"] == Semester(2027, 1).key
    assert found.values["deadline"] == date(2027, 1, 20)


def test_there_are_no_fewer_places_than_groups_that_have_one(cast: Cast) -> None:
    task = draft_of(cast.employee, groups=2)
    assigned(task)
    assigned(task)
    assert errors(form(cast.employee, task, groups="1", version=task.version)) == {"groups"}
    assert errors(form(cast.employee, task, groups="2", version=task.version)) == set()


def test_where_the_round_is_over_the_question_of_the_day_is_unfolded(cast: Cast) -> None:
    found = form(cast.employee, semester="2026-2")
    found.is_valid()
    unfolded = [part for part in found.folded if part.open]
    assert [row.field.name for part in unfolded for row in part.rows if row.field.errors] == ["deadline"]


def test_an_address_nobody_is_asked_for_stops_nobody(cast: Cast) -> None:
    """The question is hidden while the author is the contact, so that an error at it could not be seen."""
    found = form(cast.employee, contact_is="me", contact_email="not an address")
    assert found.is_valid(), found.errors
    assert found.values["contact"] == cast.employee
    assert errors(form(cast.employee, contact_is="other", contact_email="not an address")) == {
        "contact_email"
    }


@pytest.mark.parametrize(("state", "locked"), [(TaskState.DRAFT, False), (TaskState.PUBLISHED, True)])
def test_the_form_knows_whether_what_the_leader_confirmed_is_fixed(
    cast: Cast, state: TaskState, locked: bool
) -> None:
    task = draft_of(cast.employee)
    task.state = state
    assert form(cast.employee, task).locked is locked
