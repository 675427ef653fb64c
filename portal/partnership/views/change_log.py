"""The change log, for those who answer for who may do what."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.core.clock import today
from portal.core.guards import only
from portal.core.workflows.reading import note_reading
from portal.partnership.change_log.things import logged_things
from portal.partnership.change_log.words import in_words, name_of
from portal.partnership.forms.change_log import ChangeLogForm, read_place, write_place
from portal.partnership.queries.change_log import Asked, read_changes
from portal.partnership.queries.names import names_of
from portal.partnership.rules.change_log import reads_change_log, why_reads
from portal.partnership.table_file import table_rows

WHO = gettext_lazy("The leaders of the steering group and the administrators read the change log.")
PAGE = 50
FILE_ROWS = 10_000


@require_safe
@only(reads_change_log, WHO)
def change_log(request: HttpRequest) -> HttpResponse:
    form = ChangeLogForm(request.GET)
    asked = form.asked()
    after = read_place(request.GET.get("etter", ""))
    found = read_changes(asked, after=after, limit=PAGE + 1)
    _note(request, asked)
    context: dict[str, Any] = {
        "form": form,
        "lines": in_words(found[:PAGE]),
        "chosen": _chosen(request, form, asked),
        "older": _with(request, etter=write_place(found[PAGE - 1].place)) if len(found) > PAGE else "",
        "newest": _with(request, etter="") if after else "",
        "file": f"{reverse('change_log_file')}{_with(request, etter='')}",
        "breadcrumbs": [(_("Change log"), None)],
    }
    return render(request, "partnership/change_log.html", context)


@require_safe
@only(reads_change_log, WHO)
def change_log_file(request: HttpRequest) -> StreamingHttpResponse:
    """The newest changes of those asked for, one row a field, for a spreadsheet."""
    asked = ChangeLogForm(request.GET).asked()
    _note(request, asked)
    lines = in_words(read_changes(asked, limit=FILE_ROWS))
    name = f"{_('change-log')}-{today().isoformat()}.csv"
    return StreamingHttpResponse(
        table_rows(lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _note(request: HttpRequest, asked: Asked) -> None:
    """What was looked at, in the portal's own words: never a name that was searched for."""
    what = ":".join(str(part) for part in asked.thing) if asked.thing else asked.kind or "all"
    note_reading(by=request.user, kind="change_log", object_key=what, why=why_reads(request.user))


def _with(request: HttpRequest, **changed: str) -> str:
    """The query of the address with some of it changed; empty values leave it."""
    query: QueryDict = request.GET.copy()
    for name, value in changed.items():
        query.pop(name, None)
        if value:
            query[name] = value
    for name in [name for name, value in query.items() if not value]:
        query.pop(name)
    return f"?{query.urlencode()}"


def _chosen(request: HttpRequest, form: ChangeLogForm, asked: Asked) -> list[tuple[str, str]]:
    """The thing a link led here for, which no input of the form shows, and the address without it."""
    if asked.thing is None:
        return []
    kind, number = asked.thing
    thing = logged_things.get(kind)
    name = name_of(thing.model, number, names_of([(thing.model, number)]))
    words = _("%(kind)s: %(name)s") % {"kind": str(thing.called).capitalize(), "name": name}
    return [(words, _with(request, ting="", etter=""))]
