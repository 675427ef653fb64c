"""What a date from another app must be like to stand on the wheel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from events.rules.enums import Audience, Kind, Precision, ShownTo
from events.rules.span import whole_month
from portal.core.registry import SourceDate
from portal.partnership.rules.seats import SeatFilter

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SEAT_WORDS = {field.name for field in fields(SeatFilter)}
A_YEAR = 366  # days


class SourceDateError(ValueError):
    """A mistake in the code of a source; the message names the source, the date and what was expected."""


def check_date(source: str, given: SourceDate) -> None:
    """Raises SourceDateError for a date the wheel could not draw, list or send to calendars."""
    for problem in _problems(given):
        raise SourceDateError(f"The wheel source “{source}” gave the date “{given.key}”: {problem}.")


def _problems(given: SourceDate) -> list[str]:
    return [*_wrong_words(given), *_wrong_days(given), *_wrong_links(given)]


def _wrong_words(given: SourceDate) -> Iterator[str]:
    if not KEY.fullmatch(given.key):
        yield "the key should be small letters, digits and hyphens"
    for name, value, words in (
        ("kind", given.kind, Kind.values),
        ("audience", given.audience, Audience.values),
        ("shown_to", given.shown_to, ShownTo.values),
        ("precision", given.precision, Precision.values),
    ):
        if value not in words:
            yield f"{name} should be one of {', '.join(words)}, not “{value}”"


def _wrong_days(given: SourceDate) -> Iterator[str]:
    """The same as the database holds entries to."""
    first, last = given.first_day, given.last_day
    if last < first:
        yield "the last day should not be before the first"
    if given.precision == Precision.WEEK and (first.isoweekday(), last.isoweekday()) != (1, 7):
        yield "a week should be whole weeks, from Monday to Sunday"
    if given.precision == Precision.MONTH and (first, last) != _month(first):
        yield "a month should be a whole month"
    if given.starts_at and (given.precision != Precision.DATE or first != last):
        yield "a time needs one day"
    if given.ends_at and (given.starts_at is None or given.ends_at < given.starts_at):
        yield "an end needs a start before it"
    if given.updated_at.tzinfo is None:
        yield "updated_at should know its time zone"


def _wrong_links(given: SourceDate) -> Iterator[str]:
    if given.url and (not given.url.startswith("/") or given.url.startswith("//")):
        yield "the address should be a path of the portal"
    if not set(given.responsible) <= SEAT_WORDS:
        yield f"responsible seats are named by {', '.join(sorted(SEAT_WORDS))}"
    if any(key < 1 for key in given.people):
        yield "people are named by the keys of their accounts"
    if any(abs(days) > A_YEAR for days in given.reminders):
        yield "reminders should be within a year of the date"


def _month(day: date) -> tuple[date, date]:
    span = whole_month(day)
    return span.first, span.last
