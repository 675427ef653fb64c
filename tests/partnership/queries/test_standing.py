"""Rights follow from what a person is on a day."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.partnership.models import Tenure, User
from portal.partnership.queries.standing import NOBODY, standing_of
from portal.partnership.rules import standing as rules
from portal.partnership.rules.seats import SeatFilter
from tests.cast import Cast, person, place, seat

WHO = {
    "is_municipal_staff": {"employee", "unit_leader", "team_municipality", "called_in"},
    "is_university_staff": {"supervisor", "course_coordinator", "team_university"},
    "is_student": {"student"},
    "is_unit_leader": {"unit_leader", "called_in"},
    "is_on_team": {"team_municipality", "team_university"},
    "is_on_steering_group": {"steering_member", "steering_leader"},
    "is_steering_leader": {"steering_leader"},
    "is_secretary": {"secretary"},
    "is_controller": {"controller"},
    "is_administrator": {"administrator"},
    "is_observer": set(),
    "reads_closed_papers": {
        "team_municipality",
        "team_university",
        "secretary",
        "steering_member",
        "steering_leader",
    },
    "is_inside": {
        "employee",
        "unit_leader",
        "called_in",
        "supervisor",
        "course_coordinator",
        "team_municipality",
        "team_university",
        "secretary",
        "steering_member",
        "steering_leader",
        "controller",
        "administrator",
    },
    "is_in_governance": {
        "team_municipality",
        "team_university",
        "secretary",
        "steering_member",
        "steering_leader",
        "controller",
        "administrator",
    },
}


@pytest.mark.parametrize("name", WHO)
def test_each_predicate_holds_for_exactly_these(name: str, cast: Cast) -> None:
    predicate = getattr(rules, name)
    assert {who for who, user in cast.by_name().items() if predicate(user)} == WHO[name]
    assert not predicate(AnonymousUser())


def test_a_seat_gives_rights_from_its_first_day_to_its_last(cast: Cast) -> None:
    tenure = Tenure.objects.get(user=cast.secretary)
    tenure.first_day, tenure.last_day = date(2026, 3, 1), date(2026, 3, 31)
    tenure.save()
    holds = [
        standing_of(User.objects.get(pk=cast.secretary.pk), date(2026, month, day)).has_seat(role="secretary")
        for month, day in ((2, 28), (3, 1), (3, 31), (4, 1))
    ]
    assert holds == [False, True, True, False]


def test_a_closed_account_has_no_standing(cast: Cast) -> None:
    cast.administrator.is_active = False
    assert standing_of(cast.administrator) == NOBODY


def test_what_a_standing_says_of_one_seat_the_queryset_says_of_all(cast: Cast) -> None:
    day = date(2026, 1, 1)
    partner = Tenure.objects.get(user=cast.team_university).seat.partner
    assert partner
    filters = [
        SeatFilter(),
        SeatFilter(body="steering"),
        SeatFilter(role="controller"),
        SeatFilter(body="team", partner=partner.key),
        SeatFilter(role="leader", body="team"),
    ]
    for wanted in filters:
        by_query = set(Tenure.objects.on(day).holders().in_seats(wanted).values_list("user_id", flat=True))
        by_rule = {
            user.pk
            for user in cast.by_name().values()
            if any(s.fits(wanted) for s in standing_of(user, day).seats)
        }
        assert by_query == by_rule, wanted


def test_standing_costs_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    user = User.objects.get(pk=cast.team_municipality.pk)
    with django_assert_num_queries(1):  # type: ignore[operator]
        standing_of(user)
        standing_of(user)


def test_somebody_may_be_staff_at_both_partners(cast: Cast) -> None:
    both = place(
        place(person("both"), kind="municipality", role="employee"), kind="university", role="employee"
    )
    assert rules.is_municipal_staff(both)
    assert rules.is_university_staff(both)
    assert not rules.is_on_team(both)
    assert rules.is_observer(seat(person("observer"), role="observer"))
