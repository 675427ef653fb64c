"""Who may see a date on the wheel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rules

from portal.partnership.rules.standing import is_in_governance, is_inside

if TYPE_CHECKING:
    from events.models import Entry


def shown_to_of(user: Any) -> list[str]:
    """The `shown_to` values that include `user`, who may be signed out."""
    values = ["public"]
    if is_inside(user):
        values.append("partners")
    if is_in_governance(user):
        values.append("governance")
    return values


@rules.predicate
def may_see_entry(user: Any, entry: Entry) -> bool:
    return entry.shown_to in shown_to_of(user)
