"""The team's queue of tasks to check: who has looked at which, and which were changed once published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.awaiting import Said, Sort
from portal.core.clock import OSLO
from portal.core.models import Thread
from portal.core.models.change import ThreadChange
from portal.core.queries.similar import similar_threads
from portal.core.registry import Duty
from portal.core.text import Text
from portal.partnership.queries.quiet import quiet_around_now
from portal.partnership.queries.standing import standing_of
from portal.partnership.queries.working_days import quiet_from
from portal.partnership.rules.quiet import QuietSpan
from portal.partnership.rules.standing import is_on_team
from portal.partnership.rules.working_days import working_day_after
from students.models import StudentTask
from students.models.task import LISTED
from students.rules.check import CHECKED_WITHIN, REVIEWING, VOIDING, looks_alone
from students.rules.enums import TaskState
from students.rules.rights import may_check_task

EDITED = "edited"


@dataclass(frozen=True)
class Look:
    """That a member of the team looked through a task as it stands; `partners` are those they sat for."""

    by: int | None
    name: str
    partners: tuple[str, ...]


@dataclass(frozen=True)
class Waiting:
    """A task in the queue, as one member of the team has it: `due` is the Oslo day of the promise."""

    task: StudentTask
    due: date
    looks: tuple[Look, ...]
    own: bool
    looked: bool


def team_partners(user: Any) -> list[str]:
    """Keys of the partners for which the person has a seat on the team today."""
    seats = standing_of(user).seats
    return sorted({seat.partner for seat in seats if seat.body_kind == "team" and seat.partner})


def _last(actions: Collection[str]) -> Coalesce:
    """The key of the last change of a thread with one of `actions`; 0 where there is none."""
    found = ThreadChange.objects.filter(thread=OuterRef("thread"), action__in=actions).order_by("-pk")
    return Coalesce(Subquery(found.values("pk")[:1]), 0)


def looks_at(threads: Collection[int]) -> dict[int, tuple[Look, ...]]:
    """Who has looked at each task as it stands, by its thread. One query."""
    changes = ThreadChange.objects.filter(thread__in=threads, action="look", pk__gt=_last(VOIDING))
    found: dict[int, list[Look]] = defaultdict(list)
    for change in changes.select_related("by").order_by("pk"):
        partners = tuple(change.data.get("partners", ()))
        found[change.thread_id].append(Look(change.by_id, str(change.by or ""), partners))
    return {thread: tuple(looks) for thread, looks in found.items()}


def is_alone(user: Any, looks: Iterable[Look]) -> bool:
    """Whether `user` has to say why they publish it on their own."""
    return looks_alone(team_partners(user), (look.partners for look in looks))


def queue(user: Any) -> list[Waiting]:
    """What waits for the quality check, the oldest first. Three queries, however many wait."""
    tasks = list(StudentTask.objects.to_check().select_related("unit", "kind"))
    if not tasks:
        return []
    looks = looks_at([task.thread_id for task in tasks])
    quiet = quiet_from(_sent_on(tasks[0]))
    return [
        Waiting(
            task=task,
            due=working_day_after(_sent_on(task), CHECKED_WITHIN, quiet),
            looks=looks.get(task.thread_id, ()),
            own=not may_check_task(user, task),
            looked=any(look.by == user.pk for look in looks.get(task.thread_id, ())),
        )
        for task in tasks
    ]


def _sent_on(task: StudentTask) -> date:
    """The Oslo day it was sent to the check: that is the last step it took."""
    return task.moved_at.astimezone(OSLO).date()


def edits_since_seen() -> QuerySet[ThreadChange]:
    """What was changed in tasks that everyone reads, since the team last saw them."""
    return ThreadChange.objects.filter(action=EDITED, before__in=LISTED, pk__gt=_last(REVIEWING))


def changed_tasks() -> QuerySet[StudentTask]:
    """Tasks that everyone reads and that were changed since the team last saw them."""
    changed = Exists(edits_since_seen().filter(thread=OuterRef("thread")))
    return StudentTask.objects.listed().filter(changed).select_related("unit", "kind").order_by("updated_at")


def check_url(user: Any, task: StudentTask) -> str:
    """The page of its check, for who may do it: while it waits, or was changed since the team saw it."""
    if not may_check_task(user, task):
        return ""
    waits = task.state == TaskState.SUBMITTED
    changed = task.state in LISTED and edits_since_seen().filter(thread=task.thread_id).exists()
    return reverse("task_check", args=[task.slug]) if waits or changed else ""


def check_duties(user: Any) -> list[Sort]:
    """For the team: tasks to check within the promise, and published ones that somebody has changed.

    Nobody is asked to check their own, or what they have looked at and a colleague is to publish.
    """
    if not is_on_team(user):
        return []
    looks = ThreadChange.objects.filter(thread=OuterRef("thread"), action="look", pk__gt=_last(VOIDING))
    not_own = ~Q(made_by=user) & (Q(contact=None) | ~Q(contact=user))
    to_check = StudentTask.objects.to_check().filter(not_own, ~Exists(looks.filter(by=user)))
    return [
        Sort(
            key="check",
            heading=gettext_lazy("Student tasks to check"),
            rows=to_check,
            said={
                "slug": F("slug"),
                "title": F("title"),
                "unit": F("unit__name"),
                "sent": F("moved_at"),
                "looks": ArraySubquery(looks.order_by("pk").values("by__name")),
            },
            tell=lambda said: _to_check(said, quiet_around_now(user)),
            url=reverse("task_check_queue"),
        ),
        Sort(
            key="changed",
            heading=gettext_lazy("Student tasks that were changed"),
            rows=changed_tasks().filter(not_own),
            said={"slug": F("slug"), "title": F("title")},
            tell=_changed,
            url=reverse("task_check_queue"),
        ),
    ]


def _to_check(task: Said, quiet: Sequence[QuietSpan]) -> Duty:
    summary = _("A student task from %(unit)s is in quality check.") % {"unit": Text.of(task["unit"])}
    if task["looks"]:
        names = ", ".join(name or _("Somebody who has left") for name in task["looks"])
        summary = _("%(names)s has looked through it, and you can publish it.") % {"names": names}
    sent = datetime.fromisoformat(task["sent"]).astimezone(OSLO).date()
    return Duty(
        title=str(Text.of(task["title"])),
        summary=summary,
        due=working_day_after(sent, CHECKED_WITHIN, quiet),
        url=reverse("task_check", args=[task["slug"]]),
        action=_("Check the task"),
    )


def _changed(task: Said) -> Duty:
    return Duty(
        title=str(Text.of(task["title"])),
        summary=_("It was changed after it was published."),
        due=None,
        url=reverse("task_check", args=[task["slug"]]),
        action=_("See what was changed"),
    )


def nearest_tasks(task: StudentTask) -> list[Thread]:
    """The three tasks that everyone reads and that say most nearly the same. Two queries."""
    words = " ".join(str(text) for text in (task.title, task.summary, task.learn))
    return similar_threads("task", words, ["public"], but=task.thread_id)


def asked_before(task: StudentTask) -> dict[str, str]:
    """What the last check asked for, by field; nothing where it was never returned."""
    last = ThreadChange.objects.filter(thread=task.thread_id, action="return").order_by("-pk").first()
    return dict(last.data.get("comments", {})) if last else {}
