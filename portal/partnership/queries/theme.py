"""The partnership's themes, and what its themes and units are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection

from portal.core.fields import TextField
from portal.partnership.models import Theme

THEME, UNIT = "tema", "enhet"
"""The facets of lists that are named by the partnership."""
NAMES = """
SELECT 'tema' AS facet, 0 AS partner, position, key, name FROM partnership_theme WHERE key = ANY(%(tema)s)
UNION ALL
SELECT 'enhet', partner.position, unit.position, unit.key, unit.name
FROM partnership_unit AS unit JOIN partnership_partner AS partner ON partner.id = unit.partner_id
WHERE unit.key = ANY(%(enhet)s)
ORDER BY facet, partner, position, key
"""
_as_text = TextField().from_db_value


def theme_choices() -> list[tuple[str, str]]:
    """Key and name in the reader's language, in the partnership's order."""
    return [(theme.key, str(theme.name)) for theme in Theme.objects.all()]


def names_met(keys: Mapping[str, Iterable[str]]) -> dict[str, dict[str, str]]:
    """Facet → key → name, in the partnership's order; what it no longer has is left out. One query."""
    found: dict[str, dict[str, str]] = {THEME: {}, UNIT: {}}
    asked = {facet: list(keys.get(facet, ())) for facet in found}
    with connection.cursor() as cursor:
        cursor.execute(NAMES, asked)
        for facet, _partner, _position, key, name in cursor.fetchall():
            found[facet][key] = str(_as_text(name, None, None))
    return found


def theme_words(keys: Iterable[str]) -> dict[str, str]:
    """Key → name. A theme the partnership no longer has is left out."""
    return names_met({THEME: keys})[THEME]


def unit_words(keys: Iterable[str]) -> dict[str, str]:
    """Key → name of a unit."""
    return names_met({UNIT: keys})[UNIT]
