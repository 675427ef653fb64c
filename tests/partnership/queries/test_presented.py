"""What the frame of every page says comes in one query."""

from __future__ import annotations

from typing import Any

import pytest

from portal.partnership.queries.partnership import presented, the_partnership
from tests.cast import Cast


@pytest.mark.django_db
def test_before_a_partnership_is_loaded_the_stand_in_is_shown() -> None:
    partnership, has_examples = presented()
    assert partnership.key == the_partnership().key
    assert has_examples is False


def test_the_partnership_and_whether_anything_is_invented_come_together(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        partnership, has_examples = presented()
    assert partnership == the_partnership()
    assert has_examples is False
    cast.employee.is_example = True
    cast.employee.save()
    assert presented()[1] is True
