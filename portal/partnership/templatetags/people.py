"""Days and roles of people in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext as _

from portal.core.templatetags.design_figures import day_in_words
from portal.partnership.models.person import Role
from portal.partnership.rules.people import reads_people

register = template.Library()


@register.simple_tag
def days_of(held: Any, first_day: date | None = None) -> str:
    """From which day something is held, and to which if it ends; `first_day` where it begins later."""
    first = day_in_words(first_day or held.first_day)
    if held.last_day is None:
        return _("from %(first)s") % {"first": first}
    return _("from %(first)s to %(last)s") % {"first": first, "last": day_in_words(held.last_day)}


@register.simple_tag
def role_of(role: str) -> str:
    return str(Role(role).label)


@register.simple_tag
def may_read_people(user: Any) -> bool:
    return bool(reads_people(user))
