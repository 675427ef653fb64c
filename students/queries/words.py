"""What kinds of tasks, fields of study and semesters are called."""

from __future__ import annotations

from collections.abc import Iterable

from portal.partnership.queries.theme import names_met
from students.rules.semester import Semester

KIND, FIELD = "slag", "fag"
"""The facets of tasks that the partnership's data name, besides themes and units."""


def kind_words(keys: Iterable[str]) -> dict[str, str]:
    return names_met({KIND: keys})[KIND]


def field_words(keys: Iterable[str]) -> dict[str, str]:
    return names_met({FIELD: keys})[FIELD]


def semester_words(keys: Iterable[str]) -> dict[str, str]:
    """Of those that are semesters: anything may stand in an address."""
    return {semester.key: str(semester) for key in keys if (semester := _semester(key))}


def _semester(key: str) -> Semester | None:
    try:
        return Semester.read(key)
    except ValueError:
        return None
