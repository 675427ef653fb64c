"""How long things are kept: rules that the nightly job enforces, each registered by its data's app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from portal.core.clock import OSLO, at
from portal.core.registry import Registry

RetentionRule = Callable[[datetime], int]

retention_rules: Registry[RetentionRule] = Registry("retention rules")
"""Key → what takes away what has been kept long enough at a moment (UTC), and gives how much it touched.

A rule runs in a transaction of its own and does no harm when it runs twice. One that goes on past a failure
raises `UnfinishedError` at its end.
"""

HOUR = time(3)
"""When the night's work is due, Oslo time: an hour that is there once in every night."""


class UnfinishedError(Exception):
    """A rule could not touch all it should have; what it did touch holds. `cause` is the first failure."""

    def __init__(self, touched: int, cause: Exception) -> None:
        super().__init__(type(cause).__name__)
        self.touched = touched
        self.cause = cause


def night_of(now: datetime) -> datetime:
    """The last moment, at or before `now`, when a night's work fell due."""
    day = now.astimezone(OSLO).date()
    due = at(day, HOUR)
    return due if due <= now else at(day - timedelta(days=1), HOUR)


def kept_since(now: datetime, *, days: int) -> datetime:
    """What is older has been kept for so many whole days (Oslo) and is to go.

    Ninety days after 1 March is 30 May: what came on 1 March is kept through that day and goes the night
    after.
    """
    return at(now.astimezone(OSLO).date() - timedelta(days=days), time(0))


def years_before(now: datetime, years: int) -> datetime:
    """The start of the same Oslo day so many years ago; 29 February counts as 28 February in other years."""
    day = now.astimezone(OSLO).date()
    try:
        earlier = day.replace(year=day.year - years)
    except ValueError:
        earlier = day.replace(year=day.year - years, day=28)
    return at(earlier, time(0))
