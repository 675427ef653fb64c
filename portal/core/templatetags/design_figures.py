"""Figures: a row of key figures, the line of an agreement from its first to its last day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

register = template.Library()


@register.inclusion_tag("core/design/figures.html")
def figures(items: Sequence[tuple[Any, Any, str]]) -> dict[str, Any]:
    """Key figures in a row: (figure, what it counts, address of what it counts, or an empty string)."""
    return {"items": items}


@register.inclusion_tag("core/design/timeline.html")
def timeline(start: date, end: date, today: date, label: str) -> dict[str, Any]:
    """An agreement from its first to its last day, with today on it. Calendar days in Oslo.

    `label` names what runs. Positions are per cent of the width, so that one drawing fits every screen.
    """
    total = max((end - start).days, 1)

    def place(day: date) -> str:
        return f"{min(max((day - start).days / total, 0), 1) * 100:.2f}%"

    years = [place(date(year, 1, 1)) for year in range(start.year + 1, end.year + 1)]
    left = (end - today).days
    return {
        "label": label,
        "start": day_in_words(start),
        "end": day_in_words(end),
        "today": day_in_words(today),
        "now": place(today),
        "years": years,
        "late": (today - start).days / total > 0.5,
        "status": _status(start, today, left),
    }


def _status(start: date, today: date, left: int) -> str:
    if today < start:
        return gettext("Has not started yet")
    if left < 0:
        return gettext("Ended")
    if left == 0:
        return gettext("Last day today")
    return ngettext("Today: %(count)s day left", "Today: %(count)s days left", left) % {"count": left}


def day_in_words(day: date) -> str:
    """`15. februar 2021`, in English `15 February 2021`."""
    return date_format(day, "j F Y" if get_language() == "en" else "j. F Y")
