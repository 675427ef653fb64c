"""A search finds those who hold a seat today: the same people as the partnership counts as holders."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.core.clock import today
from portal.partnership.models import Tenure
from portal.partnership.models.body import Part
from portal.partnership.queries.seat_holders import seat_holders_found
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def found(cast: Cast) -> bool:
    first_name = cast.secretary.name.split()[0].casefold()
    return cast.secretary.name in {person.name for person in seat_holders_found([first_name])}


def test_a_holder_is_found(cast: Cast) -> None:
    assert cast.secretary.pk in Tenure.objects.on(today()).holders().values_list("user_id", flat=True)
    assert found(cast)


def test_who_only_stands_in_is_not(cast: Cast) -> None:
    Tenure.objects.filter(user=cast.secretary).update(part=Part.SUBSTITUTE)
    assert not found(cast)


def test_who_may_no_longer_sign_in_is_not(cast: Cast) -> None:
    cast.secretary.is_active = False
    cast.secretary.save(update_fields=["is_active"])
    assert not found(cast)


def test_the_first_and_the_last_day_count(cast: Cast) -> None:
    held = Tenure.objects.filter(user=cast.secretary)
    held.update(first_day=today(), last_day=today())
    assert found(cast)
    held.update(first_day=today() + timedelta(days=1), last_day=None)
    assert not found(cast)
    held.update(first_day=today() - timedelta(days=2), last_day=today() - timedelta(days=1))
    assert not found(cast)
