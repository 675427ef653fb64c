"""The page on which a gathering is chosen."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client

from events.models import Entry
from portal.core.clock import today
from portal.core.models import ThreadLink
from portal.core.models.thread import Relation
from portal.core.text import Text
from portal.core.workflows.thread import link
from tests.cast import Cast
from tests.events.factories import EntryFactory
from tests.projects.factories import NeedFactory, ProjectFactory


@pytest.fixture
def team(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.team_university)
    return client


def gathering(name: str, *, first: date | None = None, kind: str = "gathering") -> Entry:
    day = first or today() + timedelta(days=30)
    return EntryFactory.create(title=Text(nb=name), kind=kind, first_day=day, last_day=day)


def test_the_way_stands_on_the_needs_page_for_who_may(team: Client, cast: Cast) -> None:
    need = NeedFactory.create()
    address = f"/arshjul/tema/need/{need.slug}/"
    assert f'href="{address}"' in team.get(f"/behov/{need.slug}/").content.decode()
    assert address not in Client().get(f"/behov/{need.slug}/").content.decode()


def test_gatherings_and_meetings_to_come_are_offered(team: Client) -> None:
    need = NeedFactory.create()
    gathering("Samling i vår")
    gathering("Møte i vår", kind="meeting")
    gathering("Frist i vår", kind="deadline")
    gathering("Samling i fjor", first=today() - timedelta(days=1))
    page = unescape(team.get(f"/arshjul/tema/need/{need.slug}/").content.decode())
    assert "Samling i vår" in page
    assert "Møte i vår" in page
    assert "Frist i vår" not in page
    assert "Samling i fjor" not in page


def test_both_pages_tell_that_it_is_a_topic(team: Client) -> None:
    need, workshop = NeedFactory.create(title=Text(nb="Hvem faller utenfor?")), gathering("Arbeidsverksted")
    answer = team.post(f"/arshjul/tema/need/{need.slug}/", {"gathering": workshop.pk})
    assert (answer.status_code, answer["Location"]) == (302, f"/behov/{need.slug}/")
    assert "Arbeidsverksted" in Client().get(f"/behov/{need.slug}/").content.decode()
    page = unescape(Client().get(f"/arshjul/datoer/{workshop.pk}/").content.decode())
    assert "Hvem faller utenfor?" in page


@pytest.mark.parametrize("answers", [{}, {"gathering": "999999999"}, {"gathering": "x"}])
def test_a_gathering_must_be_chosen(answers: dict[str, str], team: Client) -> None:
    gathering("Arbeidsverksted")
    answer = team.post(f"/arshjul/tema/need/{NeedFactory.create().slug}/", answers)
    assert answer.status_code == 422
    assert not ThreadLink.objects.exists()


def test_what_is_hidden_or_no_topic_is_not_there(team: Client) -> None:
    hidden = ProjectFactory.create()
    hidden.thread.audience = "own"
    hidden.thread.save()
    date_ = EntryFactory.create()
    for address in (f"project/{hidden.slug}", f"date/{date_.pk}", "need/finnes-ikke"):
        assert team.get(f"/arshjul/tema/{address}/").status_code == 404


def test_who_does_not_run_the_wheel_is_told_who_does(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.employee)
    assert client.get(f"/arshjul/tema/need/{NeedFactory.create().slug}/").status_code == 403


def test_the_team_takes_a_topic_back_also_twice_and_after_the_day(team: Client) -> None:
    need, workshop = NeedFactory.create(), gathering("Arbeidsverksted")
    past = gathering("Samling i fjor", first=today() - timedelta(days=400))
    for entry in (workshop, past):
        link(need.thread, entry.thread, Relation.DISCUSSED)
    address = f"/arshjul/tema/need/{need.slug}/"
    page = team.get(address).content.decode()
    for entry in (workshop, past):
        assert f'name="take_back" value="{entry.pk}"' in page
        for _again in range(2):
            assert team.post(address, {"take_back": entry.pk}).status_code == 302
    assert not ThreadLink.objects.exists()
    assert "Arbeidsverksted" not in Client().get(f"/behov/{need.slug}/").content.decode()
    assert 'name="take_back"' not in team.get(address).content.decode()


def test_only_topics_are_taken_back(team: Client, cast: Cast) -> None:
    need, workshop = NeedFactory.create(), gathering("Arbeidsverksted")
    link(need.thread, workshop.thread, Relation.RESULTED)
    address = f"/arshjul/tema/need/{need.slug}/"
    for said in (str(workshop.pk), "x", "9" * 30):
        assert team.post(address, {"take_back": said}).status_code == 302
    other = Client()
    other.force_login(cast.employee)
    assert other.post(address, {"take_back": workshop.pk}).status_code == 403
    assert ThreadLink.objects.get().later == workshop.thread
