"""The partnership's themes, and what its themes and units are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.db import connection

from portal.core.fields import TextField
from portal.partnership.models import Theme
from portal.partnership.registries import named_facets

THEME, UNIT = "tema", "enhet"
"""The facets of lists that are named by the partnership itself."""
UNITS = """
SELECT 'enhet' AS facet, partner.position AS partner, unit.position, unit.key, unit.name
FROM partnership_unit AS unit JOIN partnership_partner AS partner ON partner.id = unit.partner_id
WHERE unit.key = ANY(%(enhet)s)
"""
ROWS = """
SELECT '{facet}' AS facet, 0 AS partner, position, key, name FROM {table} WHERE key = ANY(%({facet})s)
"""
MORE = """
SELECT '' AS facet, more.partner, more.position, more.key, NULL::jsonb AS name
FROM ({more}) AS more(partner, position, key)
"""
NOTHING: Mapping[str, Any] = {}
_as_text = TextField().from_db_value


def theme_choices() -> list[tuple[str, str]]:
    """Key and name in the reader's language, in the partnership's order."""
    return [(theme.key, str(theme.name)) for theme in Theme.objects.all()]


def names_met(keys: Mapping[str, Iterable[str]]) -> dict[str, dict[str, str]]:
    """Facet → key → name, in the partnership's order; what it no longer has is left out. One query.

    Of themes, of units, and of what other apps name by their `named_facets`; other facets are passed over.
    """
    return names_and(keys)[0]


def names_and(
    keys: Mapping[str, Iterable[str]], more: str = "", values: Mapping[str, Any] = NOTHING
) -> tuple[dict[str, dict[str, str]], list[tuple[int, int, str]]]:
    """As `names_met`, and the rows of another question, asked along with it.

    `more` selects two numbers and a text, and is filled in with `values`.
    """
    known = (THEME, UNIT, *(facet for facet, _table in named_facets.items()))
    asked = {facet: given for facet in known if (given := list(keys.get(facet, ())))}
    found: dict[str, dict[str, str]] = {facet: {} for facet in known}
    rows: list[tuple[int, int, str]] = []
    if not asked and not more:
        return found, rows
    with connection.cursor() as cursor:
        cursor.execute(_names_sql(tuple(asked), more), {**asked, **values})
        for facet, partner, position, key, name in cursor.fetchall():
            if facet:
                found[facet][key] = str(_as_text(name, None, None))
            else:
                rows.append((partner, position, key))
    return found, rows


def theme_words(keys: Iterable[str]) -> dict[str, str]:
    """Key → name. A theme the partnership no longer has is left out."""
    return names_met({THEME: keys})[THEME]


def unit_words(keys: Iterable[str]) -> dict[str, str]:
    """Key → name of a unit."""
    return names_met({UNIT: keys})[UNIT]


@cache
def _names_sql(facets: tuple[str, ...], more: str) -> str:
    parts = [_part_of(facet) for facet in facets]
    if more:
        parts.append(MORE.format(more=more))
    return "UNION ALL".join(parts) + "ORDER BY facet, partner, position, key"


def _part_of(facet: str) -> str:
    if facet == UNIT:
        return UNITS
    table = Theme._meta.db_table if facet == THEME else named_facets.get(facet)
    return ROWS.format(facet=facet, table=table)
