"""Mail about interest in tasks to whoever answers it, and to the team."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from portal.core.clock import today
from portal.core.workflows.outbox import enqueue_many
from portal.partnership.models import User
from portal.partnership.queries.staff import team_on
from portal.partnership.workflows.letter import Reader
from students.models import Interest, StudentTask
from students.queries.interest import answerers, first_waiting, group_name, owners_here
from students.workflows.interest_words import OWNER_WORDS, worded
from students.workflows.letter import Letter, task_key

NEW, REPLIED, LATE = "students.interest_new", "students.interest_replied", "students.interest_late"
TEAM = "students.interest_team"
LABELS: dict[str, str | Promise] = {
    NEW: gettext_lazy("New interest in tasks you answer for"),
    REPLIED: gettext_lazy("What groups say to your offers"),
    LATE: gettext_lazy("Interest that waits for your answer"),
    TEAM: gettext_lazy("Interest in tasks that nobody has answered"),
}
"""All of them are part of a promise, so nobody is asked whether they want them."""
OWNER_WHY = gettext_lazy("You get this because you answer interest in this task.")
OWNED_WHY = gettext_lazy("You get this because you posted the task, or are its contact.")
TEAM_WHY = gettext_lazy("You get this because you are on the partnership team.")


def tell_answerers(interest: Interest, what: str, *, but: Iterable[User] = ()) -> int:
    """Queue what a group has said or done, and who is first on the waiting list where a place is free.

    `but` are those who hear of it in another mail.
    """
    occurrence = f"{what}:{interest.pk}:{interest.moved_at.isoformat()}"
    said: dict[str, Any] = {"group": group_name(interest)}
    if OWNER_WORDS[what].frees:
        said |= _first_in_line(interest.task)
    return _to_answerers(REPLIED, occurrence, interest.task, what, but=but, **said)


def tell_of_new(interest: Interest) -> int:
    """Queue that there is new interest in a task: at most one such mail a day for each task."""
    occurrence, group = f"new:{today().isoformat()}", group_name(interest)
    return _to_answerers(NEW, occurrence, interest.task, "new", group=group)


def tell_of_free_place(task: StudentTask) -> int:
    """Queue that a full task has a free place again."""
    return _to_answerers(REPLIED, f"free:{task.version}", task, "free", **_first_in_line(task))


def tell_of_gone_offer(interest: Interest) -> int:
    """Queue that a group with an offer is erased, without its name."""
    first = _first_in_line(interest.task)
    return _to_answerers(REPLIED, f"gone:{interest.pk}", interest.task, "gone", **first)


def tell_owners_of_course(task: StudentTask) -> int:
    """Queue to the owners that a course has reserved their task; nobody hears of what they did."""
    owners = [one for one in owners_here(task) if one.pk != task.coordinator_id]
    words, page = OWNER_WORDS["reserved"], ("task", (task.slug,))
    letter = Letter(REPLIED, task_key(task), f"reserved:{task.version}", page, OWNED_WHY)
    return enqueue_many(worded(letter, Reader.of(one), task, words) for one in owners)


def remind_answerers(task: StudentTask, *, occurrence: str, count: int) -> int:
    return _to_answerers(LATE, occurrence, task, "late", count=count)


def tell_team(task: StudentTask, members: Iterable[User], *, occurrence: str, count: int) -> int:
    letter = Letter(TEAM, task_key(task), occurrence, _board(task), TEAM_WHY)
    words = OWNER_WORDS["team"]
    return enqueue_many(worded(letter, Reader.of(one), task, words, count=count) for one in members)


def _board(task: StudentTask) -> tuple[str, tuple[str]]:
    return "task_interests", (task.slug,)


def _to_answerers(
    kind: str, occurrence: str, task: StudentTask, what: str, *, but: Iterable[User] = (), **said: Any
) -> int:
    """To the team where nobody is left to answer."""
    letter = Letter(kind, task_key(task), occurrence, _board(task), OWNER_WHY)
    others = {one.pk for one in but}
    people = [one for one in answerers(task) or team_on(today()) if one.pk not in others]
    return enqueue_many(worded(letter, Reader.of(one), task, OWNER_WORDS[what], **said) for one in people)


def _first_in_line(task: StudentTask) -> dict[str, Any]:
    waiting = first_waiting(task)
    return {"first": group_name(waiting)} if waiting else {}
