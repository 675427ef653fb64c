"""What one has begun to write is kept for oneself alone, and goes when it is sent."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.dateparse import parse_datetime

from portal.core.erasing import Leaver, erasers
from portal.core.exporting import exports
from portal.core.models import FormDraft
from portal.core.page_cache.tables import is_quiet
from portal.core.retention import retention_rules
from portal.core.text import Text
from portal.core.workflows.authored import edit
from portal.core.workflows.draft import keep_draft
from projects.models import Need
from tests.cast import Cast
from tests.core.authored.test_form_page import ANSWERS, NEW, client_of, shown
from tests.projects.factories import NeedFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.authored.steps")]

BEGUN = {"title": "Halvt", "summary": "", "themes": ["a", "b"]}


@pytest.fixture
def team(cast: Cast) -> Client:
    return client_of(cast.team_university)


def begun(client: Client, address: str = NEW, **answers: Any) -> None:
    answer = client.post(address, {**BEGUN, **answers, "draft": "keep"})
    assert (answer.status_code, answer["Location"]) == (302, address)


def test_half_a_form_is_kept_and_gone_on_with(team: Client) -> None:
    begun(team)
    assert not Need.objects.exists()
    answer = team.get(NEW)
    page = shown(answer)
    assert 'value="Halvt"' in page
    assert answer.context["form"]["themes"].value() == ["a", "b"]
    assert "Throw it away" in page or "Kast det" in page


def test_the_script_keeps_it_without_a_page(team: Client) -> None:
    answer = team.post(NEW, {**BEGUN, "draft": "quietly"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert FormDraft.objects.get().answers["title"] == "Halvt"


def test_only_the_last_that_was_kept_counts(team: Client) -> None:
    begun(team, title="Først")
    begun(team, title="Sist")
    assert FormDraft.objects.get().answers["title"] == "Sist"


def test_nobody_else_sees_what_one_has_begun(team: Client, cast: Cast) -> None:
    begun(team)
    assert "Halvt" not in shown(client_of(cast.team_municipality).get(NEW))


def test_each_form_and_each_origin_has_a_draft_of_its_own(team: Client) -> None:
    need = NeedFactory.create(title=Text(nb="Opphav"))
    begun(team)
    assert "Halvt" not in shown(team.get(f"/proving/{need.slug}/endre/"))
    assert "Halvt" not in shown(team.get(f"{NEW}?fra=need/{need.slug}"))
    begun(team, f"{NEW}?fra=need/{need.slug}", title="Av noe")
    assert 'value="Av noe"' in shown(team.get(f"{NEW}?fra=need/{need.slug}"))


def test_what_is_sent_is_no_longer_a_draft_and_what_is_refused_still_is(team: Client) -> None:
    begun(team)
    assert team.post(NEW, {**ANSWERS, "title": ""}).status_code == 422
    assert FormDraft.objects.exists()
    assert team.post(NEW, ANSWERS).status_code == 302
    assert not FormDraft.objects.exists()


def test_one_may_throw_it_away(team: Client) -> None:
    begun(team)
    assert team.post(NEW, {"draft": "forget"}).status_code == 302
    assert "Halvt" not in shown(team.get(NEW))


def test_who_may_not_send_the_form_keeps_nothing(cast: Cast) -> None:
    assert client_of(cast.student).post(NEW, {**BEGUN, "draft": "quietly"}).status_code == 403
    assert not FormDraft.objects.exists()


def test_a_draft_is_of_the_version_it_was_begun_on(team: Client, cast: Cast) -> None:
    need = NeedFactory.create(title=Text(nb="Først"))
    address = f"/proving/{need.slug}/endre/"
    begun(team, address, version="0")
    edit(need, {"title": Text(nb="Deres")}, by=cast.employee, seen=0)
    form = team.get(address).context["form"]
    assert form["version"].value() == "0"
    assert team.post(address, {**ANSWERS, "version": "0"}).status_code == 409


def test_more_than_anybody_writes_is_not_kept(team: Client) -> None:
    begun(team)
    assert team.post(NEW, {**BEGUN, "summary": "x" * 100_001, "draft": "quietly"}).status_code == 413
    assert FormDraft.objects.get().answers["summary"] == ""


def test_a_draft_goes_ninety_days_after_it_was_last_written_on(cast: Cast) -> None:
    with time_machine.travel("2027-03-01T12:00Z", tick=False):
        keep_draft("proving_new::", BEGUN, by=cast.employee)
    ends = retention_rules.get("drafts")
    last_night, night_after = parse_datetime("2027-05-30T01:00Z"), parse_datetime("2027-05-31T01:00Z")
    assert last_night is not None
    assert night_after is not None
    assert (ends(last_night), ends(night_after), ends(night_after)) == (0, 1, 0)


def test_a_person_gets_their_drafts_out_and_takes_them_along(team: Client, cast: Cast) -> None:
    begun(team)
    begun(client_of(cast.team_municipality), title="En annens")
    user = cast.team_university
    [draft] = exports.get("mail_and_readings")(user)["forms_you_have_begun"]
    assert draft["answers"]["title"] == "Halvt"
    erasers.get("drafts")(Leaver(user.pk, user.name, (user.email,)))
    assert FormDraft.objects.get().user == cast.team_municipality


def test_writing_a_draft_does_not_throw_away_pages_for_visitors() -> None:
    assert is_quiet(FormDraft._meta.db_table)
