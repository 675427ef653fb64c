"""Who leads the unit a task comes from, and which tasks wait for a leader's word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.awaiting import Said, Sort
from portal.core.clock import OSLO, today
from portal.core.models.change import ThreadChange
from portal.core.registry import Duty
from portal.core.text import Text
from portal.partnership.models import Affiliation, Unit, User
from portal.partnership.models.person import Role
from portal.partnership.queries.quiet import quiet_around_now
from portal.partnership.rules.quiet import QuietSpan
from portal.partnership.rules.standing import is_on_team
from portal.partnership.rules.working_days import working_day_after
from students.models import StudentTask
from students.rules.enums import TaskState
from students.rules.rights import units_led

LEADER_ANSWERS_WITHIN = 5
"""Working days, of which the leader is reminded when they are over."""
AUTHOR_TOLD_AFTER = 10
"""Working days after which the author is told that the leader has not answered."""


def _leading(day: date) -> QuerySet[Affiliation]:
    return Affiliation.objects.on(day).filter(
        role=Role.LEADER, user__is_active=True, user__erased_at__isnull=True
    )


def leaders_of(unit: Unit, day: date) -> list[User]:
    """Who leads the unit on `day`; where nobody does, who leads the one above it."""
    for one in filter(None, (unit.pk, unit.parent_id)):
        found = User.objects.filter(pk__in=_leading(day).filter(unit=one).values("user")).order_by("pk")
        if found:
            return list(found)
    return []


def asked_tasks() -> QuerySet[StudentTask]:
    """Tasks that wait for a leader's word, the longest waiting first."""
    waiting = StudentTask.objects.filter(state=TaskState.DRAFT, asked_leader_at__isnull=False)
    return waiting.select_related("unit__partner", "made_by", "contact").order_by("asked_leader_at", "pk")


def waiting_for(user: Any, day: date) -> QuerySet[StudentTask]:
    """Those that wait for this leader: their unit's, and those below it that have no leader of their own."""
    led = units_led(user)
    if not led:
        return asked_tasks().none()
    own_leader = Exists(_leading(day).filter(unit=OuterRef("unit")))
    return asked_tasks().filter(Q(unit__in=led) | Q(~own_leader, unit__parent__in=led))


def without_leader(day: date) -> QuerySet[StudentTask]:
    """Those that wait for a leader nobody knows: the team's to see to."""
    own, above = (
        _leading(day).filter(unit=OuterRef("unit")),
        _leading(day).filter(unit=OuterRef("unit__parent")),
    )
    return asked_tasks().filter(~Exists(own), ~Exists(above))


def leader_duties(user: Any) -> list[Sort]:
    """For a leader the tasks to confirm; for the team those whose leader has no account here."""
    day, found = today(), []
    if units_led(user):
        rows, action = waiting_for(user, day), gettext_lazy("Confirm hours and data")
        found.append(_sort(user, "leader", gettext_lazy("Student tasks to confirm"), rows, action))
    if is_on_team(user):
        rows, action = without_leader(day), gettext_lazy("Record the leader’s word")
        found.append(_sort(user, "leaderless", gettext_lazy("Student tasks without a leader"), rows, action))
    return found


def _sort(user: Any, key: str, heading: Promise, rows: QuerySet[StudentTask], action: Promise) -> Sort:
    said = {
        "slug": F("slug"),
        "title": F("title"),
        "unit": F("unit__name"),
        "asked": F("asked_leader_at"),
    }
    return Sort(
        key=key,
        heading=heading,
        rows=rows,
        said=said,
        tell=lambda one: _duty(one, str(action), quiet_around_now(user)),
    )


def asked_on(task: StudentTask) -> date:
    """The Oslo day the leader was asked; only of a task that waits for one."""
    assert task.asked_leader_at is not None
    return task.asked_leader_at.astimezone(OSLO).date()


def _duty(task: Said, action: str, quiet: Sequence[QuietSpan]) -> Duty:
    asked = datetime.fromisoformat(task["asked"]).astimezone(OSLO).date()
    return Duty(
        title=str(Text.of(task["title"])),
        summary=_("A student task from %(unit)s waits for its leader’s word.")
        % {"unit": Text.of(task["unit"])},
        due=working_day_after(asked, LEADER_ANSWERS_WITHIN, quiet),
        url=reverse("task_leader", args=[task["slug"]]),
        action=action,
    )


def came_back(user: Any) -> QuerySet[StudentTask]:
    """One's own drafts that came back, from the leader or the quality check."""
    drafts = StudentTask.objects.filter(state=TaskState.DRAFT, asked_leader_at=None).of_person(user)
    said_no = Exists(ThreadChange.objects.filter(thread=OuterRef("thread"), action="decline"))
    return drafts.filter(~Q(comments={}) | said_no)


def author_duties(user: Any) -> list[Sort]:
    """Of one's own drafts those that came back."""
    return [
        Sort(
            key="returned",
            heading=gettext_lazy("Student tasks to mend"),
            rows=came_back(user).order_by("moved_at", "pk"),
            said={"slug": F("slug"), "title": F("title")},
            tell=_came_back,
        )
    ]


def _came_back(task: Said) -> Duty:
    return Duty(
        title=str(Text.of(task["title"])),
        summary=_("Your task came back with a comment. Mend it, and send it again."),
        due=None,
        url=reverse("task_draft", args=[task["slug"]]),
        action=_("Open the task"),
    )


def last_no(task: StudentTask) -> str:
    """What the leader said the last time they did not confirm it; empty once it is sent again."""
    changes = ThreadChange.objects.filter(
        thread=task.thread_id, action__in=["ask", "confirm", "decline", "resubmit"]
    )
    last = changes.order_by("-at", "-pk").first()
    return str(last.data.get("reason", "")) if last and last.action == "decline" else ""
