"""Organisation numbers are checked by their ninth digit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.partnership.rules.organisation import (
    OrganisationNumberError,
    check_digit,
    read_organisation_number,
    valid_organisation_number,
)

REAL = ["940155223", "974767880", "974760673"]


@pytest.mark.parametrize("number", REAL)
def test_numbers_from_the_register_are_valid(number: str) -> None:
    assert valid_organisation_number(number)


@pytest.mark.parametrize("number", ["940 155 223", "940\u00a0155\u00a0223", " 940155223 "])
def test_spaces_are_allowed_and_taken_away(number: str) -> None:
    assert read_organisation_number(number) == "940155223"


@pytest.mark.parametrize("number", REAL)
def test_one_wrong_digit_is_always_found(number: str) -> None:
    for place in range(9):
        for digit in set("0123456789") - {number[place]}:
            assert not valid_organisation_number(number[:place] + digit + number[place + 1 :])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "nine digits"),
        ("94015522", "nine digits"),
        ("9401552233", "nine digits"),
        ("NO940155223MVA", "nine digits"),
        ("940155223\n", "nine digits"),
        ("٩٤٠١٥٥٢٢٣", "nine digits"),
        (" " * 100 + "940155223", "nine digits"),
        ("000000000", "begins with 8 or 9"),
        ("940155224", "The last digit does not fit"),
    ],
)
def test_a_wrong_number_gets_a_sentence(text: str, sentence: str) -> None:
    assert not valid_organisation_number(text)
    with pytest.raises(OrganisationNumberError, match=sentence):
        read_organisation_number(text)


@given(st.integers(80_000_000, 99_999_999).map(str))
def test_at_most_one_ninth_digit_fits(eight: str) -> None:
    fitting = [digit for digit in "0123456789" if valid_organisation_number(eight + digit)]
    assert fitting == ([] if check_digit(eight) == "-" else [check_digit(eight)])


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    assert valid_organisation_number(text) in (True, False)
