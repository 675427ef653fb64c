"""Nobody checks their own; two partners look, or one says why; what was read is what is published."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from portal.core.clock import at
from portal.core.models import OutboxMessage, ThreadChange
from portal.core.workflows.transition import NotPossibleError, StaleError
from portal.partnership.models import Tenure
from students.models import StudentTask
from students.queries.check import changed_tasks
from students.queries.check_difference import since_returned, since_seen
from students.rules.enums import AssignBy, TaskState
from students.workflows.check import look, publish, return_task, review
from students.workflows.post import change_task
from tests.cast import Cast
from tests.students.checking import history, sent_again, waiting
from tests.students.posting import text


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


@pytest.fixture
def task(cast: Cast) -> StudentTask:
    return waiting(cast)


def published(cast: Cast, task: StudentTask) -> StudentTask:
    return publish(task, by=cast.team_university, seen=task.version, reason="Kollegaen er borte.")


def mails(task: StudentTask) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(object_key=f"students.task:{task.pk}", kind="students.checked"))


def test_one_alone_says_why_and_it_is_kept(cast: Cast, task: StudentTask) -> None:
    with pytest.raises(NotPossibleError):
        publish(task, by=cast.team_university, seen=task.version, reason="  ")
    assert StudentTask.objects.get().state == TaskState.SUBMITTED
    published(cast, task)
    assert (task.state, task.alone_reason) == (TaskState.PUBLISHED, "Kollegaen er borte.")
    assert ThreadChange.objects.get(action="publish").data == {"alone": "Kollegaen er borte."}


def test_after_a_look_from_another_partner_no_reason_is_asked(cast: Cast, task: StudentTask) -> None:
    look(task, by=cast.team_municipality, seen=task.version)
    publish(task, by=cast.team_university, seen=task.version)
    assert (task.state, task.alone_reason) == (TaskState.PUBLISHED, "")
    assert task.checked_by == cast.team_university
    assert task.published_at is not None


def test_a_look_from_ones_own_partner_is_not_enough(cast: Cast, task: StudentTask) -> None:
    colleague = cast.called_in
    seat = Tenure.objects.get(user=cast.team_university).seat
    Tenure.objects.create(user=colleague, seat=seat, first_day=date(2020, 1, 1), part="substitute")
    look(task, by=colleague, seen=task.version)
    with pytest.raises(NotPossibleError):
        publish(task, by=cast.team_university, seen=task.version)


def test_ones_own_look_is_not_a_second_one(cast: Cast, task: StudentTask) -> None:
    look(task, by=cast.team_university, seen=task.version)
    look(task, by=cast.team_university, seen=task.version)
    assert history(task).count("look") == 1
    with pytest.raises(NotPossibleError):
        publish(task, by=cast.team_university, seen=task.version)


def test_a_look_is_worth_nothing_once_the_task_is_changed(cast: Cast, task: StudentTask) -> None:
    look(task, by=cast.team_municipality, seen=task.version)
    change_task(task, {"title": text("Hvorfor?")}, by=cast.employee, seen=task.version)
    with pytest.raises(NotPossibleError):
        publish(task, by=cast.team_university, seen=task.version)


def test_nobody_checks_what_they_wrote_or_are_the_contact_for(cast: Cast) -> None:
    own = waiting(cast, author=cast.team_municipality)
    contact = waiting(cast)
    StudentTask.objects.filter(pk=contact.pk).update(contact=cast.team_municipality)
    for task in (own, contact):
        for act in (
            lambda task=task: publish(task, by=cast.team_municipality, seen=task.version, reason="x"),
            lambda task=task: look(task, by=cast.team_municipality, seen=task.version),
            lambda task=task: return_task(
                task, by=cast.team_municipality, seen=task.version, comments={"title": "x"}
            ),
        ):
            with pytest.raises(PermissionDenied):
                act()


@pytest.mark.parametrize("who", ["employee", "unit_leader", "administrator", "student", "steering_member"])
def test_only_the_team_checks(cast: Cast, task: StudentTask, who: str) -> None:
    with pytest.raises(PermissionDenied):
        publish(task, by=cast.by_name()[who], seen=task.version, reason="x")


def test_what_was_changed_meanwhile_is_not_published_unread(cast: Cast, task: StudentTask) -> None:
    seen = task.version
    change_task(task, {"title": text("Hvorfor?")}, by=cast.employee, seen=seen)
    for act in (
        lambda: publish(task, by=cast.team_university, seen=seen, reason="x"),
        lambda: look(task, by=cast.team_university, seen=seen),
        lambda: return_task(task, by=cast.team_university, seen=seen, comments={"title": "x"}),
    ):
        with pytest.raises(StaleError):
            act()


def test_a_task_whose_deadline_has_passed_is_not_published(cast: Cast) -> None:
    task = waiting(cast, deadline=date(2026, 10, 6))
    with time_machine.travel(at(date(2026, 10, 7), time(0, 1)), tick=False), pytest.raises(NotPossibleError):
        published(cast, task)
    with time_machine.travel(at(date(2026, 10, 6), time(23, 59)), tick=False):
        assert published(cast, task).state == TaskState.PUBLISHED


def test_a_return_says_what_to_mend(cast: Cast, task: StudentTask) -> None:
    with pytest.raises(NotPossibleError):
        return_task(task, by=cast.team_university, seen=task.version, comments={"title": " "})
    return_task(
        task,
        by=cast.team_university,
        seen=task.version,
        comments={"learn": " Hva gjør dere med det? ", "unit": ""},
    )
    assert task.state == TaskState.DRAFT
    assert task.comments == {"learn": "Hva gjør dere med det?"}


def test_comments_stand_until_it_is_sent_again_and_the_leaders_word_holds(
    cast: Cast, task: StudentTask
) -> None:
    return_task(task, by=cast.team_university, seen=task.version, comments={"title": "Kortere."})
    sent_again(task, cast.employee)
    assert (task.state, task.comments) == (TaskState.SUBMITTED, {})


def test_author_and_contact_are_told_of_both(cast: Cast, task: StudentTask) -> None:
    StudentTask.objects.filter(pk=task.pk).update(contact=cast.unit_leader)
    task.refresh_from_db()
    return_task(task, by=cast.team_university, seen=task.version, comments={"title": "Gjør det kortere."})
    people = {cast.employee.email, cast.unit_leader.email}
    assert {mail.address for mail in mails(task)} == people
    assert all("Gjør det kortere." in mail.text and "/endre/" in mail.text for mail in mails(task))
    OutboxMessage.objects.all().delete()
    sent_again(task, cast.employee)
    published(cast, task)
    assert {mail.address for mail in mails(task)} == people


def test_the_mail_names_the_fields_in_the_readers_language(cast: Cast, task: StudentTask) -> None:
    cast.employee.language = "en"
    cast.employee.save()
    task.refresh_from_db()
    return_task(task, by=cast.team_university, seen=task.version, comments={"summary": "Kortere."})
    [mail] = mails(task)
    assert "Problem: Kortere." in mail.text
    assert f"/en/studentoppgaver/{task.slug}/endre/" in mail.text


def test_mended_it_shows_what_is_new_since_it_was_returned(cast: Cast, task: StudentTask) -> None:
    assert since_returned(task) is None
    change_task(task, {"place": "På rådhuset"}, by=cast.employee, seen=task.version)
    return_task(task, by=cast.team_university, seen=task.version, comments={"learn": "Mer."})
    change_task(task, {"learn": text("Hva vi gjør.")}, by=cast.employee, seen=task.version)
    found = since_returned(task)
    assert found
    assert len(found.differences) == 1
    assert found.names == [str(cast.employee)]


def test_a_later_change_shows_to_the_team_until_somebody_has_seen_it(cast: Cast, task: StudentTask) -> None:
    published(cast, task)
    assert since_seen(task) is None
    assert not changed_tasks()
    change_task(task, {"place": "På rådhuset"}, by=cast.employee, seen=task.version)
    change_task(task, {"place": "Hjemme", "groups": 3}, by=cast.employee, seen=task.version)
    assert list(changed_tasks()) == [task]
    found = since_seen(task)
    assert found
    assert [[piece.words for piece in one.pieces] for one in found.differences] == [["1", "3"], ["Hjemme"]]
    with pytest.raises(PermissionDenied):
        review(task, by=cast.employee, seen=task.version)
    review(task, by=cast.team_municipality, seen=task.version)
    assert not changed_tasks()
    assert since_seen(task) is None


def test_what_changed_after_the_page_was_opened_is_not_taken_for_seen(cast: Cast, task: StudentTask) -> None:
    published(cast, task)
    change_task(task, {"place": "På rådhuset"}, by=cast.employee, seen=task.version)
    seen = task.version
    change_task(task, {"place": "Hjemme"}, by=cast.employee, seen=seen)
    with pytest.raises(StaleError):
        review(task, by=cast.team_municipality, seen=seen)
    assert list(changed_tasks()) == [task]


def test_differences_are_told_in_words(cast: Cast, task: StudentTask) -> None:
    published(cast, task)
    values = {"deadline": date(2027, 5, 1), "in_english": True, "assign_by": "coordinator", "group_max": 2}
    change_task(task, values, by=cast.employee, seen=task.version)
    found = since_seen(task)
    assert found
    said = "|".join(piece.words for one in found.differences for piece in one.pieces)
    assert "2027-05-01" not in said
    assert str(AssignBy.COORDINATOR.label) in said
    assert "True" not in said
    assert len(found.differences) == 4
