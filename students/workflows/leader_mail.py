"""Mail between author and leader: the question with its personal link, reminders, and the answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import translation

from portal.core.clock import today
from portal.core.workflows.outbox import Message, enqueue_many
from portal.partnership.models import User
from portal.partnership.queries.staff import team_on
from portal.partnership.workflows.letter import Reader
from students.models import StudentTask
from students.rules.leader_link import leader_token
from students.rules.post import demand_on_author
from students.workflows.letter import Letter, Page, compose, task_key

ASKED, ANSWERED, TEAM = "students.leader_asked", "students.leader_answered", "students.leader_missing"
"""To the leader; to the author, also that no answer has come; to the team where there is no leader."""
KINDS = {
    "task_leader_asked": ASKED,
    "task_leader_answered": ANSWERED,
    "task_leader_silent": ANSWERED,
    "task_leader_missing": TEAM,
}
"""Template → kind of mail."""


def ask_leaders(task: StudentTask, leaders: Iterable[User], *, again: bool = False) -> int:
    """Queue the question to each of them, or the reminder of it; gives the number of new mails."""
    assert task.asked_leader_at is not None
    occurrence = f"{'again' if again else 'asked'}:{task.asked_leader_at.isoformat()}"
    return enqueue_many(_to_leader(one, task, occurrence, again) for one in leaders)


def ask_team(task: StudentTask, *, by: User | None) -> int:
    """The team hears that it must find the leader; not who sent it."""
    assert task.asked_leader_at is not None
    occurrence = f"asked:{task.asked_leader_at.isoformat()}"
    people = [one for one in team_on(today()) if one != by]
    return enqueue_many(
        _message("task_leader_missing", one, task, occurrence, _path("task_leader", task.slug))
        for one in people
    )


def tell_author(task: StudentTask, *, by: User, answer: str, reason: str = "", occurrence: str = "") -> int:
    """Queue the leader's yes or no to the author and the contact; nobody hears of what they did."""
    people = [one for one in authors(task) if one != by]
    context: dict[str, Any] = {"answer": answer, "reason": reason, "who": by, "hours": task.hours}
    occurrence = occurrence or f"yes:{task.version}"
    return enqueue_many(
        _message("task_leader_answered", one, task, occurrence, _path("task_draft", task.slug), **context)
        for one in people
    )


def tell_of_silence(task: StudentTask) -> int:
    """Queue to the author that the leader has not answered yet."""
    assert task.asked_leader_at is not None
    occurrence = f"silent:{task.asked_leader_at.isoformat()}"
    return enqueue_many(
        _message("task_leader_silent", one, task, occurrence, _path("task_draft", task.slug))
        for one in authors(task)
    )


def authors(task: StudentTask) -> list[User]:
    """Who wrote it and who is its contact, where they are still here."""
    people = {one.pk: one for one in (task.made_by, task.contact) if one is not None and one.is_active}
    return list(people.values())


def _to_leader(leader: User, task: StudentTask, occurrence: str, again: bool) -> Message:
    assert task.asked_leader_at is not None
    token = leader_token(task.pk, leader.pk, task.asked_leader_at)
    with translation.override(leader.language):
        demands = demand_on_author(task.data, task.in_semester, today())
    return _message(
        "task_leader_asked",
        leader,
        task,
        occurrence,
        _path("task_leader_link", token),
        secret=True,
        again=again,
        demands=demands,
    )


def _path(name: str, *args: Any) -> Page:
    return name, args


def _message(
    template: str,
    person: User,
    task: StudentTask,
    occurrence: str,
    page: Page,
    **more: Any,
) -> Message:
    return task_message(
        template, person, task, kind=KINDS[template], occurrence=occurrence, page=page, **more
    )


def task_message(
    template: str,
    person: User,
    task: StudentTask,
    *,
    kind: str,
    occurrence: str,
    page: Page,
    secret: bool = False,
    **more: Any,
) -> Message:
    """A mail about a task in the person's language; `page` is where it leads."""
    letter = Letter(kind, task_key(task), occurrence, page, secret=secret)
    return compose(
        template,
        letter,
        Reader.of(person),
        task,
        lambda: {"person": person, "task": task, "data": task.get_data_display(), **more},
    )
