"""Tasks that nobody took by their last day to apply, and what may be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.awaiting import Said, Sort
from portal.core.clock import today
from portal.core.models.thread import ThreadLink
from portal.core.queries.thread import NOT_FOR_READING
from portal.core.registry import Duty
from portal.core.text import Text
from students.models import Assignment, Interest, StudentTask
from students.queries.post import apply_by
from students.rules.enums import TaskState
from students.rules.rights import runs_tasks, units_led
from students.rules.semester import Semester, offered

REMEMBERED = timedelta(days=365)
"""How long after its last day to apply a task is still brought up."""

OFFERED_ON_AS = ("task", "entry")
"""Kinds of threads that a task nobody took lives on in: another task, or a gathering where it is a topic."""

MANY = 100
"""So many of others' are counted for My page; beyond them it says “100+”."""


def untaken_tasks(day: date) -> QuerySet[StudentTask]:
    """Published, or closed untaken, with nobody at work, and not offered on yet; the latest day first.

    While somebody who showed interest in time has no answer yet, a task is not given up.
    """
    work = Assignment.objects.holding_a_place().filter(task=OuterRef("pk"))
    waiting = Interest.objects.active().filter(task=OuterRef("pk"))
    offered_on = ThreadLink.objects.filter(earlier=OuterRef("thread"), later__kind__in=OFFERED_ON_AS)
    tasks = StudentTask.objects.filter(
        state__in=[TaskState.PUBLISHED, TaskState.CLOSED], deadline__lt=day, deadline__gte=day - REMEMBERED
    )
    left = tasks.filter(~Exists(work), ~Exists(waiting), ~Exists(offered_on))
    read = left.select_related("unit", "kind", "thread", "contact").defer(*NOT_FOR_READING)
    return read.order_by("-deadline", "pk")


def untaken_for(user: Any, day: date) -> QuerySet[StudentTask]:
    """Twin of `may_offer_on`: one's own, those of units one leads, all of them for the team."""
    tasks = untaken_tasks(day)
    if runs_tasks(user):
        return tasks
    led = units_led(user)
    return tasks.filter(Q(made_by=user) | Q(contact=user) | Q(unit__in=led) | Q(unit__parent__in=led))


def next_semester(day: date) -> Semester:
    """The first one whose last day to apply has not passed."""
    semesters: Sequence[Semester] = offered(day)
    return next((one for one in semesters if apply_by(one) >= day), semesters[-1])


def untaken_duties(user: Any) -> list[Sort]:
    """For an owner each task, for the team and administrators how many there are besides their own."""
    tasks, address = untaken_for(user, today()), reverse("tasks_untaken")
    own = tasks.of_person(user)  # type: ignore[attr-defined]
    heading = gettext_lazy("Tasks nobody took")
    said = {"slug": F("slug"), "title": F("title")}
    found = [Sort(key="untaken", heading=heading, rows=own, said=said, tell=_untaken, url=address)]
    if runs_tasks(user):
        others = tasks.exclude(pk__in=own.order_by().values("pk"))
        found.append(Sort(key="left", heading=heading, rows=others, only_counted=MANY, url=address))
    return found


def _untaken(task: Said) -> Duty:
    return Duty(
        title=str(Text.of(task["title"])),
        summary=_("Nobody took this task by its last day to apply. Offer it on, or let it rest."),
        due=None,
        url=f"{reverse('tasks_untaken')}#{task['slug']}",
        action=_("See what you can do"),
    )
