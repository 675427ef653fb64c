"""The catalogue of student tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from portal.core.models.thread import Thread
from portal.core.queries.listing import Found
from portal.core.rules.list_address import ListAddress
from portal.core.threads import Kind, Words
from portal.core.views.list_parts import FacetWords, Row, row_of
from portal.core.views.thread_list import ThreadListView
from students.queries.catalogue import words_and_places
from students.rules.place_words import row_words
from students.rules.rights import may_post_tasks


class TaskList(ThreadListView):
    """At the right of a row stands the last day to apply and how much room there is, or that it is full."""

    kind = "task"
    template_name = "students/tasks.html"
    by_day = True
    most_choices = 4  # of six facets

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.places: dict[int, tuple[int, int]] = {}

    @property
    def plain_days(self) -> bool:
        return False

    @property
    def may_post(self) -> bool:
        return bool(may_post_tasks(self.request.user))

    def page(self, request: HttpRequest, kind: Kind, address: ListAddress, found: Found) -> HttpResponseBase:
        """How much room its tasks have is asked for along with what its facets are called."""
        threads = [thread.pk for thread in found.threads]

        def named(met: Mapping[str, list[str]]) -> Mapping[str, Mapping[str, Words]]:
            words, self.places = words_and_places(met, threads)
            return words

        facets = [replace(facet, together=named) if facet.together else facet for facet in kind.facets]
        return super().page(request, replace(kind, facets=tuple(facets)), address, found)

    def rows(self, kind: Kind, words: FacetWords, threads: Sequence[Thread], day: date) -> list[Row]:
        return [_row(thread, kind, words, day, self.places.get(thread.pk)) for thread in threads]


def _row(thread: Thread, kind: Kind, words: FacetWords, day: date, room: tuple[int, int] | None) -> Row:
    row = row_of(thread, kind, words, day)
    if not thread.day:
        return row
    fact, label = row_words(thread.state, thread.day, room, day)
    return replace(row, fact=fact, fact_label=label, state="", tags=_tags(thread, kind, words))


def _tags(thread: Thread, kind: Kind, words: FacetWords) -> list[str]:
    """In the kind's order: what kind of task it is comes first. One of each; the page of the task has all."""
    said: dict[str, str] = {}
    for name, _colon, value in (facet.partition(":") for facet in thread.facets):
        if name in kind.tags and value in words[name]:
            said.setdefault(name, words[name][value])
    return [said[name] for name in kind.tags if name in said]
