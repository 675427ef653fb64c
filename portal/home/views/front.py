"""The front page and the page about the partnership."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.drawing import Size, draw_wheel
from events.queries.wheel import marks_of, next_rows, next_steering_meeting, wheel_rows
from portal.core.clock import today
from portal.home.queries.front import cards, key_figures, newest_results, open_tasks
from portal.partnership.models import Body, Fact, Measure, Objective
from portal.partnership.queries.organisation import agreements, bodies_with_seats, main_agreement

NEXT = 5


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    day = today()
    rows = wheel_rows(request.user, day.year, day, kinds=[], audiences=[])
    coming = next_rows(request.user, day, NEXT)
    numbers = {row.entry.html_id: number for number, row in enumerate(coming, start=1)}
    tasks = open_tasks(day)
    context: dict[str, Any] = {
        "today": day,
        "wheel": draw_wheel(
            marks_of(rows, page=reverse("wheel_year", args=[day.year])),
            year=day.year,
            today=day,
            size=Size.COMPACT,
            numbers=numbers,
            earlier_url=reverse("wheel_year", args=[day.year - 1]),
            later_url=reverse("wheel_year", args=[day.year + 1]),
        ),
        "coming": coming,
        "cards": cards(tasks.newest, day),
        "results": newest_results(),
        "figures": key_figures(tasks.number),
        "next_meeting": next_steering_meeting(day),
        "agreement": main_agreement(),
        "bodies": Body.objects.filter(kind="steering"),
    }
    return render(request, "home/front.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the partnership is, what it is for, and who sits where today."""
    day = today()
    context = {
        "today": day,
        "facts": Fact.objects.select_related("partner"),
        "agreements": agreements(),
        "objectives": Objective.objects.all(),
        "measures": Measure.objects.all(),
        "bodies": bodies_with_seats(day),
        "breadcrumbs": [(_("About the partnership"), None)],
    }
    return render(request, "home/about.html", context)
