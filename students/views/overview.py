"""The team's overview of student tasks: what is stuck, and what became of those of each semester."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from portal.core.clock import today
from portal.core.guards import only
from portal.partnership.rules.standing import is_on_team
from students.drawing.steps import draw_steps
from students.queries.overview import TASK_HEADING, by_semester, standing, task_rows
from students.queries.stuck import halts_on, stuck_tasks
from students.rules.numbers import STEPS
from students.rules.rights import runs_tasks
from students.table_file import CSV, MEDIA_TYPES, XLSX, Sheet, as_csv, as_workbook

WHO = gettext_lazy("The overview of student tasks is for the partnership team and the administrator.")
DRAWN = 4
"""Semesters drawn; the table has them all."""
MOST_ROWS = 20_000


@require_safe
@only(runs_tasks, WHO)
def overview(request: HttpRequest) -> HttpResponse:
    day = today()
    halts = halts_on(day)
    semesters, stuck = by_semester(), stuck_tasks(halts)
    context = {
        "checks": is_on_team(request.user),
        "states": standing(day, halts),
        "stuck": stuck,
        "said": _in_words(len(stuck)),
        "semesters": semesters,
        "steps": STEPS.values(),
        "pictures": draw_steps([(capfirst(str(one.semester)), one.all) for one in semesters[:DRAWN]]),
        "noindex": True,
        "breadcrumbs": [(_("Student tasks"), reverse("tasks")), (_("Overview"), None)],
    }
    return render(request, "students/overview.html", context)


@require_safe
@only(runs_tasks, WHO)
def overview_file(_request: HttpRequest, ending: str) -> HttpResponse:
    """Every task as a row; a workbook has the numbers of each semester and unit on a sheet besides."""
    if ending not in (CSV, XLSX):
        raise Http404
    tasks = Sheet(
        str(_("Student tasks")), [str(word) for word in TASK_HEADING], task_rows(today(), MOST_ROWS)
    )
    body = as_csv(tasks) if ending == CSV else as_workbook([_numbers(), tasks])
    name = f"{_('student-tasks')}-{today().isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(body, content_type=MEDIA_TYPES[ending], headers=headers)


def _numbers() -> Sheet:
    rows = [[str(one.semester), str(unit), *numbers] for one in by_semester() for unit, numbers in one.units]
    heading = [_("Semester"), _("Unit"), *(str(step) for step in STEPS.values())]
    return Sheet(_("Semester and unit"), heading, rows)


def _in_words(stuck: int) -> str:
    if not stuck:
        return _("No task has come to a halt.")
    return ngettext("%(count)s task has come to a halt.", "%(count)s tasks have come to a halt.", stuck) % {
        "count": stuck
    }
