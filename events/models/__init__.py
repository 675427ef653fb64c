"""The annual wheel: activities that come back, and the entries they leave in each year."""

from __future__ import annotations

from events.models.activity import Activity, ReminderPlan
from events.models.entry import Entry

__all__ = ["Activity", "Entry", "ReminderPlan"]
