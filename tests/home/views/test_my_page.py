"""My page: what awaits me, oldest promise first, each with one button; then what I follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.core.clock import today
from portal.core.registry import Duty, duties
from portal.partnership.models import User
from portal.partnership.workflows.follow import follow
from tests.cast import Cast
from tests.events.factories import EntryFactory, PreparationFactory
from tests.guards.queries import assert_same_queries

PAGE = "/min-side/"
MOST_QUERIES = 15


@pytest.fixture
def member(cast: Cast, client: Client) -> User:
    client.force_login(cast.team_university)
    return cast.team_university


@pytest.fixture
def planted() -> Iterator[list[Duty]]:
    """What a test puts in here awaits everyone."""
    found: list[Duty] = []
    duties.register("planted", lambda _user: found)
    yield found
    duties.unregister("planted")


def duty(title: str, due: date | None) -> Duty:
    return Duty(title=title, summary="", due=due, url=f"/{title}/", action="Gjør det")


def main_of(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode().partition("<main")[2]


def test_the_oldest_promise_comes_first_and_what_has_no_date_last(
    member: User, client: Client, planted: list[Duty]
) -> None:
    planted += [
        duty("udatert", None),
        duty("ny", today() + timedelta(days=9)),
        duty("gammel", today() - timedelta(days=9)),
        duty("midt", today()),
    ]
    shown = main_of(client)
    places = [shown.index(f'href="/{title}/"') for title in ("gammel", "midt", "ny", "udatert")]
    assert places == sorted(places)


def test_each_has_one_button_that_says_what_it_is_about(
    member: User, client: Client, planted: list[Duty]
) -> None:
    planted += [duty("en", today()), duty("to", today())]
    listed = main_of(client).partition('class="uk-todo"')[2].partition("</ul>")[0]
    each = listed.split("<li>")[1:]
    assert [one.count("<a ") + one.count("<button") for one in each] == [1, 1]
    assert [f": {title}</span></a>" in one for title, one in zip(("en", "to"), each, strict=True)] == [
        True
    ] * 2


def test_what_is_late_is_marked(member: User, client: Client, planted: list[Duty]) -> None:
    planted.append(duty("en", today()))
    assert "uk-todo__due--late" not in main_of(client)
    planted.append(duty("to", today() - timedelta(days=1)))
    assert main_of(client).count("uk-todo__due--late") == 1


def test_it_says_when_nothing_awaits_me(cast: Cast, client: Client) -> None:
    client.force_login(cast.student)
    assert "Ingenting venter på deg." in main_of(client)


def test_what_i_follow_stands_there_with_what_happened_last(member: User, client: Client) -> None:
    assert "/slutt/" not in main_of(client)
    entry = EntryFactory.create(title={"nb": "Frokostmøte"})
    entry.changes.create(kind="cancelled")
    follow("entry", str(entry.pk), by=member)
    shown = main_of(client)
    assert f'action="/min-side/folger/entry/{entry.pk}/slutt/"' in shown
    assert "Avlyst" in shown


def test_the_way_to_everything_i_follow_stands_where_there_is_more(member: User, client: Client) -> None:
    for number in range(6):
        assert ('href="/min-side/folger/"' in main_of(client)) is False, number
        follow("entry", str(EntryFactory.create().pk), by=member)
    shown = main_of(client)
    assert shown.count("/slutt/") == 5
    assert 'href="/min-side/folger/"' in shown


@pytest.mark.parametrize("page", ["varsler", "kalender", "innlogging", "data"])
def test_it_leads_to_my_settings(page: str, member: User, client: Client) -> None:
    assert f'href="/min-side/{page}/"' in main_of(client)


def test_a_member_of_the_team_costs_few_queries(member: User, client: Client) -> None:
    PreparationFactory.create()
    client.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(PAGE).status_code == 200
    assert len(asked) <= MOST_QUERIES, "\n".join(query["sql"] for query in asked.captured_queries)


def test_thirty_of_everything_ask_the_database_no_more_than_one(member: User, client: Client) -> None:
    def one_more() -> None:
        point = PreparationFactory.create(days_before=7)
        entry = EntryFactory.create(activity=point.activity, first_day=today() + timedelta(days=3))
        follow("entry", str(entry.pk), by=member)

    assert_same_queries(PAGE, one_more, client=client)
