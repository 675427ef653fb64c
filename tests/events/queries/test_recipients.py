"""Mail about a date reaches those who hold the responsible seats, or who steps in for them."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from events.queries.recipients import Recipient, responsible_on
from portal.partnership.models import Tenure, User
from portal.partnership.rules.seats import SeatFilter
from tests.cast import Cast
from tests.events.reminding import away, seat_of, substitute_for, successor

DAY = date(2027, 3, 6)
SECRETARY = SeatFilter(role="secretary")


def people(seats: SeatFilter = SECRETARY, day: date = DAY) -> list[User]:
    return [recipient.user for recipient in responsible_on(day).for_seats(seats)]


def test_the_holder_gets_it_and_not_the_substitute(cast: Cast) -> None:
    substitute_for(cast.secretary, cast.outsider)
    assert people() == [cast.secretary]


def test_a_substitute_steps_in_on_the_days_the_holder_is_away_and_no_other(cast: Cast) -> None:
    substitute_for(cast.secretary, cast.outsider)
    away(cast.secretary, DAY, date(2027, 3, 8))
    assert [people(day=date(2027, 3, number)) for number in (5, 6, 8, 9)] == [
        [cast.secretary],
        [cast.outsider],
        [cast.outsider],
        [cast.secretary],
    ]
    assert responsible_on(DAY).for_seats(SECRETARY) == [Recipient(cast.outsider, True, cast.secretary)]


def test_without_a_substitute_it_is_the_holders_still(cast: Cast) -> None:
    away(cast.secretary, DAY, DAY)
    assert people() == [cast.secretary]


def test_a_substitute_who_is_away_too_does_not_step_in(cast: Cast) -> None:
    substitute_for(cast.secretary, cast.outsider)
    away(cast.secretary, DAY, DAY)
    away(cast.outsider, DAY, DAY)
    assert people() == [cast.secretary]


def test_a_closed_account_gets_nothing_and_its_substitute_steps_in(cast: Cast) -> None:
    cast.secretary.is_active = False
    cast.secretary.save()
    assert people() == []
    substitute_for(cast.secretary, cast.outsider)
    assert responsible_on(DAY).for_seats(SECRETARY) == [Recipient(cast.outsider, True, None)]


def test_a_seat_is_its_new_holders_from_the_first_day(cast: Cast) -> None:
    successor(cast.secretary, cast.outsider, DAY)
    assert people(day=date(2027, 3, 5)) == [cast.secretary]
    assert people() == [cast.outsider]


def test_who_holds_a_seat_and_steps_in_elsewhere_is_written_to_once_and_as_its_holder(cast: Cast) -> None:
    substitute_for(cast.steering_member, cast.steering_leader)
    away(cast.steering_member, DAY, DAY)
    steering = SeatFilter(body=seat_of(cast.steering_leader).body.key)
    recipients = responsible_on(DAY).for_seats(steering)
    assert [r for r in recipients if r.user == cast.steering_leader] == [Recipient(cast.steering_leader)]


def test_no_filter_means_nobody(cast: Cast) -> None:
    assert people(SeatFilter()) == []


def test_the_seats_are_those_the_queryset_finds(cast: Cast) -> None:
    """Twin of `TenureQuerySet.in_seats`."""
    seats = [seat_of(user) for user in (cast.secretary, cast.team_university, cast.controller)]
    bodies = ["", *{seat.body.key for seat in seats}]
    roles = ["", "secretary", "member", "controller"]
    partners = ["", *{seat.partner.key for seat in seats if seat.partner}]
    responsible = responsible_on(DAY)
    for parts in product(bodies, roles, partners):
        wanted = SeatFilter(*parts)
        found = Tenure.objects.on(DAY).holders().in_seats(wanted).values_list("user_id", flat=True)
        assert [r.user.pk for r in responsible.for_seats(wanted)] == sorted(set(found)), parts


@pytest.mark.parametrize("seats", [SECRETARY, SeatFilter(role="member")])
def test_it_takes_one_query(cast: Cast, seats: SeatFilter, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        responsible_on(DAY).for_seats(seats)
