"""A date is read the same way in every language: the day before the month."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

NIKOLAUS = date(2026, 12, 6)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("style", ["DATE_FORMAT", "SHORT_DATE_FORMAT"])
def test_the_day_stands_before_the_month_and_the_year(language: str, style: str) -> None:
    with translation.override(language):
        said = date_format(NIKOLAUS, style)
    assert said.lstrip("0").startswith("6")
    assert said.endswith("2026")


def test_english_has_no_morning_and_afternoon() -> None:
    with translation.override("en"):
        assert date_format(datetime(2026, 12, 6, 20, 5), "SHORT_DATETIME_FORMAT") == "6 Dec 2026 20.05"  # noqa: DTZ001
