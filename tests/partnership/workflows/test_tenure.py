"""Seats change hands with what belongs to them, and end by the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import translation

from events.models import Activity
from events.queries.duties import wheel_duties
from portal.core.awaiting import told
from portal.core.clock import today
from portal.core.handing_over import HandedSeat, Handover, HandoverLine, handovers
from portal.core.models import OutboxMessage
from portal.partnership.models import Seat, Tenure, User
from portal.partnership.queries.handover import comes_with
from portal.partnership.queries.new_seat import new_seat_duties
from portal.partnership.workflows.invitation import accept
from portal.partnership.workflows.tenure import BadDayError, end_place, end_tenure
from tests.cast import Cast
from tests.events.factories import ActivityFactory, EntryFactory, PreparationFactory
from tests.partnership.inviting import sent

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _nobody_hurries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel("2027-03-01T12:00:00+01:00", tick=False):
        yield


def own_seat(user: User) -> Seat:
    return Seat.objects.select_related("body", "partner").get(tenures__user=user)


def to_prepare(seat: Seat, in_days: int = 10) -> str:
    """A point that awaits whoever holds the seat, before a date so many days ahead; gives its words."""
    point = PreparationFactory.create(owner_body=seat.body, owner_role=seat.role)
    EntryFactory.create(activity=point.activity, first_day=today() + in_days * DAY)
    return str(point.text)


def meeting_of(seat: Seat) -> Activity:
    """An activity that the seat is responsible for."""
    return ActivityFactory.create(
        responsible_body=seat.body, responsible_role=seat.role, responsible_partner=seat.partner
    )


def mail_to(user: User, kind: str) -> str:
    row = OutboxMessage.objects.get(kind=kind, recipient=user)
    return row.subject + "\n" + row.text


def titles(user: User) -> list[str]:
    return [duty.title for duty in told(wheel_duties(User.objects.get(pk=user.pk)), most=100)]


# Handing over


def test_open_duties_go_from_the_predecessor_to_the_successor_on_the_first_day(cast: Cast) -> None:
    point = to_prepare(own_seat(cast.secretary))
    first = today() + DAY
    accept(sent(seat=own_seat(cast.secretary), first_day=first).invitation, by=cast.outsider)
    assert (titles(cast.secretary), titles(cast.outsider)) == ([point], [])
    with time_machine.travel("2027-03-02T12:00:00+01:00", tick=False):
        assert (titles(cast.secretary), titles(cast.outsider)) == ([], [point])


def test_the_successor_gets_a_mail_with_what_waits_and_which_dates_come(cast: Cast) -> None:
    cast.outsider.language = "en"
    cast.outsider.save()
    seat = own_seat(cast.secretary)
    with translation.override("en"):
        point = to_prepare(seat)
    theirs = EntryFactory.create(activity=meeting_of(seat), first_day=date(2027, 5, 1))
    nobodys = EntryFactory.create(first_day=date(2027, 5, 1))
    accept(sent(seat=seat, first_day=today() + DAY).invitation, by=cast.outsider)
    text = mail_to(cast.outsider, "people.seat_handed_over")
    assert point in text
    assert theirs.title.en in text
    assert nobodys.title.en not in text
    assert f"/en/folk/verv/{seat.key}/" in text


def test_the_predecessor_is_thanked_and_told_who_comes(cast: Cast) -> None:
    cast.secretary.language = "en"
    cast.secretary.save()
    accept(sent(seat=own_seat(cast.secretary), first_day=today() + DAY).invitation, by=cast.outsider)
    text = mail_to(cast.secretary, "people.seat_handed_over")
    assert "Thank you" in text
    assert cast.outsider.name in text
    assert "1 March 2027" in text


def test_what_the_predecessor_owns_is_moved_by_the_apps_and_listed(cast: Cast) -> None:
    moves: list[tuple[str, object, object, date]] = []

    def move(seat: HandedSeat, leaving: object, coming: object, day: date) -> list[HandoverLine]:
        moves.append((seat.key, leaving, coming, day))
        return [HandoverLine(None, "A task of mine", "", "/")]

    handovers.register("test", Handover(lines=lambda *_: [], move=move))
    try:
        accept(sent(seat=own_seat(cast.secretary), first_day=today() + DAY).invitation, by=cast.outsider)
    finally:
        handovers.unregister("test")
    assert moves == [(own_seat_key(cast), cast.secretary, cast.outsider, today() + DAY)]
    assert "A task of mine" in mail_to(cast.secretary, "people.seat_handed_over")


def own_seat_key(cast: Cast) -> str:
    return Tenure.objects.get(user=cast.secretary).seat.key


def test_an_app_that_fails_stops_no_succession(cast: Cast) -> None:
    def fail(*_args: object) -> list[HandoverLine]:
        raise RuntimeError

    handovers.register("test", Handover(lines=fail))
    try:
        accept(sent(seat=own_seat(cast.secretary), first_day=today() + DAY).invitation, by=cast.outsider)
    finally:
        handovers.unregister("test")
    assert Tenure.objects.filter(user=cast.outsider).exists()


def test_the_list_is_of_the_seat_alone_and_not_of_what_awaits_the_person_anyway(cast: Cast) -> None:
    secretarys, teams = own_seat(cast.secretary), own_seat(cast.team_university)
    point, other = to_prepare(secretarys), to_prepare(teams)
    found = [duty.title for duty in comes_with(secretarys, cast.team_university, today()).duties]
    assert found == [point]
    assert other in titles(cast.team_university)


def test_somebody_who_goes_on_in_the_same_seat_is_not_thanked_for_leaving(cast: Cast) -> None:
    accept(sent(seat=own_seat(cast.secretary), first_day=today() + DAY).invitation, by=cast.secretary)
    assert OutboxMessage.objects.filter(kind="people.seat_handed_over").count() == 1
    assert cast.secretary.tenures.count() == 2


@pytest.mark.parametrize(("days", "awaits"), [(-15, False), (-14, True), (0, True), (90, True), (91, False)])
def test_a_new_seat_stands_on_my_page_until_two_weeks_after_its_first_day(
    days: int, awaits: bool, cast: Cast
) -> None:
    Tenure.objects.filter(user=cast.secretary).update(first_day=today() + days * DAY)
    found = new_seat_duties(cast.secretary)
    assert [duty.url for duty in found] == [f"/folk/verv/{own_seat_key(cast)}/"] * awaits


# Ending


@pytest.mark.parametrize("who", ["steering_leader", "administrator"])
def test_leaders_and_administrators_end_a_seat_by_a_day_and_all_concerned_are_told(
    who: str, cast: Cast
) -> None:
    tenure = Tenure.objects.get(user=cast.secretary)
    end_tenure(tenure, by=cast.by_name()[who], last_day=today() + 5 * DAY)
    tenure.refresh_from_db()
    assert tenure.last_day == today() + 5 * DAY
    assert mail_to(cast.secretary, "people.seat_handed_over")
    assert cast.secretary.name in mail_to(cast.steering_leader, "people.seat_changed")


@pytest.mark.parametrize("who", ["team_university", "secretary", "employee"])
def test_nobody_else_ends_a_seat(who: str, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        end_tenure(Tenure.objects.get(user=cast.secretary), by=cast.by_name()[who], last_day=today())


@pytest.mark.parametrize("who", ["team_university", "administrator"])
def test_the_team_and_the_administrators_end_a_place(who: str, cast: Cast) -> None:
    place = cast.employee.affiliations.get()
    end_place(place, by=cast.by_name()[who], last_day=today())
    place.refresh_from_db()
    assert place.last_day == today()


@pytest.mark.parametrize("who", ["steering_leader", "employee", "unit_leader"])
def test_nobody_else_ends_a_place(who: str, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        end_place(cast.employee.affiliations.get(), by=cast.by_name()[who], last_day=today())


def test_the_past_is_not_rewritten(cast: Cast) -> None:
    tenure = Tenure.objects.get(user=cast.secretary)
    with pytest.raises(BadDayError):
        end_tenure(tenure, by=cast.administrator, last_day=today() - DAY)
    Tenure.objects.filter(pk=tenure.pk).update(last_day=today() - DAY)
    with pytest.raises(BadDayError):
        end_tenure(tenure, by=cast.administrator, last_day=today())


def test_an_end_that_is_set_is_not_put_off(cast: Cast) -> None:
    tenure = Tenure.objects.get(user=cast.secretary)
    end_tenure(tenure, by=cast.administrator, last_day=today() + DAY)
    with pytest.raises(BadDayError):
        end_tenure(tenure, by=cast.administrator, last_day=today() + 2 * DAY)
