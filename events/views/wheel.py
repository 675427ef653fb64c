"""The annual wheel as page, picture and poster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.drawing import choose_size, draw_standalone, draw_strip, draw_wheel, sheet_pdf
from events.queries.wheel import Row, by_month, marks_of, wheel_rows
from events.rules.entry import runs_the_wheel
from events.rules.enums import Audience, Kind
from portal.core.clock import today
from portal.partnership.queries.organisation import agreement_ends_before
from portal.partnership.queries.partnership import the_partnership

FIRST_YEAR, LAST_YEAR = 2015, 2099
STRIP_UP_TO = 80
"""Beyond this many dates a phone gets the list alone: a longer strip says nothing that it does not."""
KIND_WORDS = {
    "mote": Kind.MEETING,
    "samling": Kind.GATHERING,
    "frist": Kind.DEADLINE,
    "studenter": Kind.STUDENT,
}
AUDIENCE_WORDS = {
    "alle": [Audience.PUBLIC],
    "partene": [Audience.PARTNERS],
    "styring": [Audience.TEAM, Audience.STEERING],
}


@dataclass(frozen=True)
class Chosen:
    """The filter as the address says it; words it does not know are passed over."""

    kinds: list[str]
    audiences: list[str]

    @property
    def any(self) -> bool:
        return bool(self.kinds or self.audiences)

    @property
    def kind_values(self) -> list[str]:
        return [KIND_WORDS[word].value for word in self.kinds]

    @property
    def audience_values(self) -> list[str]:
        return [audience.value for word in self.audiences for audience in AUDIENCE_WORDS[word]]


def chosen(request: HttpRequest) -> Chosen:
    return Chosen(
        kinds=[word for word in KIND_WORDS if word in request.GET.getlist("slag")],
        audiences=[word for word in AUDIENCE_WORDS if word in request.GET.getlist("for")],
    )


def rows_for(request: HttpRequest, year: int, choice: Chosen) -> list[Row]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return wheel_rows(request.user, year, today(), kinds=choice.kind_values, audiences=choice.audience_values)


@require_safe
def this_year(request: HttpRequest) -> HttpResponse:
    """The wheel's own address leads to the year we are in, with the filter kept."""
    query = request.META.get("QUERY_STRING", "")
    target = reverse("wheel_year", args=[today().year])
    return redirect(f"{target}?{query}" if query else target)


@require_safe
def wheel_year(request: HttpRequest, year: int) -> HttpResponse:
    choice = chosen(request)
    rows = rows_for(request, year, choice)
    marks = marks_of(rows)
    query = f"?{request.META['QUERY_STRING']}" if choice.any else ""
    day, size = today(), choose_size(marks)
    context: dict[str, Any] = {
        "year": year,
        "rows": rows,
        "coming": by_month([row for row in rows if not row.done]),
        "past": by_month([row for row in rows if row.done]),
        "past_count": sum(row.done for row in rows),
        "tentative_count": sum(row.tentative and not row.done for row in rows),
        "choice": choice,
        "query": query,
        "runs": runs_the_wheel(request.user),
        "kind_words": [(word, kind.label, kind.value) for word, kind in KIND_WORDS.items()],
        "wheel": draw_wheel(
            marks,
            year=year,
            today=day,
            size=size,
            earlier_url=reverse("wheel_year", args=[year - 1]) + query,
            later_url=reverse("wheel_year", args=[year + 1]) + query,
        ),
        "strip": draw_strip(marks, year=year, today=day, beside=size) if len(marks) <= STRIP_UP_TO else "",
        "beyond": agreement_ends_before(year),
        "breadcrumbs": [(_("Annual wheel"), None)],
    }
    return render(request, "events/wheel.html", context)


@require_safe
def wheel_svg(request: HttpRequest, year: int) -> HttpResponse:
    rows = rows_for(request, year, chosen(request))
    picture = draw_standalone(marks_of(rows), year=year, today=today())
    return HttpResponse(picture, content_type="image/svg+xml; charset=utf-8")


@require_safe
def wheel_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """The wheel on one A3 sheet."""
    rows = rows_for(request, year, chosen(request))
    document = sheet_pdf(
        marks_of(rows),
        year=year,
        today=today(),
        title=_("The annual wheel %(year)s") % {"year": year},
        subtitle=str(the_partnership().name),
        language=request.LANGUAGE_CODE,
    )
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="arshjul-{year}.pdf"'
    return response
