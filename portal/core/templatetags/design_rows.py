"""The rows of a list of threads: written here, since a template makes them most of what a list costs."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

if TYPE_CHECKING:  # the views use these tags' modules
    from portal.core.views.list_parts import Row

register = template.Library()


@register.simple_tag
def thread_rows(rows: Iterable[Row], by_day: object = False) -> SafeString:
    """The rows; where all of them stand `by_day`, what the fact is goes without saying."""
    # As `example_mark`, in a quarter of the bytes.
    example = f"<i>{escape(gettext('Example'))}</i>"
    written = "".join(_row(row, example, bool(by_day)) for row in rows)
    return SafeString(f'<ul class="uk-rows">{written}</ul>')  # all that people wrote is escaped


def _row(row: Row, example: str, by_day: bool) -> str:
    lead = f"<p{row.lead_lang}>{_safe(row.lead)}</p>" if row.lead else ""
    marks = "".join(f"<span>{escape(tag)}</span>" for tag in row.tags)
    if row.state:
        marks += f"<em>{escape(row.state)}</em>"
    if row.thread.example:
        marks += example
    tags = f'<p class="uk-tags">{marks}</p>' if marks else ""
    label = "" if by_day else escape(row.fact_label)
    title = f'<a href="{escape(row.url)}"{row.title_lang}>{_safe(row.title)}</a>'
    return (
        f"<li><div><h2>{title}</h2>{lead}{tags}</div>"
        f'<p class="uk-fact"><b>{escape(row.fact)}</b>{label}</p></li>\n'
    )


def _safe(text: str) -> str:
    """What was found is marked already, and safe."""
    return text if isinstance(text, SafeString) else escape(text)
