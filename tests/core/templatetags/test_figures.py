"""The line of an agreement tells in words what it draws."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from portal.core.templatetags.design_figures import timeline

START, END = date(2021, 2, 15), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("today", "status", "place"),
    [
        (date(2021, 2, 14), "Has not started yet", "0.00%"),
        (date(2026, 10, 6), "Today: 86 days left", "95.99%"),
        (date(2026, 12, 30), "Today: 1 day left", "99.95%"),
        (date(2026, 12, 31), "Last day today", "100.00%"),
        (date(2027, 1, 1), "Ended", "100.00%"),
    ],
)
def test_today_stands_where_it_is_and_says_what_is_left(today: date, status: str, place: str) -> None:
    with override("en"):
        line = timeline(START, END, today, "The agreement")
    assert line["status"] == status
    assert line["now"] == place


def test_every_new_year_of_the_period_has_its_tick() -> None:
    assert len(timeline(START, END, START, "The agreement")["years"]) == 5


@pytest.mark.parametrize(("language", "shown"), [("nb", "15. februar 2021"), ("en", "15 February 2021")])
def test_the_first_day_is_written_as_the_language_does(language: str, shown: str) -> None:
    with override(language):
        assert timeline(START, END, START, "The agreement")["start"] == shown


def test_an_agreement_of_one_day_can_be_drawn() -> None:
    assert timeline(START, START, START, "A day")["now"] == "0.00%"
