"""The check list of a date on its page."""

from __future__ import annotations

from typing import Any

from django import template

from events.models import Entry
from events.queries.preparation import points_of
from portal.core.clock import today

register = template.Library()


@register.inclusion_tag("events/_preparation_list.html", takes_context=True)
def preparations(context: template.Context, entry: Entry, user: Any) -> dict[str, Any]:
    """What has to be prepared, by whom and when, and what is done; nothing for those it does not concern."""
    return {
        "entry": entry,
        "points": points_of(entry, user, today()),
        "csrf_token": context.get("csrf_token"),
    }
