"""The page on which something is written: for whom it is, where it comes from, and when two write at once."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.test import Client

from portal.core.models import ThreadLink
from portal.core.text import Text
from portal.core.workflows.authored import edit
from portal.partnership.models import User
from projects.models import Need
from tests.cast import Cast
from tests.projects.factories import NeedFactory, ProjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.authored.steps")]

NEW = "/proving/nytt/"
ANSWERS = {"title": "Hva?", "summary": "Slik.", "language": "nb"}


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def team(cast: Cast) -> Client:
    return client_of(cast.team_university)


def shown(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def test_signed_out_one_is_led_to_sign_in_and_back_with_what_it_comes_from(cast: Cast) -> None:
    answer = Client().get(f"{NEW}?fra=need/x")
    assert (answer.status_code, answer["Location"]) == (302, "/logg-inn/?next=/proving/nytt/%3Ffra%3Dneed/x")


def test_who_may_not_is_told_who_may(cast: Cast) -> None:
    need = NeedFactory.create()
    for address in (NEW, f"/proving/{need.slug}/endre/"):
        answer = client_of(cast.student).get(address)
        assert answer.status_code == 403
        assert client_of(cast.student).post(address, ANSWERS).status_code == 403
    assert Need.objects.get().version == 0


def test_what_one_may_not_see_is_not_there(cast: Cast) -> None:
    need = NeedFactory.create()
    need.thread.audience = "governance"
    need.thread.save()
    assert client_of(cast.student).get(f"/proving/{need.slug}/endre/").status_code == 404
    assert client_of(cast.team_university).get(f"/proving/{need.slug}/endre/").status_code == 200


def test_what_is_sent_is_made_and_its_page_comes_next(team: Client, cast: Cast) -> None:
    answer = team.post(NEW, ANSWERS)
    need = Need.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/behov/{need.slug}/")
    assert (need.made_by, need.title) == (cast.team_university, Text(nb="Hva?"))


def test_what_is_missing_is_said_and_nothing_is_lost(team: Client) -> None:
    answer = team.post(NEW, {**ANSWERS, "title": ""})
    assert answer.status_code == 422
    assert "Slik." in shown(answer)
    assert not Need.objects.exists()


def test_a_new_thing_begins_with_what_it_comes_from_and_is_linked_to_it(team: Client) -> None:
    first = NeedFactory.create(title=Text(nb="Hvorfor?"))
    page = shown(team.get(f"{NEW}?fra=need/{first.slug}"))
    assert 'value="Hvorfor?"' in page
    assert f'name="fra" value="need/{first.slug}"' in page
    team.post(NEW, {**ANSWERS, "fra": f"need/{first.slug}"})
    link = ThreadLink.objects.get()
    assert (link.earlier, link.later.title.nb) == (first.thread, "Hva?")


@pytest.mark.parametrize("said", ["need/finnes-ikke", "need", "/", "x" * 400])
def test_what_it_comes_from_may_be_nothing(said: str, team: Client) -> None:
    page = team.get(NEW, {"fra": said})
    assert page.status_code == 200
    assert 'name="fra"' not in shown(page)


def test_it_does_not_come_from_what_one_may_not_see(cast: Cast) -> None:
    hidden = ProjectFactory.create(title=Text(nb="Skjult"))
    hidden.thread.audience = "own"
    hidden.thread.save()
    page = client_of(cast.team_university).get(f"{NEW}?fra=project/{hidden.slug}")
    assert "Skjult" not in shown(page)


def test_who_was_second_sees_both_versions_and_may_save_theirs_on_top(team: Client, cast: Cast) -> None:
    need = NeedFactory.create(title=Text(nb="Først"), summary=Text(nb="Slik."), better=Text())
    edit(need, {"title": Text(nb="Deres"), "themes": ["a"]}, by=cast.employee, seen=0)
    mine = {**ANSWERS, "title": "Mitt", "version": "0", "themes": ["b"]}
    answer = team.post(f"/proving/{need.slug}/endre/", mine)
    assert answer.status_code == 409
    assert Need.objects.get().title.nb == "Deres"
    pairs = {str(label): (theirs, yours) for label, theirs, yours in answer.context["pairs"]}
    assert pairs == {"The question": ("Deres", "Mitt"), "Themes": ("Theme A", "Theme B")}
    again = {**mine, "version": answer.context["form"].data["version"]}
    assert team.post(f"/proving/{need.slug}/endre/", again).status_code == 302
    assert Need.objects.get().title.nb == "Mitt"
