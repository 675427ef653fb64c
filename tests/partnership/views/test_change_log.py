"""The page of the change log: what it shows, what it leaves behind, and how often it asks the database."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pghistory
import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from portal.core.models import Reading
from portal.core.text import Text
from portal.partnership.forms.change_log import read_place, write_place
from portal.partnership.models import Seat, User
from portal.partnership.queries.change_log import Asked, read_changes
from tests.cast import Cast, person
from tests.guards.queries import assert_same_queries

pytestmark = pytest.mark.django_db
PAGE = "/en/endringslogg/"
FILE = "/en/endringslogg/endringer.csv"
# The session, the person, their places and seats, the partnership: what any page asks.
EVERY_PAGE = 5
OWN = 6


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def administrator(cast: Cast) -> Client:
    return signed_in(cast.administrator)


def shown(client: Client, query: str = "") -> str:
    response = client.get(PAGE + query)
    assert response.status_code == 200
    return response.content.decode()


def rows_of(client: Client, query: str = "") -> list[list[str]]:
    response = client.get(FILE + query)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:]), delimiter=";"))


def test_a_change_of_a_seat_is_told_with_who_before_and_after(cast: Cast, administrator: Client) -> None:
    seat = Seat.objects.filter(percent__gt=0).earliest("pk")
    before = seat.percent
    with pghistory.context(user=cast.secretary.pk, url="/"):
        seat.percent = 33
        seat.save()
    page = shown(administrator, f"?ting=seat:{seat.pk}")
    assert f"<del>{before}</del>" in page
    assert "<ins>33</ins>" in page
    assert cast.secretary.name in page
    assert f"Seat: {seat.title}" in page


def test_a_leader_of_the_steering_group_reads_it_too(cast: Cast) -> None:
    shown(signed_in(cast.steering_leader))
    reading = Reading.objects.get()
    assert (reading.by, reading.kind, reading.why) == (cast.steering_leader, "change_log", "steering_leader")


def test_to_look_leaves_a_row_that_holds_no_name(cast: Cast, administrator: Client) -> None:
    shown(administrator, f"?ting=person:{cast.student.pk}")
    shown(administrator, f"?person={cast.student.name}&slag=tenure")
    rows_of(administrator)
    assert list(Reading.objects.order_by("pk").values_list("object_key", "why")) == [
        (f"person:{cast.student.pk}", "administrator"),
        ("tenure", "administrator"),
        ("all", "administrator"),
    ]


def test_the_address_says_what_is_shown_and_the_next_page_goes_on(cast: Cast, administrator: Client) -> None:
    page = shown(administrator, "?slag=seat")
    assert "Holding of a seat added" not in page
    assert "Seat added" in page
    for number in range(60):
        person(f"newcomer_{number}")
    page = shown(administrator, "?slag=person")
    last = read_changes(Asked(kind="person"), limit=50)[-1].place
    assert f"?slag=person&amp;etter={write_place(last)}" in page
    older = shown(administrator, f"?slag=person&etter={write_place(last)}")
    assert "Newest changes" in older
    assert f"ting=person:{read_changes(Asked(kind='person'), limit=1)[0].row}" not in older


@pytest.mark.parametrize(
    "query",
    [
        "?ting=seat",
        "?ting=nothing:1",
        "?ting=seat:99999999999999999999",
        "?etter=x",
        "?etter=99999999999999999-seat-1",
        "?etter=1-nothing-1",
        "?etter=1-seat-999999999",
        "?slag=nothing",
        "?fra=tomorrow&til=2026-13-01",
        "?fra=0001-01-01&til=9999-12-31",
        "?person=%00",
        "?av=%25&person=%5C",
    ],
)
def test_an_address_that_says_nothing_sensible_is_answered_all_the_same(
    administrator: Client, query: str
) -> None:
    assert administrator.get(PAGE + query).status_code == 200
    assert b"".join(administrator.get(FILE + query))


def test_a_place_in_the_log_is_the_same_after_the_way_through_the_address(cast: Cast) -> None:
    place = read_changes(Asked(), limit=1)[0].place
    assert read_place(write_place(place)) == place


def test_the_page_asks_as_often_for_many_changes_as_for_few(cast: Cast, administrator: Client) -> None:
    made = iter(range(10**6))
    assert_same_queries(PAGE, lambda: person(f"one_{next(made)}"), client=administrator)
    with CaptureQueriesContext(connection) as captured:
        shown(administrator, f"?ting=person:{cast.student.pk}&av=a&person=b")
    assert len(captured) <= EVERY_PAGE + OWN


def test_the_file_has_a_row_for_each_field_and_no_cell_is_a_formula(
    cast: Cast, administrator: Client
) -> None:
    seat = Seat.objects.earliest("pk")
    for title in ('=HYPERLINK("http://example.org")', "+1", "-1", "@a", "\tb"):
        seat.title = Text(nb="x", nn="x", en=title)
        seat.save()
    seat.percent = 12
    seat.save()
    head, *rows = rows_of(administrator, f"?ting=seat:{seat.pk}")
    assert head == ["When", "Who", "How", "Kind", "What", "Done", "Field", "Before", "After"]
    assert rows[0][6] == "Percent of a full position"
    assert rows[0][8] == "12"
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert '\'=HYPERLINK("http://example.org")' in cells


def test_whoever_may_not_read_it_is_told_who_may(cast: Cast) -> None:
    for user in (cast.team_municipality, cast.steering_member, cast.secretary, cast.student):
        response = signed_in(user).get(PAGE)
        assert response.status_code == 403
        assert "leaders of the steering group and the administrators" in response.content.decode()
    assert Reading.objects.count() == 0


def test_a_thing_links_to_its_changes_for_those_who_may_read_them(cast: Cast) -> None:
    template = Template('{% load change_log %}{% changes_link "seat" 7 %}')
    for user, linked in ((cast.administrator, True), (cast.student, False)):
        request = RequestFactory().get("/")
        request.user = user
        assert ("?ting=seat:7" in template.render(Context({"request": request}))) == linked


def test_the_end_of_a_tenure_is_found_by_the_name_of_its_holder(cast: Cast, administrator: Client) -> None:
    tenure = cast.controller.tenures.get()
    tenure.last_day = date(2030, 1, 31)
    tenure.save()
    assert "31 January 2030" in shown(administrator, f"?person={cast.controller.name}&slag=tenure")
    assert "31 January 2030" not in shown(administrator, f"?person={cast.secretary.name}&slag=tenure")
