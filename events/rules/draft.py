"""What a person says of an activity, before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from events.rules.recurrence import Recurrence
from portal.core.text import Text
from portal.partnership.rules.seats import SeatFilter


@dataclass(frozen=True, kw_only=True)
class ActivityDraft:
    """An activity but for its plan. Times are Oslo time; `effort_hours` are hours for one date."""

    title: Text
    summary: Text
    place: Text
    kind: str
    audience: str
    shown_to: str
    recurrence: Recurrence
    fixed: bool
    starts_at: time | None
    ends_at: time | None
    effort_hours: int
    effort_weeks: int


@dataclass(frozen=True, kw_only=True)
class PlannedReminder:
    """`days` calendar days (Oslo) before the `edge`, after it where negative, at `hour`."""

    days: int
    edge: str
    hour: time


@dataclass(frozen=True, kw_only=True)
class PlannedPreparation:
    """One point of the check list; `pk` is that of the point it was before, if it was."""

    pk: int | None
    text: Text
    days_before: int
    owner: SeatFilter


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Who does it, whom it reminds when, and what has to be prepared."""

    responsible: SeatFilter
    reminders: tuple[PlannedReminder, ...]
    preparations: tuple[PlannedPreparation, ...]
