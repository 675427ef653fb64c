"""Accounts nobody uses: a warning after a year, erasure after three, to the day; never with a seat."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine

from portal.core.clock import OSLO
from portal.core.erasing import Leaver, erasers
from portal.core.models import OutboxMessage
from portal.core.retention import UnfinishedError
from portal.partnership.models import User
from portal.partnership.rules.mail_kinds import is_mandatory
from portal.partnership.workflows.cleaning import delete_old_absences
from portal.partnership.workflows.idle import IDLE, erase_idle_people, warn_idle_people
from tests.cast import person, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("partnership")]

SEEN = datetime(2024, 3, 10, 23, 30, tzinfo=OSLO)


def night(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 3, 5, tzinfo=OSLO)


def seen(name: str = "kari", **values: object) -> User:
    """Somebody who signed in for the last time late on 10 March 2024."""
    return person(name, **({"last_login": SEEN} | values))


def warned(name: str = "kari", **values: object) -> User:
    """Somebody who was told a year later, and stayed away."""
    return seen(name, **({"idle_warned_at": night(2025, 3, 11)} | values))


def test_a_warning_is_sent_the_night_after_a_whole_year_and_once() -> None:
    user = seen()
    assert warn_idle_people(night(2025, 3, 10)) == 0
    assert warn_idle_people(night(2025, 3, 11)) == 1
    assert warn_idle_people(night(2025, 3, 11)) == 0
    assert warn_idle_people(night(2026, 9, 1)) == 0
    user.refresh_from_db()
    assert user.idle_warned_at == night(2025, 3, 11)
    assert OutboxMessage.objects.get().kind == IDLE


def test_who_comes_back_and_leaves_again_is_warned_again() -> None:
    user = warned()
    User.objects.filter(pk=user.pk).update(last_login=datetime(2025, 4, 1, 12, tzinfo=OSLO))
    assert warn_idle_people(night(2026, 4, 1)) == 0
    assert warn_idle_people(night(2026, 4, 2)) == 1


def test_who_never_signed_in_counts_from_when_the_account_was_made() -> None:
    user = seen(last_login=None)
    User.objects.filter(pk=user.pk).update(created_at=SEEN)
    assert warn_idle_people(night(2025, 3, 10)) == 0
    assert warn_idle_people(night(2025, 3, 11)) == 1


def test_the_warning_is_in_the_persons_language_and_leads_through_sign_in() -> None:
    seen(language="en")
    warn_idle_people(night(2025, 3, 11))
    mail = OutboxMessage.objects.get()
    assert mail.language == "en"
    assert mail.subject == "Sign in if you want to keep your account"
    assert "http://testserver/en/min-side/" in mail.text
    assert 'href="http://testserver/en/min-side/"' in mail.html
    assert "10 March 2024" in mail.text
    assert "erased when 3 years have passed" in mail.text
    assert is_mandatory(IDLE)


def test_who_holds_a_seat_is_warned_without_a_threat() -> None:
    seat(seen(language="en"), role="controller")
    warn_idle_people(night(2025, 3, 11))
    mail = OutboxMessage.objects.get()
    assert "your account stays" in mail.text
    assert "erased" not in mail.text


def test_an_account_is_erased_the_night_after_three_whole_years() -> None:
    user = warned()
    assert erase_idle_people(night(2027, 3, 10)) == 0
    assert erase_idle_people(night(2027, 3, 11)) == 1
    assert erase_idle_people(night(2027, 3, 11)) == 0
    user.refresh_from_db()
    assert user.erased_at is not None


def test_nobody_is_erased_without_a_warning_thirty_whole_days_old() -> None:
    user = seen()
    assert erase_idle_people(night(2030, 1, 1)) == 0
    assert warn_idle_people(night(2030, 1, 1)) == 1
    assert erase_idle_people(night(2030, 1, 31)) == 0
    assert erase_idle_people(night(2030, 2, 1)) == 1
    user.refresh_from_db()
    assert user.name == ""


def test_a_warning_from_before_the_last_visit_does_not_count() -> None:
    warned(idle_warned_at=SEEN - timedelta(days=1))
    assert erase_idle_people(night(2027, 3, 11)) == 0


@pytest.mark.parametrize(("last_day", "erased"), [(None, 0), (date(2027, 3, 11), 0), (date(2027, 3, 10), 1)])
def test_who_holds_a_seat_that_day_is_never_erased(last_day: date | None, erased: int) -> None:
    seat(warned(), role="controller", last=last_day)
    assert erase_idle_people(night(2027, 3, 11)) == erased


@pytest.mark.parametrize("values", [{"is_example": True}, {"is_active": False}])
def test_example_people_and_closed_accounts_are_left_alone(values: dict[str, bool]) -> None:
    warned("kari", **values)
    seen("ola", **values)
    assert warn_idle_people(night(2025, 3, 11)) == 0
    assert erase_idle_people(night(2027, 3, 11)) == 0


def test_one_who_can_not_be_erased_keeps_none_of_the_others() -> None:
    users = [warned(name) for name in ("kari", "ola", "per")]

    def fail(leaver: Leaver) -> None:
        if leaver.key == users[1].pk:
            raise RuntimeError

    erasers.register("planted", fail)
    try:
        with pytest.raises(UnfinishedError) as raised:
            erase_idle_people(night(2027, 3, 11))
    finally:
        erasers.unregister("planted")
    assert raised.value.touched == 2
    assert list(User.objects.exclude(name="").values_list("pk", flat=True)) == [users[1].pk]


def test_a_leap_day_counts_as_the_day_before_in_other_years() -> None:
    seen(last_login=datetime(2024, 2, 29, 12, tzinfo=OSLO))
    assert warn_idle_people(night(2025, 2, 28)) == 0
    assert warn_idle_people(night(2025, 3, 1)) == 1


@pytest.mark.parametrize("last_day", [date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 30)])
def test_days_away_are_kept_for_ninety_whole_days(last_day: date) -> None:
    """Also where the clocks change in between."""
    user = person("kari")
    user.absences.create(first_day=last_day, last_day=last_day)
    kept_until = last_day + timedelta(days=90)
    with time_machine.travel(0, tick=False):
        assert delete_old_absences(night(kept_until.year, kept_until.month, kept_until.day)) == 0
        gone = kept_until + timedelta(days=1)
        assert delete_old_absences(night(gone.year, gone.month, gone.day)) == 1
        assert delete_old_absences(night(gone.year, gone.month, gone.day)) == 0
