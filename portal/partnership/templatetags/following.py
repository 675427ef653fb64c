"""The button to follow a need, a project or the like."""

from __future__ import annotations

from typing import Any

from django import template

from portal.core.models.thread import Thread
from portal.partnership.queries.follow import follows
from portal.partnership.queries.followed_thread import THREAD, followable_kinds

register = template.Library()


@register.inclusion_tag("partnership/_follow_thread.html", takes_context=True)
def thread_follow(context: template.Context, thread: Thread) -> dict[str, Any]:
    """For those signed in: pages for visitors carry no form. One query."""
    request = context["request"]
    shown = request.user.is_authenticated and thread.kind in followable_kinds()
    followed = shown and follows(request.user, THREAD, str(thread.pk))
    return {
        "request": request,
        "shown": shown,
        "followed": followed,
        "key": str(thread.pk),
        "csrf_token": context.get("csrf_token"),
    }
