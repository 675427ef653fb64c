"""Renders a piece of template, and reads what came out."""

from __future__ import annotations

from typing import Any

from django.template import engines


def render(template: str, **context: Any) -> str:
    """What a page's template would write, in the active language."""
    return engines["django"].from_string(template).render(context)
