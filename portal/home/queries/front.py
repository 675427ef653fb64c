"""What the front page shows of needs and results, and the figures that lead to what they count."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.queries.published import public_counts
from portal.core.templatetags.design_text import kroner
from projects.models import Application, Need, Result
from projects.rules.enums import ApplicationState, NeedState, ProjectState, ResultKind

CARDS, STORIES = 6, 3
Figure = tuple[Any, str, str]
"""A number, what it counts, and the address of what it counts."""


@dataclass(frozen=True)
class Card:
    """A need as the front page shows it, with the word of its state."""

    need: Need
    state: str


def newest_needs() -> list[Card]:
    """Those that still wait for somebody, the newest first."""
    waiting = Need.objects.unanswered().select_related("unit", "thread").order_by("-created_at", "-pk")
    return [Card(need, str(capfirst(NeedState(need.state).label))) for need in waiting[:CARDS]]


def newest_results() -> list[Result]:
    """The latest that changed something; a lesson is read beside what it helps with."""
    published = Result.objects.published().exclude(kind=ResultKind.LESSON)
    return list(published.select_related("unit", "thread").order_by("-happened_on", "-pk")[:STORIES])


def key_figures() -> list[Figure]:
    """What there is of each, as far as everyone may see it; none where there is nothing yet."""
    counts = public_counts()
    needs = counts.get("need", {}).get("", 0)
    running = counts.get("project", {}).get(f"fase:{ProjectState.RUNNING}", 0)
    results = counts.get("result", {}).get("", 0)
    granted = _granted()
    found: list[tuple[Any, str, str]] = [
        (needs, ngettext("need voiced", "needs voiced", needs), reverse("needs")),
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
