"""Threads that everyone may read, as programs read them: page by page, one by one, and by the thousand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, F, Func, Sum, Value
from django.db.models.lookups import LessThan

from portal.core.models.thread import Audience, FacetCount, Thread, ThreadQuerySet

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PLACE = r"^[0-9]{1,17}-[0-9]{1,18}$"
"""What a `Place` looks like in an address: microseconds since 1970, and the row's number."""
READ = (
    "kind", "key", "title", "lead", "words", "language", "address", "audience", "state", "live", "example",
    "facets", "day", "last_day", "precision", "published_at", "changed_at", "merged_into",
)  # fmt: skip
"""All that is told of a thread, without what only the search reads."""
IN_A_FILE = 1000
"""Row numbers that share one file of the site map."""


@dataclass(frozen=True)
class Place:
    """Where a page of threads ends, newest first. It keeps its meaning when rows come and go."""

    at: datetime
    pk: int

    @classmethod
    def read(cls, text: str) -> Place:
        """Raises ValueError for anything that `str()` of a place could not be."""
        if not re.fullmatch(PLACE, text):
            raise ValueError(f"“{text}” is not where a page ended.")
        micros, pk = map(int, text.split("-"))
        return cls(EPOCH + timedelta(microseconds=micros), pk)

    @classmethod
    def of(cls, thread: Thread) -> Place:
        return cls(thread.published_at, thread.pk)

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}-{self.pk}"


class Both(Func):
    """Two columns compared as one, as the index has them."""

    function = "ROW"
    output_field = DateTimeField()


def published(kind: str = "") -> ThreadQuerySet:
    """Live ones, newest first, as an index has them."""
    threads = Thread.objects.public().live().only(*READ).order_by("-published_at", "-pk")
    return threads.of_kind(kind) if kind else threads


def page_after(kind: str, place: Place | None, size: int) -> tuple[list[Thread], Place | None]:
    """The `size` threads that follow a place, and where they end; none where nothing follows them.

    Read from an index from there on, so that the thousandth page costs as much as the first.
    """
    threads = published(kind)
    if place is not None:
        threads = threads.filter(
            LessThan(Both(F("published_at"), F("pk")), Both(Value(place.at), Value(place.pk)))
        )
    found = list(threads[: size + 1])
    return found[:size], Place.of(found[size - 1]) if len(found) > size else None


def find_published(kind: str, key: str) -> Thread | None:
    """One that everyone may read, live or not, or what it has been merged into; none where there is none."""
    threads = Thread.objects.only(*READ)
    thread = threads.filter(kind=kind, key=key).first()
    if thread is not None and thread.merged_into_id is not None:
        thread = threads.filter(pk=thread.merged_into_id).first()
    return thread if thread is not None and thread.audience == Audience.PUBLIC else None


def public_counts() -> Mapping[str, Mapping[str, int]]:
    """Of each kind, how many live public threads stand under each facet; an empty facet counts all."""
    rows: Any = FacetCount.objects.filter(audience=Audience.PUBLIC).values_list("kind", "facet")
    counts: dict[str, dict[str, int]] = {}
    for kind, facet, number in rows.annotate(Sum("number")):
        if number > 0:
            counts.setdefault(kind, {})[facet] = number
    return counts


def site_map_files() -> list[int]:
    """The files there are for search engines, by number: read from an index alone, however many things."""
    rows = Thread.objects.public().live().annotate(file=F("pk") / IN_A_FILE)
    return list(rows.values_list("file", flat=True).distinct().order_by("file"))


def site_map_file(number: int) -> list[tuple[str, datetime]] | None:
    """Addresses in bokmål of one file, and when each changed, without examples; none for no such file."""
    first = number * IN_A_FILE
    rows = Thread.objects.public().live().filter(pk__gte=first, pk__lt=first + IN_A_FILE).order_by("pk")
    found = list(rows.values_list("address", "changed_at", "example"))
    return [(address, changed) for address, changed, example in found if not example] if found else None
