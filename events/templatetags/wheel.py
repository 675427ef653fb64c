"""The wheel's shapes in lists and legends, and the list of dates that is the picture's table."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from events.drawing import legend_icon
from events.drawing.marks import Kind
from events.models import Entry
from events.queries.wheel import Row
from events.rules.enums import Audience
from events.rules.enums import Kind as KindWord
from portal.core.templatetags.design_controls import example_mark

register = template.Library()


@register.simple_tag
def wheel_icon(kind: str, state: str) -> SafeString:
    """The shape of a kind; `state` is fixed, tentative, done or cancelled."""
    return legend_icon(Kind(kind), state)


@register.simple_tag
def wheel_list(rows: Iterable[Row], level: int = 3) -> SafeString:
    """The dates as a list: written here and not in a template, since a year may hold two hundred of them.

    `level` is that of their headings.
    """
    words = Words(level)
    return mark_safe("".join(['<ul class="wheel-list">', *(words.row(row) for row in rows), "</ul>"]))  # noqa: S308


@register.simple_tag
def wheel_title(row: Row) -> SafeString:
    """The title of one date, leading to its page."""
    return mark_safe(Words(3).title(row))  # noqa: S308


class Words:
    """The words and shapes that rows share, looked up once for a list. Everything people wrote is escaped."""

    def __init__(self, level: int) -> None:
        self.heading = f"h{level}"
        self.language = get_language()
        self.pages = reverse("entry", args=[0]).removesuffix("0/")
        self.kinds = {value: escape(label) for value, label in KindWord.choices}
        self.audiences = {value: escape(label) for value, label in Audience.choices}
        self.states = {
            "cancelled": ", " + escape(gettext("cancelled")),
            "done": ", " + escape(gettext("done")),
            "tentative": ", " + escape(gettext("tentative")),
            "fixed": "",
        }
        self.example = " " + example_mark()
        self.icons: dict[tuple[str, str], SafeString] = {}

    def icon(self, kind: str, state: str) -> SafeString:
        if (kind, state) not in self.icons:
            self.icons[kind, state] = legend_icon(Kind(kind), state)
        return self.icons[kind, state]

    def row(self, row: Row) -> str:
        entry, state = row.entry, row.icon_state
        week = f' id="{row.week_id}"' if row.week_id else ""
        struck = ' class="is-cancelled"' if row.cancelled else ""
        told = row.repeated or row.done or not entry.summary
        summary = "" if told else f"<p>{self.passage(entry.summary)}</p>"
        place = f". {self.passage(entry.place)}" if entry.place else ""
        return (
            f'<li id="d-{entry.html_id}"{struck}><span{week}>{self.icon(entry.kind, state)}</span>'
            f'<div><p class="uk-note">{escape(row.when)}{row.hours}</p>'
            f"<{self.heading}{self.lang(entry.title)}>{self.title(row)}</{self.heading}>{summary}"
            f'<p class="uk-note">{self.kinds[entry.kind]}, {self.audiences[entry.audience]}'
            f"{self.states[state]}{place}{self.example if entry.is_example else ''}</p></div></li>"
        )

    def title(self, row: Row) -> str:
        url = f"{self.pages}{row.entry.pk}/" if isinstance(row.entry, Entry) else escape(row.url)
        title = escape(row.entry.title)
        return f'<a href="{url}">{title}</a>' if url else title

    def lang(self, text: object) -> str:
        language = getattr(text, "lang", "")
        return format_html(' lang="{}"', language) if language and language != self.language else ""

    def passage(self, text: object) -> str:
        lang = self.lang(text)
        return f"<span{lang}>{escape(text)}</span>" if lang else escape(text)
