"""What is pressed twice at once is made once, and what is kept meanwhile brings no draft back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from portal.core.models import FormDraft
from portal.core.views import authored
from projects.models import Need
from tests.cast import Cast
from tests.core.authored import steps
from tests.core.authored.test_form_page import ANSWERS, NEW, client_of
from tests.core.workflows.test_delivery_race import run_together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.core.authored.steps")]

PAGE = {**ANSWERS, "copy": "one-page-with-the-form"}


@pytest.fixture(autouse=True)
def _quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)


def posting(cast: Cast, start: threading.Barrier, **more: Any) -> Callable[[], None]:
    client = client_of(cast.team_university)

    def post() -> None:
        try:
            start.wait()
            client.post(NEW, PAGE | more)
        finally:
            connection.close()

    return post


def send_twice(cast: Cast) -> int:
    start = threading.Barrier(2, timeout=30)
    run_together(posting(cast, start), posting(cast, start))
    return Need.objects.count()


def test_control_where_nobody_waits_their_turn_two_are_made(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = threading.Barrier(2, timeout=30)
    monkeypatch.setattr(authored, "wait_for_turn", lambda _by: None)
    sent_as = steps.NeedFormView.sent_as

    def looked_at_together(view: steps.NeedFormView) -> dict[str, str]:
        found = sent_as(view)
        both.wait()
        return found

    monkeypatch.setattr(steps.NeedFormView, "sent_as", looked_at_together)
    assert send_twice(cast) == 2


def test_what_is_pressed_twice_at_once_is_made_once(cast: Cast) -> None:
    assert send_twice(cast) == 1


def test_what_is_kept_while_the_form_is_sent_leaves_no_draft(cast: Cast) -> None:
    start = threading.Barrier(3, timeout=30)
    run_together(
        posting(cast, start, draft="quietly"), posting(cast, start), posting(cast, start, draft="quietly")
    )
    assert Need.objects.count() == 1
    assert not FormDraft.objects.exclude(form__startswith="done:").exists()
