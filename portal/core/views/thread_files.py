"""A list of threads as a file for spreadsheets and as a feed for readers."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.core.clock import OSLO
from portal.core.models.thread import Thread
from portal.core.threads import Kind, words_met

BYTE_ORDER_MARK = "\ufeff"
#: Pasted along with a text now and then; one of them would make the feed of everything unreadable.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(threads: Sequence[Thread], kind: Kind, name: str) -> HttpResponse:
    """The threads as CSV with semicolons and a byte order mark, as Norwegian spreadsheets open them.

    A cell that a spreadsheet would reckon with begins with an apostrophe. Example content says so.
    """
    met = {
        facet.name: sorted({value for thread in threads for value in _values(thread, facet.name)})
        for facet in kind.facets
    }
    words = words_met(kind.facets, met)
    file = StringIO()
    file.write(BYTE_ORDER_MARK)
    sheet = csv.writer(file, delimiter=";", lineterminator="\r\n")
    sheet.writerow([*_head(kind), *(str(facet.label) for facet in kind.facets), _("Address")])
    for thread in threads:
        told = (
            ", ".join(str(words[facet.name].get(value, value)) for value in _values(thread, facet.name))
            for facet in kind.facets
        )
        row = [*_cells(thread, kind), *told, f"{settings.BASE_URL}{thread.get_absolute_url()}"]
        sheet.writerow([_harmless(cell) for cell in row])
    response = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _head(kind: Kind) -> list[str]:
    return [
        _("Title"),
        _("Summary"),
        _("State"),
        str(kind.day_label) or _("Day"),
        _("Last day"),
        _("How exact the days are"),
        _("Published"),
        _("Example"),
    ]


def _cells(thread: Thread, kind: Kind) -> Iterator[str]:
    yield str(thread.title)
    yield str(thread.lead)
    yield str(kind.states.get(thread.state, thread.state))
    yield thread.day.isoformat() if thread.day else ""
    yield thread.last_day.isoformat() if thread.last_day else ""
    yield str(thread.get_precision_display()) if thread.day else ""
    yield thread.published_at.astimezone(OSLO).date().isoformat()
    yield _("Example") if thread.example else ""


def _values(thread: Thread, name: str) -> list[str]:
    start = f"{name}:"
    return [facet.removeprefix(start) for facet in thread.facets if facet.startswith(start)]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(BEGINS_A_FORMULA) else cell


def atom_of(threads: Iterable[Thread], *, title: str, page: str, feed: str) -> HttpResponse:
    """The threads of the list at `page` as an Atom feed at `feed`; example content is marked in its title."""
    atom = Atom1Feed(
        title=title,
        link=f"{settings.BASE_URL}{page}",
        feed_url=f"{settings.BASE_URL}{feed}",
        description="",
        language=get_language(),
    )
    for thread in threads:
        mark = f"{_('Example')}: " if thread.example else ""
        atom.add_item(
            title=NOT_IN_XML.sub("", f"{mark}{thread.title}"),
            link=f"{settings.BASE_URL}{thread.get_absolute_url()}",
            description=NOT_IN_XML.sub("", escape(str(thread.lead))),  # Django says it is HTML
            unique_id=f"{settings.BASE_URL}{thread.address}",
            pubdate=thread.published_at,
            updateddate=thread.changed_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
