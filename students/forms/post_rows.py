"""How the questions about a task stand on its page: what must be said first, the rest folded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from portal.core.forms import PortalForm

REQUIRED = ("title", "summary", "learn", "unit", "contact_is", "contact_email", "semester", "data_need")
FOLDED: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (
        gettext_lazy("Who it is for"),
        ("kind", "study_fields", "in_english", "groups", "group_min", "group_max"),
    ),
    (
        gettext_lazy("Supervision, and who gets the task"),
        ("supervisor_email", "supervisor_wanted", "assign_by", "coordinator_email", "course"),
    ),
    (
        gettext_lazy("Data, time and terms"),
        ("data_offered", "hours", "deadline", "place", "travel", "confidential"),
    ),
    (
        gettext_lazy("Where it belongs"),
        ("themes", "agreement", "measure", "listing_url"),
    ),
)
ASKED_AS = {
    "contact": "contact_is",
    "supervisor": "supervisor_email",
    "coordinator": "coordinator_email",
    "fields": "study_fields",
    "data": "data_need",
}
"""Under which question a comment on a field of the task stands."""


@dataclass(frozen=True)
class Row:
    """A question, and what the quality check said of its answer."""

    field: BoundField
    comment: str


@dataclass(frozen=True)
class Part:
    """Questions that are folded under a heading, open where something in them needs looking at."""

    label: str | Promise
    rows: list[Row]

    @property
    def open(self) -> bool:
        return any(row.comment or row.field.errors for row in self.rows)


class AskedInRows(PortalForm):
    """Base of a form whose questions stand as rows, each with what the quality check said of its answer."""

    thing: Any

    @property
    def asked(self) -> Iterator[Row]:
        """The questions everyone answers, one a line."""
        return (self._row(name) for name in REQUIRED if name in self.fields)

    @property
    def folded(self) -> Iterator[Part]:
        for label, names in FOLDED:
            rows = [self._row(name) for name in names if name in self.fields]
            if rows:
                yield Part(label, rows)

    def _row(self, name: str) -> Row:
        comments = getattr(self.thing, "comments", None) or {}
        said = {ASKED_AS.get(field, field): text for field, text in comments.items()}
        return Row(self[name], str(said.get(name, "")))
