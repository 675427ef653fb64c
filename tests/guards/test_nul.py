"""A NUL, which no text here can hold, is a bad request wherever it comes in; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.test import Client

from portal.core.models import FormDraft, ThreadChange
from tests.cast import Cast
from tests.projects.factories import ApplicationFactory, NeedFactory, ProjectFactory
from tests.students.posting import draft_of
from tests.students.showing import open_task, shown

NUL = "a\x00b"


@pytest.fixture
def browser(cast: Cast) -> Client:
    """The employee's; what breaks in a view is answered as it is to people."""
    client = Client(raise_request_exception=False)
    client.force_login(cast.employee)
    return client


@pytest.mark.parametrize("key", ["fra", "som"])
def test_in_what_a_form_begins_with(browser: Client, key: str) -> None:
    assert browser.get("/studentoppgaver/ny/", {key: f"need/{NUL}"}).status_code == 400


def test_in_where_a_form_comes_from(browser: Client) -> None:
    assert browser.post("/prosjekter/nytt/", {"fra": f"need/{NUL}"}).status_code == 400


def test_in_what_is_kept_of_a_form(browser: Client) -> None:
    assert browser.post("/behov/nytt/", {"title": NUL, "draft": "keep"}).status_code == 400
    assert not FormDraft.objects.exists()


def test_in_a_reason(browser: Client, cast: Cast) -> None:
    project = ProjectFactory.create(made_by=cast.employee)
    application = ApplicationFactory.create(project=project)
    task = draft_of(cast.employee)
    interest = shown(open_task(cast), cast.student)
    before = ThreadChange.objects.count()
    answers: Mapping[str, Mapping[str, str]] = {
        f"/soknader/{application.slug}/withdraw/": {"note": NUL},
        f"/studentoppgaver/{task.slug}/trekk/": {"note": NUL},
        f"/studentoppgaver/{interest.task.slug}/interesser/{interest.pk}/": {
            "answer": "decline",
            "reason": NUL,
        },
    }
    for address, answer in answers.items():
        assert browser.post(address, answer).status_code in (400, 422), address
    assert ThreadChange.objects.count() == before


def test_in_the_answers_of_a_form_it_is_told_at_its_question(browser: Client, cast: Cast) -> None:
    need = NeedFactory.create(made_by=cast.employee)
    answer = browser.post(f"/behov/{need.slug}/endre/", {"title": NUL, "version": "0"})
    assert answer.status_code == 422
    assert "title" in answer.context["form"].errors
