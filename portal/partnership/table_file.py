"""Rows of a table as a file for spreadsheets, safe to open."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.partnership.change_log.words import Line

BYTE_ORDER_MARK = "\ufeff"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: object) -> str:
    """The text of a cell; what a spreadsheet would take for a formula is marked as text."""
    text = str(cell)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def table_rows(lines: Iterable[Line]) -> Iterator[str]:
    """The change log: a row for each field of each change. Semicolons: Norwegian decimals have commas."""
    yield BYTE_ORDER_MARK + _written(
        [_("When"), _("Who"), _("How"), _("Kind"), _("What"), _("Done"), _("Field"), _("Before"), _("After")]
    )
    for line in lines:
        moment = timezone.localtime(line.at).strftime("%Y-%m-%d %H:%M:%S")
        first = [moment, line.who, line.how, line.called, line.title, line.done]
        for field in line.fields:
            yield _written([*first, field.field, field.before, field.after])
        if not line.fields:
            yield _written([*first, "", "", ""])


def _written(cells: Sequence[object]) -> str:
    row = StringIO()
    csv.writer(row, delimiter=";").writerow([harmless(cell) for cell in cells])
    return row.getvalue()
