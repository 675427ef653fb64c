"""Importing a list of tasks: hand it in, see what would come of it, and only then say yes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.guards import only
from students.forms.import_file import ImportFileForm, ImportForm, TableOfTasks
from students.queries.import_rows import DryRun, look_through
from students.rules.import_columns import COLUMNS
from students.rules.import_file import ImportFileError
from students.rules.rights import runs_tasks
from students.table_file import CSV, MEDIA_TYPES, XLSX, Sheet, as_csv, as_workbook
from students.workflows.import_tasks import Imported, import_tasks

WHO = gettext_lazy("The partnership team and the administrator may import tasks.")
TEMPLATE = "students/import.html"


@require_http_methods(["GET", "HEAD", "POST"])
@only(runs_tasks, WHO)
def import_page(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, form=ImportFileForm())
    return _carry_out(request) if "sealed" in request.POST else _look(request)


def _look(request: HttpRequest) -> HttpResponse:
    """The dry run. Nothing is kept: what the file said goes along on the page, signed."""
    form = ImportFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    table = form.table
    try:
        found = look_through(table.heading, table.lines, language=table.language)
    except ImportFileError as why:
        form.add_error("file", str(why))
        return _page(request, form=form, status=422)
    yes = ImportForm(initial={"sealed": table.sealed(request.user)})
    return _page(request, form=form, yes=yes, found=found)


def _carry_out(request: HttpRequest) -> HttpResponse:
    yes = ImportForm(request.POST)
    try:
        table = TableOfTasks.unsealed(request.POST["sealed"], request.user)
    except signing.BadSignature:
        form = ImportFileForm()
        return _page(
            request, form=form, status=422, error=_("It was too long ago. Choose the file once more.")
        )
    if not yes.is_valid():
        found = look_through(table.heading, table.lines, language=table.language)
        return _page(request, form=ImportFileForm(), yes=yes, found=found, status=422)
    came = import_tasks(
        table.heading,
        table.lines,
        by=request.user,  # type: ignore[arg-type]  # the door lets in people with an account only
        language=table.language,
        leaders_word=yes.word,
    )
    messages.success(request, _in_words(came))
    return redirect("task_overview")


def _in_words(came: Imported) -> str:
    checked, drafts, known = len(came.checked), len(came.drafts), came.known
    said = (
        (
            checked,
            ngettext(
                "%(count)s task is in the quality check.",
                "%(count)s tasks are in the quality check.",
                checked,
            ),
        ),
        (drafts, ngettext("%(count)s task is a draft.", "%(count)s tasks are drafts.", drafts)),
        (
            known,
            ngettext(
                "%(count)s was here already and is left as it is.",
                "%(count)s were here already and are left as they are.",
                known,
            ),
        ),
    )
    return " ".join(words % {"count": count} for count, words in said if count)


def _page(
    request: HttpRequest,
    *,
    form: ImportFileForm,
    yes: ImportForm | None = None,
    found: DryRun | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "yes": yes,
        "found": found,
        "columns": COLUMNS,
        "error": error,
        "noindex": True,
        "breadcrumbs": [(_("Student tasks"), reverse("tasks")), (_("Import tasks"), None)],
    }
    response = render(request, TEMPLATE, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@only(runs_tasks, WHO)
def import_empty(_request: HttpRequest, ending: str) -> HttpResponse:
    """An empty file with the columns an import reads."""
    if ending not in (CSV, XLSX):
        raise Http404
    sheet = Sheet(str(_("Student tasks")), [str(column.label) for column in COLUMNS], [])
    body = as_csv(sheet) if ending == CSV else as_workbook([sheet])
    name = f"{_('student-tasks')}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=MEDIA_TYPES[ending], headers=headers)
