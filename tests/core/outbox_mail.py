"""Mail for the outbox tests, each with a key of its own."""

from __future__ import annotations

from typing import Any

from portal.core.workflows.outbox import Message


def mail(number: int = 1, **changes: Any) -> Message:
    """A mail to `reader<number>@example.org` about occurrence `<number>` of one thing."""
    fields: dict[str, Any] = {
        "kind": "test.reminder",
        "object_key": "thing:1",
        "occurrence": str(number),
        "address": f"reader{number}@example.org",
        "language": "nb",
        "subject": f"Subject {number}",
        "text": "Text\n",
    }
    return Message(**(fields | changes))
