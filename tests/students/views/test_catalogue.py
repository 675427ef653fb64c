"""The catalogue: what is open, how much room there is, in few queries, and nothing open past its deadline."""

from __future__ import annotations

import re
from datetime import date, time
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.core.clock import at
from portal.core.text import Text
from students.models import StudyField, TaskKind
from students.rules.enums import TaskState
from tests.cast import Cast
from tests.students.factories import TaskFactory, assigned

LIST = "/en/studentoppgaver/"
DEADLINE = date(2026, 11, 15)


@pytest.fixture(autouse=True)
def _on_the_last_day(db: None) -> Any:
    with time_machine.travel(at(DEADLINE, time(12)), tick=False):
        yield


def page(address: str = LIST, client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == 200, response.headers.get("Location")
    return unescape(response.content.decode())


def fact(html: str) -> str:
    """What stands at the right of the only row."""
    (found,) = re.findall(r'<p class="uk-fact">(.*?)</p>', html)
    return re.sub(r"</b>", ", ", re.sub(r"<b>", "", found)).strip(", ")


def test_a_row_says_the_last_day_and_how_much_room_there_is() -> None:
    task = TaskFactory.create(deadline=DEADLINE, groups=2)
    assert fact(page()) == "15 November, room for 2 groups"
    assigned(task)
    assert fact(page()) == "15 November, 1 place free of 2"


def test_an_offer_holds_its_place_and_what_is_broken_off_holds_none() -> None:
    task = TaskFactory.create(deadline=DEADLINE, groups=2)
    assigned(task, state="offered")
    assigned(task, state="broken_off")
    assert "1 place free of 2" in fact(page())


def test_a_full_task_says_so_in_place_of_its_deadline() -> None:
    TaskFactory.create(deadline=DEADLINE, state=TaskState.FULL)
    html = page()
    assert fact(html) == "Full, all places are taken"
    assert "15 November" not in html


def test_a_task_is_open_to_the_end_of_its_last_day_and_never_after() -> None:
    TaskFactory.create(deadline=DEADLINE)
    with time_machine.travel(at(DEADLINE, time(23, 59)), tick=False):
        assert "room for 1 group" in fact(page())
    with time_machine.travel(at(date(2026, 11, 16), time(0)), tick=False):
        assert "uk-fact" not in page()
        assert fact(page(f"{LIST}?tid=tidligere")) == "15 November, the deadline has passed"


def test_the_nearest_deadline_comes_first() -> None:
    TaskFactory.create(deadline=date(2027, 1, 5), title=Text(nb="Den senere"))
    TaskFactory.create(deadline=date(2026, 12, 1), title=Text(nb="Den nærmeste"))
    html = page()
    assert html.index("Den nærmeste") < html.index("Den senere")


def test_tags_say_kind_semester_and_field() -> None:
    kind = TaskKind.objects.create(key="stor", name=Text(nb="Stor oppgave"), position=90)
    StudyField.objects.create(key="vann", name=Text(nb="Vannfag"), position=90)
    TaskFactory.create(deadline=DEADLINE, kind=kind, fields=["vann"], semester="2027-1")
    tags = re.findall(r'<p class="uk-tags">(.*?)</p>', page())[0]
    assert re.findall(r"<span>([^<]+)</span>", tags) == ["Stor oppgave", "Spring 2027", "Vannfag"]


def test_drafts_are_on_nobodys_list(cast: Cast, client: Client) -> None:
    TaskFactory.create(deadline=DEADLINE, state=TaskState.DRAFT, published_at=None, made_by=cast.employee)
    client.force_login(cast.employee)
    assert "uk-fact" not in page(client=client)


def test_words_that_are_no_semester_narrow_to_nothing() -> None:
    TaskFactory.create(deadline=DEADLINE)
    assert "uk-fact" not in page(f"{LIST}?semester=tull")


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_takes_four_queries_however_long_it_is(number: int) -> None:
    for _ in range(number):
        assigned(TaskFactory.create(deadline=DEADLINE, groups=2, fields=["data"], themes=["klima"]))
    page()
    with CaptureQueriesContext(connection) as made:
        page(f"{LIST}?plass=published")
    assert len(made) <= 4, [one["sql"][:90] for one in made]


def test_those_who_may_post_find_the_way_to_it_here(cast: Cast, client: Client) -> None:
    assert "/studentoppgaver/ny/" not in page()
    client.force_login(cast.employee)
    assert "/studentoppgaver/ny/" in page(client=client)


def test_what_is_searched_for_can_be_saved_from_the_list() -> None:
    TaskFactory.create(deadline=DEADLINE)
    html = page(f"{LIST}?q=matavfall&semester=2027-1")
    assert 'href="/en/studentoppgaver/lagrede-sok/nytt/?q=matavfall&semester=2027-1"' in html
