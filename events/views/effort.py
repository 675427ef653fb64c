"""The team's work week by week against the time it has."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from events.drawing.bars import draw_bars
from events.queries.effort import effort_of, team_percent
from events.rules.effort import Week
from events.views.wheel import FIRST_YEAR, LAST_YEAR
from portal.core.guards import only
from portal.partnership.rules.standing import is_administrator, is_on_steering_group, is_on_team

WHO_READS = gettext_lazy("The effort is shown to the team, the steering group and the administrator.")
reads_effort = is_on_team | is_on_steering_group | is_administrator


@require_safe
@only(reads_effort, WHO_READS)
def effort(request: HttpRequest, year: int) -> HttpResponse:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    weeks = effort_of(year)
    said = _in_words([week for week in weeks if week.overloaded])
    title = _("Effort %(year)s") % {"year": year}
    description = _("Bars show hours of work in each week, a line the hours the team has. %(said)s") % {
        "said": said
    }
    context = {
        "year": year,
        "weeks": weeks,
        "said": said,
        "percent": team_percent(),
        "hours": float(sum(week.hours for week in weeks)),
        "picture": draw_bars(weeks, title=title, description=description),
        "earlier": year - 1 if year > FIRST_YEAR else None,
        "later": year + 1 if year < LAST_YEAR else None,
        "breadcrumbs": [
            (_("The annual wheel %(year)s") % {"year": year}, reverse("wheel_year", args=[year])),
            (_("Effort"), None),
        ],
    }
    return render(request, "events/effort.html", context)


def _in_words(over: list[Week]) -> str:
    if not over:
        return _("No week has more work than time.")
    return ngettext(
        "%(number)s week has more work than time.", "%(number)s weeks have more work than time.", len(over)
    ) % {"number": len(over)}
