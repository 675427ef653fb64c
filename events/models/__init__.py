"""The annual wheel: activities that come back, and the entries they leave in each year."""

from __future__ import annotations

from events.models.activity import Activity, ReminderPlan
from events.models.change import EntryChange
from events.models.entry import Entry
from events.models.hold import ReminderHold
from events.models.preparation import Preparation, PreparationDone

__all__ = [
    "Activity",
    "Entry",
    "EntryChange",
    "Preparation",
    "PreparationDone",
    "ReminderHold",
    "ReminderPlan",
]
