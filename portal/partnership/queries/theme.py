"""The partnership's themes, and what its themes and units are called."""

from __future__ import annotations

from collections.abc import Iterable

from portal.partnership.models import Theme, Unit


def theme_choices() -> list[tuple[str, str]]:
    """Key and name in the reader's language, in the partnership's order."""
    return [(theme.key, str(theme.name)) for theme in Theme.objects.all()]


def theme_words(keys: Iterable[str]) -> dict[str, str]:
    """Key → name. A theme the partnership no longer has is left out."""
    return {theme.key: str(theme.name) for theme in Theme.objects.filter(key__in=list(keys))}


def unit_words(keys: Iterable[str]) -> dict[str, str]:
    """Key → name of a unit."""
    return {unit.key: str(unit.name) for unit in Unit.objects.filter(key__in=list(keys))}
