"""The page that asks once before a thing is taken a step on."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from portal.core.text import Text
from projects.models import Need
from tests.cast import Cast
from tests.projects.factories import NeedFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.authored.steps")]


@pytest.fixture
def team(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.team_university)
    return client


def step(need: Need, action: str) -> str:
    return f"/proving/{need.slug}/{action}/"


def test_the_page_asks_and_its_button_does_it(team: Client) -> None:
    need = NeedFactory.create()
    assert "Explore it" in team.get(step(need, "explore")).content.decode()
    assert Need.objects.get().state == "voiced"
    assert team.post(step(need, "explore"))["Location"] == f"/behov/{need.slug}/"
    assert Need.objects.get().state == "explored"


def test_who_may_not_is_refused_and_nothing_happens(cast: Cast) -> None:
    need = NeedFactory.create()
    client = Client()
    assert client.post(step(need, "explore")).status_code == 302
    client.force_login(cast.student)
    assert client.get(step(need, "explore")).status_code == 403
    assert client.post(step(need, "explore")).status_code == 403
    assert Need.objects.get().state == "voiced"


def test_a_step_without_a_button_has_no_page(team: Client) -> None:
    need = NeedFactory.create()
    for action in ("discuss", "finnes-ikke"):
        assert team.get(step(need, action)).status_code == 404
        assert team.post(step(need, action)).status_code == 404


def test_what_is_done_already_is_said_and_done_no_more(team: Client) -> None:
    need = NeedFactory.create(state="explored")
    for answer in (team.get(step(need, "explore")), team.post(step(need, "explore"))):
        assert (answer.status_code, answer["Location"]) == (302, f"/behov/{need.slug}/")
    assert Need.objects.get().version == 0


def test_a_guard_is_told_on_the_page(team: Client) -> None:
    need = NeedFactory.create(better=Text())
    answer = team.post(step(need, "explore"))
    assert answer.status_code == 422
    assert "Say what would be better first." in answer.content.decode()


@pytest.mark.parametrize("note", ["", " \r\n ", "x" * 601])
def test_a_reason_is_asked_for_and_must_be_readable(note: str, team: Client) -> None:
    need = NeedFactory.create(state="explored")
    assert team.post(step(need, "park"), {"note": note}).status_code == 422
    assert Need.objects.get().state == "explored"


def test_a_reason_of_six_hundred_letters_will_do_however_a_browser_ends_lines(team: Client) -> None:
    need = NeedFactory.create(state="explored")
    lines = "\r\n".join(["x" * 9] * 60)
    assert team.post(step(need, "park"), {"note": lines}).status_code == 302
    assert Need.objects.get().reason == "\n".join(["x" * 9] * 60)


def test_what_was_written_is_still_there_after_an_error(team: Client) -> None:
    need = NeedFactory.create(state="explored")
    page = unescape(team.post(step(need, "park"), {"note": "lang " * 200}).content.decode())
    assert "lang lang" in page
