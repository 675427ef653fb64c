"""The people pages: who stands in the list, what is said of them, and to whom."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import count

import pytest
from django.test import Client
from django.utils import timezone

from portal.core.clock import today
from portal.core.models import Reading
from portal.partnership.models import Affiliation, Tenure, User
from portal.partnership.queries.leaving import idle_people
from portal.partnership.workflows.invitation import accept, invite
from tests.cast import Cast, person, place
from tests.guards.queries import assert_same_queries
from tests.partnership.inviting import NEWCOMER, asked, sent

pytestmark = pytest.mark.django_db
PEOPLE = "/en/folk/"


@pytest.fixture(autouse=True)
def _nobody_hurries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    return client


@pytest.fixture
def team(cast: Cast) -> Client:
    return signed_in(cast.team_university)


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def names(client: Client, query: str = "") -> set[str]:
    return set(re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', shown(client, f"{PEOPLE}{query}")))


def not_here_since(user: User, *, days: int) -> None:
    moment = timezone.now() - timedelta(days=days)
    User.objects.filter(pk=user.pk).update(last_login=moment, created_at=moment)


def test_everyone_with_a_seat_or_a_place_as_staff_is_listed_and_nobody_else(cast: Cast, team: Client) -> None:
    outside = {"outsider", "student"}
    assert names(team) == {user.name for name, user in cast.by_name().items() if name not in outside}


def test_whose_seat_or_place_is_over_is_not_inside_any_more(cast: Cast, team: Client) -> None:
    yesterday = today() - timedelta(days=1)
    Tenure.objects.filter(user=cast.controller).update(last_day=yesterday)
    Affiliation.objects.filter(user=cast.employee).update(last_day=yesterday)
    assert names(team).isdisjoint({cast.controller.name, cast.employee.name})
    assert team.get(f"{PEOPLE}{cast.employee.pk}/").status_code == 404


def test_those_not_seen_for_a_year_are_found(cast: Cast, team: Client) -> None:
    not_here_since(cast.controller, days=367)
    not_here_since(cast.employee, days=363)
    not_here_since(cast.outsider, days=800)
    assert names(team, "?vis=uten-innlogging") == {cast.controller.name}
    assert list(idle_people(timezone.now())) == [cast.controller]


@pytest.mark.parametrize(("days", "leaving"), [(0, True), (60, True), (61, False)])
def test_those_whose_seat_ends_within_sixty_days_are_leaving(
    days: int, leaving: bool, cast: Cast, team: Client
) -> None:
    Tenure.objects.filter(user=cast.controller).update(last_day=today() + timedelta(days=days))
    assert names(team, "?vis=slutter") == ({cast.controller.name} if leaving else set())


def test_those_who_are_asked_are_listed_until_they_answer(cast: Cast, team: Client) -> None:
    invite(asked(name="One"), by=cast.team_university)
    out = sent(name="Two")
    assert names(team, "?vis=invitert") == {"One", "Two"}
    accept(out.invitation, by=cast.outsider)
    assert names(team, "?vis=invitert") == {"One"}


def test_one_searches_by_name_and_the_team_by_address_too(cast: Cast, team: Client) -> None:
    User.objects.filter(pk=cast.employee.pk).update(name="Kari Test")
    assert names(team, "?q=kari+te") == {"Kari Test"}
    assert names(team, "?q=employee@") == {"Kari Test"}
    assert names(signed_in(cast.steering_leader), "?q=employee@") == set()
    assert names(team, "?q=%25") == set()


def test_addresses_are_seen_by_those_who_run_people_alone(cast: Cast, team: Client) -> None:
    one = f"{PEOPLE}{cast.employee.pk}/"
    assert cast.employee.email in shown(team, one)
    assert cast.employee.email in shown(signed_in(cast.administrator), one)
    assert cast.employee.email not in shown(signed_in(cast.steering_leader), one)


def test_a_person_s_page_says_what_they_hold_and_when(cast: Cast, team: Client) -> None:
    tenure = cast.secretary.tenures.get()
    text = shown(team, f"{PEOPLE}{cast.secretary.pk}/")
    assert str(tenure.seat.title.en) in text
    assert "from 1 January 2020" in text


def test_an_administrator_looking_at_a_person_is_normal_work(cast: Cast) -> None:
    shown(signed_in(cast.administrator), f"{PEOPLE}{cast.employee.pk}/")
    assert not Reading.objects.exists()


def test_only_links_that_one_may_follow_are_offered(cast: Cast, team: Client) -> None:
    tenure, held = cast.secretary.tenures.get(), cast.employee.affiliations.get()
    end_seat, end_place = f"/innehavere/{tenure.pk}/avslutt/", f"/plasser/{held.pk}/avslutt/"
    leader = signed_in(cast.steering_leader)
    assert end_seat in shown(leader, f"{PEOPLE}{cast.secretary.pk}/")
    assert end_seat not in shown(team, f"{PEOPLE}{cast.secretary.pk}/")
    assert end_place in shown(team, f"{PEOPLE}{cast.employee.pk}/")
    assert end_place not in shown(leader, f"{PEOPLE}{cast.employee.pk}/")


@pytest.mark.parametrize("query", ["", "?vis=slutter", "?vis=uten-innlogging"])
def test_a_list_of_thirty_asks_no_more_than_a_list_of_one(cast: Cast, team: Client, query: str) -> None:
    numbers = count()

    def make_one() -> object:
        user = place(person(f"somebody_{next(numbers)}"), kind="municipality", role="employee")
        if "slutter" in query:
            user.affiliations.update(last_day=today())
        if "uten" in query:
            not_here_since(user, days=400)
        return user

    assert_same_queries(f"{PEOPLE}{query}", make_one, client=team)


def test_a_list_of_thirty_invitations_asks_no_more_than_a_list_of_one(cast: Cast, team: Client) -> None:
    assert_same_queries(
        f"{PEOPLE}?vis=invitert", lambda: invite(asked(), by=cast.team_university), client=team
    )


def test_an_invitation_is_seen_by_whoever_asked(cast: Cast) -> None:
    own = cast.secretary.tenures.select_related("seat__body").get().seat
    invitation = invite(asked(seat=own), by=cast.secretary).invitation
    address = f"{PEOPLE}invitasjoner/{invitation.pk}/"
    assert NEWCOMER in shown(signed_in(cast.secretary), address)
    assert signed_in(cast.controller).get(address).status_code == 403


def test_a_seat_is_seen_by_whoever_will_hold_it(cast: Cast) -> None:
    seat = cast.secretary.tenures.get().seat
    address = f"{PEOPLE}verv/{seat.key}/"
    client = signed_in(cast.outsider)
    assert client.get(address).status_code == 403
    accept(sent(seat=seat, first_day=today() + timedelta(days=30)).invitation, by=cast.outsider)
    assert "What comes with the seat" in shown(client, address)
