"""What the database itself refuses about people, seats and their history."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model

from portal.partnership.models import Affiliation, Seat, Tenure, Unit, User
from portal.partnership.models.person import Role
from tests.cast import Cast, person


def history_of(model: type[Model]) -> Any:
    """The log that the database keeps of a model."""
    return model.pgh_event_model.objects  # type: ignore[attr-defined]


def test_two_people_cannot_hold_one_seat_on_the_same_day(cast: Cast) -> None:
    held = Tenure.objects.get(user=cast.steering_leader)
    with pytest.raises(IntegrityError, match="one_person_in_a_seat_at_a_time"), transaction.atomic():
        Tenure.objects.create(seat=held.seat, user=cast.outsider, first_day=date(2025, 1, 1))


def test_a_seat_passes_on_from_one_day_to_the_next(cast: Cast) -> None:
    held = Tenure.objects.get(user=cast.steering_leader)
    held.last_day = date(2026, 6, 30)
    held.save()
    Tenure.objects.create(seat=held.seat, user=cast.outsider, first_day=date(2026, 7, 1))
    on = Tenure.objects.filter(seat=held.seat)
    assert on.on(date(2026, 6, 30)).get().user == cast.steering_leader
    assert on.on(date(2026, 7, 1)).get().user == cast.outsider


def test_a_substitute_may_stand_beside_the_holder(cast: Cast) -> None:
    held = Tenure.objects.get(user=cast.steering_leader)
    Tenure.objects.create(seat=held.seat, user=cast.outsider, part="substitute", first_day=date(2025, 1, 1))
    assert Tenure.objects.on(date(2026, 1, 1)).filter(seat=held.seat).count() == 2


@pytest.mark.parametrize("role", [Role.STUDENT, Role.SUPERVISOR, Role.COURSE_COORDINATOR])
def test_a_municipality_has_no_students_or_teachers_of_theirs(cast: Cast, role: Role) -> None:
    unit = Unit.objects.filter(partner__kind="municipality").earliest("pk")
    with pytest.raises(IntegrityError, match="students_only_at_a_university"), transaction.atomic():
        Affiliation.objects.create(user=cast.outsider, unit=unit, role=role, first_day=date(2026, 1, 1))


def test_one_address_is_one_account_whatever_its_case(db: None) -> None:
    person("somebody")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="SOMEBODY@test.example", name="Another")


def test_every_change_to_a_seat_leaves_who_held_it_before_and_after(cast: Cast) -> None:
    tenure = Tenure.objects.get(user=cast.controller)
    tenure.last_day = date(2026, 12, 31)
    tenure.save()
    tenure.delete()
    events = history_of(Tenure).filter(user=cast.controller).order_by("pgh_id")
    assert [event.pgh_label for event in events] == ["insert", "update", "delete"]
    assert [event.last_day for event in events] == [None, date(2026, 12, 31), date(2026, 12, 31)]


@pytest.mark.parametrize(
    "statement", ["UPDATE partnership_tenureevent SET last_day = NULL", "DELETE FROM partnership_tenureevent"]
)
def test_history_cannot_be_rewritten_by_raw_sql(cast: Cast, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_names_and_addresses_stay_out_of_the_history(db: None) -> None:
    fields = {field.name for field in history_of(User).model._meta.get_fields()}
    assert not fields & {"email", "name", "password", "last_login"}


def test_seats_are_told_apart_by_their_key(cast: Cast) -> None:
    seat = Seat.objects.first()
    assert seat is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(body=seat.body, key=seat.key, role="member", title=seat.title)
