"""Cells are read as people write them, in any of the portal's languages; what can't be read says how to."""

from __future__ import annotations

from datetime import date

import pytest

from students.rules.enums import DataNeed
from students.rules.import_cells import CellError, data_names, day, named, semester_names
from students.rules.semester import Semester


class Named:
    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name


@pytest.mark.parametrize(
    "said",
    ["2026-11-05", "2026-11-05 00:00:00", "5.11.2026", "05.11.26", "5. november 2026", "5 November 2026"],
)
def test_a_day_is_read_in_each_spelling(said: str) -> None:
    assert day(said) == date(2026, 11, 5)


@pytest.mark.parametrize("said", ["5/11/2026", "november", "31. februar 2026", "31.02.2026", "5. høst 2026"])
def test_a_day_that_may_be_another_is_not_guessed(said: str) -> None:
    with pytest.raises(CellError):
        day(said)


@pytest.mark.parametrize(
    "said", ["2027-1", "våren 2027", "Vår 2027", "V27", "v2027", "vår 27", "spring 2027", "S27"]
)
def test_a_semester_is_read_as_it_is_written(said: str) -> None:
    assert named(said, semester_names(2026)) == Semester(2027, 1)


def test_data_are_told_by_key_or_as_the_form_says_it() -> None:
    assert named("Personopplysninger", data_names()) is DataNeed.PERSONAL
    assert named(" SENSITIVE ", data_names()) is DataNeed.SENSITIVE


def test_who_writes_nearly_right_is_told_what_there_is() -> None:
    with pytest.raises(CellError, match="Skole og SFO"):
        named("Skole og SFFO", {"skole og sfo": Named("Skole og SFO")})


def test_what_nobody_can_have_meant_is_not_suggested() -> None:
    with pytest.raises(CellError) as told:
        named("kirken", {"skole og sfo": Named("Skole og SFO")})
    assert "Skole" not in str(told.value)
