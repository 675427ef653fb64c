"""A page with a form on it is sent once, and what is still on its way from it brings no draft back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from portal.core.models import FormDraft
from portal.core.workflows.draft import DraftDoneError, keep_draft
from projects.models import Need
from tests.cast import Cast
from tests.core.authored.test_form_page import ANSWERS, NEW, client_of, shown

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.authored.steps")]


@pytest.fixture
def team(cast: Cast) -> Client:
    return client_of(cast.team_university)


def opened(client: Client, address: str = NEW) -> dict[str, Any]:
    """What a page that is opened sends along of its own."""
    [copy] = set(re.findall(r'name="copy" value="([^"]+)"', shown(client.get(address))))
    return {"copy": copy}


def drafts() -> Any:
    return FormDraft.objects.exclude(form__startswith="done:")


def test_what_is_kept_too_late_does_not_come_back(team: Client) -> None:
    page = opened(team)
    assert team.post(NEW, ANSWERS | page).status_code == 302
    late = team.post(NEW, ANSWERS | page | {"draft": "quietly"})
    assert (late.status_code, drafts().exists()) == (409, False)
    assert team.post(NEW, ANSWERS | page | {"draft": "keep"}, follow=True).status_code == 200
    assert not drafts().exists()


def test_what_is_kept_too_late_of_what_was_thrown_away_does_not_come_back(team: Client) -> None:
    page = opened(team)
    team.post(NEW, ANSWERS | page | {"draft": "quietly"})
    team.post(NEW, page | {"draft": "forget"})
    assert team.post(NEW, ANSWERS | page | {"draft": "quietly"}).status_code == 409
    assert not drafts().exists()


def test_another_page_of_the_same_form_is_kept_all_the_same(team: Client) -> None:
    first, second = opened(team), opened(team)
    team.post(NEW, ANSWERS | first)
    assert team.post(NEW, {"title": "En til", **second, "draft": "quietly"}).status_code == 204
    assert drafts().get().answers["title"] == "En til"


def test_a_page_that_was_refused_is_still_kept(team: Client) -> None:
    page = opened(team)
    assert team.post(NEW, {**ANSWERS, **page, "title": ""}).status_code == 422
    assert team.post(NEW, {**page, "title": "Nå", "draft": "quietly"}).status_code == 204


def test_what_one_is_done_with_is_so_for_oneself_alone(cast: Cast, team: Client) -> None:
    page = opened(team)
    team.post(NEW, ANSWERS | page)
    keep_draft("proving_new::", {"title": "Min"}, by=cast.team_municipality, copy=page["copy"])
    with pytest.raises(DraftDoneError):
        keep_draft("proving_new::", {"title": "Min"}, by=cast.team_university, copy=page["copy"])


def test_what_is_sent_twice_is_there_once(team: Client) -> None:
    page = opened(team)
    first, second = team.post(NEW, ANSWERS | page), team.post(NEW, ANSWERS | page)
    assert Need.objects.count() == 1
    assert (second.status_code, second["Location"]) == (302, first["Location"])


def test_two_pages_with_the_same_answers_are_two_things(team: Client) -> None:
    for page in (opened(team), opened(team)):
        team.post(NEW, ANSWERS | page)
    assert Need.objects.count() == 2


def test_who_goes_back_and_writes_it_anew_is_asked_whether_it_is_a_second_one(team: Client) -> None:
    page = opened(team)
    first = team.post(NEW, ANSWERS | page)
    changed = {**ANSWERS, "title": "Hvorfor ikke?"}
    answer = team.post(NEW, changed | page)
    assert (answer.status_code, Need.objects.count()) == (422, 1)
    assert 'value="Hvorfor ikke?"' in shown(answer)
    assert f'href="{first["Location"]}"' in shown(answer)
    [copy] = set(re.findall(r'name="copy" value="([^"]+)"', shown(answer)))
    assert team.post(NEW, changed | {"copy": copy}).status_code == 302
    assert Need.objects.count() == 2


def test_a_change_sent_twice_is_no_quarrel_with_oneself(team: Client) -> None:
    team.post(NEW, ANSWERS)
    need = Need.objects.get()
    address = f"/proving/{need.slug}/endre/"
    change = {**ANSWERS, **opened(team, address), "title": "Nå?", "version": "0"}
    assert [team.post(address, change).status_code for _time in range(2)] == [302, 302]
    assert team.post(address, {**change, "title": "Eller slik?"}).status_code == 409
    need.refresh_from_db()
    assert (need.version, str(need.title)) == (1, "Nå?")


def test_what_can_not_be_saved_leaves_nothing_behind(team: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from portal.core.workflows.transition import NotPossibleError
    from tests.core.authored import steps

    def half(_need: Need, **_more: Any) -> None:
        raise NotPossibleError("Not now.")

    page = opened(team)
    with monkeypatch.context() as patched:
        patched.setattr(steps, "make", half)
        assert team.post(NEW, ANSWERS | page).status_code == 422
    assert team.post(NEW, ANSWERS | page).status_code == 302
