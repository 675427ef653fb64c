"""The way from a thing to its changes."""

from __future__ import annotations

from typing import Any

from django import template

from portal.partnership.rules.change_log import reads_change_log

register = template.Library()


@register.inclusion_tag("partnership/_changes_link.html", takes_context=True)
def changes_link(context: template.Context, kind: str, number: int) -> dict[str, Any]:
    """`{% changes_link "seat" seat.pk %}`: a link to the thing's changes, for those who may read them.

    `kind` is its word in `logged_things`.
    """
    request = context.get("request")
    return {"kind": kind, "number": number, "shown": bool(request and reads_change_log(request.user))}
