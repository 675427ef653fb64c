"""The wheel's shapes in lists and legends, and the list of dates that is the picture's table."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from events.drawing import legend_icon, shared_icon, shared_shapes
from events.drawing.marks import Kind
from events.drawing.markup import escape
from events.queries.sources import SourceEntry
from events.queries.wheel import Row
from events.rules.enums import Audience
from events.rules.enums import Kind as KindWord
from portal.core.templatetags.design_controls import example_mark
from portal.core.text import Text

register = template.Library()


@register.simple_tag
def wheel_icon(kind: str, state: str) -> SafeString:
    """The shape of a kind; `state` is fixed, tentative, done or cancelled."""
    return legend_icon(Kind(kind), state)


@register.simple_tag
def wheel_shapes(rows: Iterable[Row]) -> SafeString:
    """The shapes of these dates, once each: before the lists on the page that are `shared`."""
    used = {(row.entry.kind, row.icon_state) for row in rows}
    return shared_shapes({(Kind(kind), state) for kind, state in used})


@register.simple_tag
def wheel_list(rows: Iterable[Row], level: int = 3, shared: bool = False) -> SafeString:
    """The dates as a list: written here and not in a template, since a year may hold two hundred of them.

    `level` is that of their headings. Where it is `shared`, the page has the dates' `wheel_shapes`.
    """
    words = words_for(level, shared)
    return mark_safe("".join(['<ul class="wheel-list">', *(words.row(row) for row in rows), "</ul>"]))  # noqa: S308


@register.simple_tag
def wheel_title(row: Row) -> SafeString:
    """The title of one date, leading to its page."""
    words = words_for(3)
    return mark_safe(words.link(row, words.read(row.entry.title)[0]))  # noqa: S308


def words_for(level: int, shared: bool = False) -> Words:
    return _words_for(level, shared, get_language() or "", get_script_prefix())


@lru_cache(maxsize=20)
def _words_for(level: int, shared: bool, language: str, _script_prefix: str) -> Words:
    """Looked up once per language, which is active while this runs: a year has a list for each month."""
    return Words(level, shared=shared, language=language[:2])


class Words:
    """The words and shapes that rows share. Everything people wrote is escaped."""

    def __init__(self, level: int, *, shared: bool, language: str) -> None:
        self.heading, self.shared = f"h{level}", shared
        self.language = language
        self.pages = reverse("entry", args=[0]).removesuffix("0/")
        self.kinds = {value: escape(str(label)) for value, label in KindWord.choices}
        self.audiences = {value: escape(str(label)) for value, label in Audience.choices}
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
            make = shared_icon if self.shared else legend_icon
            self.icons[kind, state] = make(Kind(kind), state)
        return self.icons[kind, state]

    def row(self, row: Row) -> str:
        entry, state = row.entry, row.icon_state
        icon = self.icon(entry.kind, state)
        if row.week_id:
            icon = SafeString(f'<span id="{row.week_id}">{icon}</span>')
        struck = ' class="is-cancelled"' if row.cancelled else ""
        title, lang = self.read(entry.title)
        told = row.repeated or row.done or not entry.summary
        summary = "" if told else f'<p class="is-more">{self.passage(entry.summary)}</p>'
        place = f". {self.passage(entry.place)}" if entry.place else ""
        return (
            f'<li id="d-{entry.html_id}"{struck}>{icon}<div><p>{escape(row.when)}{row.hours}</p>'
            f"<{self.heading}{lang}>{self.link(row, title)}</{self.heading}>{summary}"
            f"<p>{self.kinds[entry.kind]}, {self.audiences[entry.audience]}"
            f"{self.states[state]}{place}{self.example if entry.is_example else ''}</p></div></li>"
        )

    def link(self, row: Row, title: str) -> str:
        """The escaped title, leading to the date's page where it has one."""
        entry = row.entry
        url = escape(entry.url) if isinstance(entry, SourceEntry) else f"{self.pages}{entry.pk}/"
        return f'<a href="{url}">{title}</a>' if url else title

    def read(self, text: Text) -> tuple[str, str]:
        """The escaped text as the page's readers have it, and its `lang` where that is another language."""
        language = text.lang_for(self.language)
        return escape(getattr(text, language)), "" if language == self.language else f' lang="{language}"'

    def passage(self, text: Text) -> str:
        words, lang = self.read(text)
        return f"<span{lang}>{words}</span>" if lang else words
