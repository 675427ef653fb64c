"""Themes and units are named at once, in the partnership's order."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.partnership.models import Theme, Unit
from portal.partnership.queries.theme import THEME, UNIT, names_met, theme_words, unit_words
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_both_are_named_in_their_order_by_one_query(cast: Cast) -> None:
    themes = list(Theme.objects.values_list("key", flat=True))
    units = list(Unit.objects.values_list("key", flat=True))
    with CaptureQueriesContext(connection) as asked:
        found = names_met({THEME: [*reversed(themes), "none-such"], UNIT: sorted(units), "slag": ["report"]})
    assert len(asked) == 1
    assert [list(found[facet]) for facet in (THEME, UNIT)] == [themes, units]


def test_each_is_named_in_the_readers_language(cast: Cast) -> None:
    theme, unit = Theme.objects.all()[0], Unit.objects.named()[0]
    assert theme_words([theme.key]) == {theme.key: str(theme.name)}
    assert unit_words([unit.key]) == {unit.key: str(unit.name)}
