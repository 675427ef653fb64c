"""What the front page shows of needs, tasks and results, and the figures that lead to what they count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, zip_longest
from typing import Any

from django.db.models import Count, Sum, Window
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.day_words import short_with_year
from portal.core.models.authored import Authored
from portal.core.queries.published import public_counts
from portal.core.templatetags.design_text import kroner
from projects.models import Application, Need, Result
from projects.rules.enums import ApplicationState, NeedState, ProjectState, ResultKind
from students.models import StudentTask
from students.rules.enums import TaskState

CARDS, STORIES = 6, 3
Figure = tuple[Any, str, str]
"""A number, what it counts, and the address of what it counts."""


@dataclass(frozen=True)
class Card:
    """A need or a task as the front page shows it: what it is, and the one fact that decides."""

    thing: Authored
    kind: str
    colour: str
    fact: str


@dataclass(frozen=True)
class OpenTasks:
    """The newest tasks that students can show interest in, and how many there are of such."""

    newest: list[StudentTask]
    number: int


def open_tasks(day: date) -> OpenTasks:
    """Of an Oslo day, in one query."""
    tasks = StudentTask.objects.open(day).select_related("unit", "thread").order_by("-published_at", "-pk")
    newest = list(tasks.annotate(number=Window(Count("pk")))[:CARDS])
    number = newest[0].number if newest else 0  # type: ignore[attr-defined]  # what the query counts
    return OpenTasks(newest, number)


def cards(tasks: list[StudentTask], day: date) -> list[Card]:
    """Needs that still wait for somebody and open tasks, by turns, the newest of each first."""
    waiting = Need.objects.unanswered().select_related("unit", "thread").order_by("-created_at", "-pk")
    by_turns = chain.from_iterable(
        zip_longest(map(_of_need, waiting[:CARDS]), (_of_task(task, day) for task in tasks))
    )
    return [card for card in by_turns if card][:CARDS]


def _of_need(need: Need) -> Card:
    return Card(need, _("Need"), "sand", str(capfirst(NeedState(need.state).label)))


def _of_task(task: StudentTask, day: date) -> Card:
    when = short_with_year(task.deadline, task.deadline, "date", today=day)
    return Card(task, _("Student task"), "blue", _("Apply by %(day)s") % {"day": when})


def newest_results() -> list[Result]:
    """The latest that changed something; a lesson is read beside what it helps with."""
    published = Result.objects.published().exclude(kind=ResultKind.LESSON)
    return list(published.select_related("unit", "thread").order_by("-happened_on", "-pk")[:STORIES])


def key_figures(tasks: int) -> list[Figure]:
    """What there is of each, as far as everyone may see it; none where there is nothing yet.

    `tasks` is how many are open.
    """
    counts = public_counts()
    needs = counts.get("need", {}).get("", 0)
    running = counts.get("project", {}).get(f"fase:{ProjectState.RUNNING}", 0)
    results = counts.get("result", {}).get("", 0)
    granted = _granted()
    found: list[tuple[Any, str, str]] = [
        (needs, ngettext("need voiced", "needs voiced", needs), reverse("needs")),
        (
            tasks,
            ngettext("open student task", "open student tasks", tasks),
            f"{reverse('tasks')}?plass={TaskState.PUBLISHED}",
        ),
        (
            running,
            ngettext("project under way", "projects under way", running),
            f"{reverse('projects')}?fase={ProjectState.RUNNING}",
        ),
        (results, ngettext("result or lesson", "results and lessons", results), reverse("results")),
        (
            kroner(granted) if granted else 0,
            _("granted from outside the partnership"),
            f"{reverse('applications')}?status={ApplicationState.GRANTED}",
        ),
    ]
    return [figure for figure in found if figure[0]]


def _granted() -> Decimal:
    """Kroner that funders have granted joint projects."""
    granted = Application.objects.filter(state=ApplicationState.GRANTED)
    return granted.aggregate(sum=Sum("granted"))["sum"] or Decimal(0)
