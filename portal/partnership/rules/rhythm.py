"""When gathered mail leaves: every morning, or every Monday morning, at seven in Oslo."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from portal.core.clock import OSLO, at

AT_ONCE, DAILY, WEEKLY = "at_once", "daily", "weekly"
MORNING = time(7)
NOTICE = timedelta(days=2)
"""What is gathered reaches people at least so many days before its date."""


def last_digest(rhythm: str, now: datetime) -> datetime:
    """The latest moment, `now` included, at which a digest of the rhythm was to leave (UTC)."""
    day = now.astimezone(OSLO).date()
    if rhythm == WEEKLY:
        day -= timedelta(days=day.weekday())
    moment = at(day, MORNING).astimezone(UTC)
    return moment if moment <= now else at(day - _step(rhythm), MORNING).astimezone(UTC)


def next_digest(rhythm: str, now: datetime) -> datetime:
    """The first moment after `now` at which a digest of the rhythm leaves (UTC)."""
    day = last_digest(rhythm, now).astimezone(OSLO).date()
    return at(day + _step(rhythm), MORNING).astimezone(UTC)


def may_wait(rhythm: str, now: datetime, needed_on: date | None) -> bool:
    """Whether mail can be gathered: its date, if it has one, must not be too near when the digest comes."""
    if rhythm not in (DAILY, WEEKLY):
        return False
    return needed_on is None or needed_on - next_digest(rhythm, now).astimezone(OSLO).date() >= NOTICE


def digest_name(rhythm: str, moment: datetime) -> str:
    """Unique per digest: its Oslo day, or its ISO week."""
    day = moment.astimezone(OSLO).date()
    if rhythm == WEEKLY:
        year, week, _weekday = day.isocalendar()
        return f"{year}-W{week:02d}"
    return day.isoformat()


def _step(rhythm: str) -> timedelta:
    return timedelta(days=7 if rhythm == WEEKLY else 1)
