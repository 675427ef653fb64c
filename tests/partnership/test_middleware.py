"""Who decides is not let on without a second factor; a session lives while it is used, and not for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone, translation
from pytest_django import Settings

from portal.core.clock import today
from portal.partnership.middleware import OPEN_WITHOUT
from portal.partnership.models import Tenure, User
from portal.partnership.rules.second_factor import ATTESTED, RECORDS, RECORDS_OF
from tests.cast import Cast, seat
from tests.partnership.factors import give_app, is_in, sign_in_by_code

DECIDES = {
    "team_municipality",
    "team_university",
    "secretary",
    "steering_member",
    "steering_leader",
    "controller",
    "administrator",
}
ELSEWHERE = "/om/"


@pytest.fixture(autouse=True)
def _required(settings: Settings) -> None:
    settings.SECOND_FACTOR = "required"


def led_to(client: Client, path: str = ELSEWHERE) -> str:
    """Where a visit ends up, without what is asked of it; the path itself if it is let through."""
    answer = client.get(path)
    return str(answer.headers.get("Location", path)).partition("?")[0]


@pytest.mark.parametrize("name", list(Cast.__dataclass_fields__))
def test_who_decides_is_led_to_set_one_up_and_nobody_else_is(client: Client, cast: Cast, name: str) -> None:
    client.force_login(cast.by_name()[name])
    assert led_to(client) == (reverse("ways_in") if name in DECIDES else ELSEWHERE)


def test_a_budget_holder_decides(client: Client, cast: Cast) -> None:
    client.force_login(seat(cast.outsider, role="budget_holder"))
    assert led_to(client) == reverse("ways_in")


def test_a_substitute_decides_too(client: Client, cast: Cast) -> None:
    held = Tenure.objects.get(user=cast.steering_leader).seat
    Tenure.objects.create(user=cast.outsider, seat=held, part="substitute", first_day=today())
    client.force_login(cast.outsider)
    assert led_to(client) == reverse("ways_in")


def test_where_it_is_only_offered_nobody_is_led_away(client: Client, cast: Cast, settings: Settings) -> None:
    settings.SECOND_FACTOR = "offered"
    client.force_login(cast.steering_leader)
    assert led_to(client) == ELSEWHERE


def test_who_gets_a_seat_is_asked_with_the_next_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.outsider)
    assert led_to(client) == ELSEWHERE
    seat(cast.outsider, role="budget_holder")
    assert led_to(client) == reverse("ways_in")


def test_who_has_one_and_came_in_without_is_asked_for_it_and_comes_back(client: Client, cast: Cast) -> None:
    app = give_app(cast.secretary)
    client.force_login(cast.secretary)
    page = client.get("/om/?q=1").headers["Location"]
    assert page == f"{reverse('account_reauthenticate')}?next=%2Fom%2F%3Fq%3D1"
    answer = client.post(page, {"code": app.code()})
    assert answer.headers["Location"] == "/om/?q=1"
    assert led_to(client) == ELSEWHERE


def test_who_has_shown_it_at_sign_in_is_let_through(client: Client, cast: Cast) -> None:
    app = give_app(cast.secretary)
    sign_in_by_code(client, cast.secretary)
    client.post(reverse("mfa_authenticate"), {"code": app.code()})
    assert led_to(client) == ELSEWHERE


def test_what_is_sent_without_it_is_not_done(client: Client, cast: Cast) -> None:
    client.force_login(cast.secretary)
    answer = client.post("/min-side/varsler/", {"rhythm": "weekly", "language": "nn"})
    assert answer.headers["Location"] == reverse("ways_in")
    assert User.objects.get(pk=cast.secretary.pk).mail_rhythm == "at_once"


@dataclass(frozen=True)
class Noted:
    """What a session says of how somebody came in, whose it says it is, and whether a provider vouches."""

    method: str
    own: bool
    mark: bool


@pytest.mark.parametrize(
    ("noted", "through"),
    [
        (Noted("socialaccount", own=True, mark=True), True),
        (Noted("socialaccount", own=True, mark=False), False),
        (Noted("code", own=True, mark=True), False),
        (Noted("socialaccount", own=False, mark=True), False),
    ],
)
def test_a_provider_vouches_for_it_in_its_own_sign_in_only(
    client: Client, cast: Cast, noted: Noted, through: bool
) -> None:
    client.force_login(cast.secretary)
    session = client.session
    session[RECORDS_OF] = str(cast.secretary.pk if noted.own else cast.outsider.pk)
    session[RECORDS] = [{"method": noted.method, "at": 0}]
    session[ATTESTED] = noted.mark
    session.save()
    assert led_to(client) == (ELSEWHERE if through else reverse("ways_in"))


def test_the_pages_one_needs_meanwhile_are_open(client: Client, cast: Cast) -> None:
    client.force_login(cast.secretary)
    for name in ("ways_in", "set_up_app", "add_passkey", "sign_out"):
        for language in ("nb", "nn", "en"):
            with translation.override(language):
                page = reverse(name)
            assert client.get(page).status_code == 200
    for path in ("/healthz", "/robots.txt"):
        assert client.get(path).status_code == 200


def test_every_open_page_exists() -> None:
    assert names_of(get_resolver()) >= OPEN_WITHOUT


def names_of(resolver: URLResolver) -> set[str | None]:
    found: set[str | None] = set()
    for pattern in resolver.url_patterns:
        found |= names_of(pattern) if isinstance(pattern, URLResolver) else {pattern.name}
    return found


def test_signed_out_it_costs_no_query(client: Client, cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        client.get("/healthz")
    assert not asked.captured_queries


def test_signed_in_it_costs_what_standing_costs(client: Client, cast: Cast, settings: Settings) -> None:
    """My page reads the standing anyway, so there it costs nothing."""
    client.force_login(cast.employee)
    client.get(reverse("my_page"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("my_page"))
    settings.SECOND_FACTOR = "offered"
    with CaptureQueriesContext(connection) as without:
        client.get(reverse("my_page"))
    assert len(asked) == len(without)


class TestSessions:
    def test_a_session_that_is_used_lives_on_and_one_that_is_not_ends_after_14_days(
        self, client: Client, cast: Cast
    ) -> None:
        with time_machine.travel(timezone.now(), tick=False) as clock:
            client.force_login(cast.employee)
            for _ in range(3):
                clock.shift(timedelta(days=13))
                assert client.get(reverse("my_page")).status_code == 200
            clock.shift(timedelta(days=14, seconds=1))
            assert client.get(reverse("my_page")).status_code == 302

    def test_after_90_days_one_signs_in_anew_however_often_one_comes(
        self, client: Client, cast: Cast
    ) -> None:
        with time_machine.travel(timezone.now(), tick=False) as clock:
            client.force_login(cast.employee)
            for _ in range(9):
                clock.shift(timedelta(days=10))
                assert client.get(reverse("my_page")).status_code == 200
            clock.shift(timedelta(seconds=1))
            assert client.get(reverse("my_page")).status_code == 302
            assert not is_in(client)

    def test_when_it_was_used_is_noted_once_an_hour(self, client: Client, cast: Cast) -> None:
        start = timezone.now()
        with time_machine.travel(start, tick=False) as clock:
            client.force_login(cast.employee)
            client.get(reverse("my_page"))
            clock.shift(timedelta(minutes=59))
            client.get(reverse("my_page"))
            [noted] = UserSession.objects.all()
            assert noted.last_seen_at == start
            clock.shift(timedelta(minutes=1))
            client.get(reverse("my_page"))
            noted.refresh_from_db()
            assert noted.last_seen_at == start + timedelta(hours=1)

    def test_nothing_is_noted_of_visitors(self, client: Client, cast: Cast) -> None:
        client.get("/")
        assert not UserSession.objects.exists()
