"""The secret address of one's own calendar: made once, changed and revoked by its owner."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from portal.partnership.models import CalendarKey
from portal.partnership.queries.calendar_key import calendar_secret_of, owner_of_calendar
from portal.partnership.workflows.calendar_key import (
    give_calendar_key,
    renew_calendar_key,
    revoke_calendar_key,
)
from tests.cast import Cast, person


def test_asking_twice_does_not_change_an_address_in_use(cast: Cast) -> None:
    assert give_calendar_key(by=cast.employee).secret == give_calendar_key(by=cast.employee).secret


def test_a_secret_opens_its_owner_s_calendar_and_no_other(cast: Cast) -> None:
    for who in (cast.employee, cast.student):
        assert owner_of_calendar(give_calendar_key(by=who).secret) == who
    assert calendar_secret_of(cast.employee) != calendar_secret_of(cast.student)


def test_a_secret_cannot_be_guessed(cast: Cast) -> None:
    assert len(give_calendar_key(by=cast.employee).secret) >= 43  # 256 bits in base 64


def test_a_new_address_ends_the_old_one(cast: Cast) -> None:
    old = give_calendar_key(by=cast.employee)
    new = renew_calendar_key(by=cast.employee)
    assert owner_of_calendar(old.secret) is None
    assert owner_of_calendar(new.secret) == cast.employee
    assert new.created_at > old.created_at


def test_a_revoked_address_opens_nothing(cast: Cast) -> None:
    old = give_calendar_key(by=cast.employee)
    assert revoke_calendar_key(by=cast.employee)
    assert owner_of_calendar(old.secret) is None
    assert not revoke_calendar_key(by=cast.employee)


def test_a_closed_account_opens_nothing_and_is_given_nothing(cast: Cast) -> None:
    key = give_calendar_key(by=cast.employee)
    cast.employee.is_active = False
    cast.employee.save()
    assert owner_of_calendar(key.secret) is None
    for verb in (give_calendar_key, renew_calendar_key):
        with pytest.raises(PermissionDenied):
            verb(by=cast.employee)


def test_an_empty_secret_opens_nothing(cast: Cast) -> None:
    assert owner_of_calendar("") is None
    assert calendar_secret_of(cast.employee) == ""


def test_the_log_of_changes_holds_no_secret(cast: Cast) -> None:
    secret = give_calendar_key(by=cast.employee).secret
    renewed = renew_calendar_key(by=cast.employee).secret
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(event)::text FROM partnership_calendarkeyevent event")
        logged = " ".join(row[0] for row in cursor.fetchall())
    assert str(cast.employee.pk) in logged
    assert secret not in logged
    assert renewed not in logged


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_the_same_address() -> None:
    somebody = person("somebody")

    def ask(_number: int) -> str:
        try:
            return give_calendar_key(by=somebody).secret
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1
    assert CalendarKey.objects.count() == 1
