"""The wheel's shapes in lists and legends."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from events.drawing import legend_icon
from events.drawing.marks import Kind

register = template.Library()


@register.simple_tag
def wheel_icon(kind: str, state: str) -> SafeString:
    """The shape of a kind; `state` is fixed, tentative, done or cancelled."""
    return legend_icon(Kind(kind), state)
