"""What other apps show on a thing's page."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from portal.core.models.thread import Thread
from portal.core.panels import panels_of

register = template.Library()


@register.simple_tag(takes_context=True)
def thread_panels(context: template.Context, thread: Thread) -> SafeString:
    """The panels that apps have registered for things of this kind, as the reader may see them."""
    request = context.get("request")
    found = panels_of(thread, getattr(request, "user", None))
    drawn = [_drawn(context, {"key": key, "shown": shown, **shown.context}) for key, shown in found]
    return mark_safe("".join(drawn))  # noqa: S308  (templates)


def _drawn(context: template.Context, more: dict[str, Any]) -> str:
    page: dict[str, Any] = {str(name): value for name, value in context.flatten().items()}
    return render_to_string("core/thread/panel.html", page | more, request=context.get("request"))
