"""What data demand is told to all; that it does not hold the posting up, and time is short, to the author."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from students.rules.enums import DataNeed
from students.rules.post import DEMANDS, MAY_TAKE, demand_on_author
from students.rules.semester import Semester

SPRING = Semester(2027, 1)
WAITS = "hindrer ikke at oppgaven legges ut"
SOON = "Semesteret starter"


@pytest.mark.parametrize("need", [DataNeed.NONE, DataNeed.OPEN])
def test_data_that_are_not_about_people_demand_nothing(need: DataNeed) -> None:
    assert demand_on_author(need, SPRING, date(2026, 12, 31)) == ""


@pytest.mark.parametrize("need", [DataNeed.PERSONAL, DataNeed.SENSITIVE])
def test_students_are_not_told_about_posting(need: DataNeed) -> None:
    assert WAITS not in str(DEMANDS[need])
    assert WAITS in demand_on_author(need, SPRING, date(2026, 5, 1))


@pytest.mark.parametrize("need", [DataNeed.PERSONAL, DataNeed.SENSITIVE])
def test_a_semester_that_starts_before_it_can_be_in_place_is_warned_of(need: DataNeed) -> None:
    last = SPRING.first_day - MAY_TAKE[need]
    assert SOON not in demand_on_author(need, SPRING, last)
    assert SOON in demand_on_author(need, SPRING, last + timedelta(days=1))
    assert SOON in demand_on_author(need, SPRING, SPRING.first_day + timedelta(days=9))
