"""A sum is read however people write it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from projects.forms.kroner import KronerField


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1500000", "1500000"),
        ("1 500 000", "1500000"),
        ("1\u202f500\u00a0000 kr", "1500000"),
        ("1 500 000,-", "1500000"),
        ("99,50", "99.50"),
        ("99.5", "99.5"),
    ],
)
def test_a_sum_is_read_as_people_write_it(said: str, meant: str) -> None:
    assert KronerField().clean(said) == Decimal(meant)


@pytest.mark.parametrize("said", ["", "0", "-5", "mye", "1.50.000", "1e99", "NaN", "1,555", "9" * 13])
def test_what_is_no_sum_of_money_is_refused(said: str) -> None:
    with pytest.raises(ValidationError):
        KronerField().clean(said)


def test_it_begins_as_money_is_written() -> None:
    with translation.override("nb"):
        assert KronerField().prepare_value(Decimal("1500000.00")) == "1 500 000"


@pytest.mark.parametrize(
    ("said", "sum_"), [("1.500", "1500"), ("1.500.000,50 kr", "1500000.50"), ("1.50", "1.50")]
)
def test_points_between_thousands_are_no_decimals(said: str, sum_: str) -> None:
    assert KronerField().clean(said) == Decimal(sum_)
