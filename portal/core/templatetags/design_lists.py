"""What a list can be narrowed by: written here, since a template makes each choice dear."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

if TYPE_CHECKING:  # the views use these tags' modules
    from portal.core.views.list_parts import Choice, Panel

register = template.Library()


@register.simple_tag
def facet_fields(panels: Iterable[Panel], form: str = "find") -> SafeString:
    """A fieldset for each facet; its boxes belong to the form of that id, which stands elsewhere."""
    written = "".join(
        f"<fieldset><legend>{escape(panel.label)}</legend>"
        f"{_boxes(panel, escape(form))}{_all(panel)}</fieldset>"
        for panel in panels
    )
    return SafeString(written)  # all that people wrote is escaped


def _boxes(panel: Panel, form: str) -> str:
    start = f'<label><input type="checkbox" form="{form}" name="{escape(panel.name)}" value="'
    return "".join(start + _box(choice) for choice in panel.choices)


def _all(panel: Panel) -> str:
    """The way to the values that are left out, where some are."""
    if not panel.whole_url:
        return ""
    said = gettext("Show all %(number)s") % {"number": panel.number}
    return f'<a href="{escape(panel.whole_url)}">{escape(said)}</a>'


def _box(choice: Choice) -> str:
    checked = " checked" if choice.chosen else ""
    return f'{escape(choice.value)}"{checked}> {escape(choice.words)} <small>{choice.number}</small></label>'
