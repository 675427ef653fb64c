"""What the annual wheel keeps about a person: what they have done to its dates."""

from __future__ import annotations

from typing import Any

from events.models import Activity, EntryChange, PreparationDone, ReminderHold


def wheel_export(user: Any) -> dict[str, Any]:
    """Four queries; titles in every language they have."""
    changes = EntryChange.objects.filter(by=user).select_related("entry")
    done = PreparationDone.objects.filter(by=user).select_related("entry", "preparation")
    holds = ReminderHold.objects.filter(by=user).select_related("entry")
    return {
        "dates_you_changed": [
            {
                "date": change.entry.title.as_dict(),
                "what": change.kind,
                "at": change.at,
                "before": change.before,
                "after": change.after,
                "reason": change.reason,
            }
            for change in changes
        ],
        "preparations_you_ticked": [
            {
                "date": tick.entry.title.as_dict(),
                "preparation": tick.preparation.text.as_dict(),
                "at": tick.at,
            }
            for tick in done
        ],
        "reminders_you_held_back": [
            {"date": hold.entry.title.as_dict(), "reminder": hold.occurrence, "at": hold.at} for hold in holds
        ],
        "activities_you_changed_last": [
            {"activity": activity.title.as_dict(), "at": activity.edited_at}
            for activity in Activity.objects.filter(edited_by=user)
        ],
    }
