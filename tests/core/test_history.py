"""The log is told who or what is at work, and nothing about people that could not stay for good."""

from __future__ import annotations

from typing import Any

import pghistory
import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory

from portal.celery import app
from portal.core.history import HistoryMiddleware
from portal.core.management.base import run
from portal.partnership.models import CalendarKey, Seat
from tests.cast import Cast
from tests.conftest import PARTNERSHIP_FILE


def told_of(seat_or_key: Any) -> Any:
    """What the newest line of a thing's log was told."""
    events = seat_or_key.pgh_event_model.objects.filter(pgh_obj_id=seat_or_key.pk)
    context = events.latest("pgh_id").pgh_context
    return context and context.metadata


@pytest.mark.django_db
def test_a_change_by_a_person_is_told_with_their_number_and_the_path_alone(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.student, backend="django.contrib.auth.backends.ModelBackend")
    client.post("/min-side/kalender/?q=Kari+Nordmann")
    key = CalendarKey.objects.get(user=cast.student)
    assert told_of(key) == {"user": cast.student.pk, "url": "/min-side/kalender/"}


def test_the_secrets_of_an_address_are_not_told() -> None:
    middleware = HistoryMiddleware(lambda _request: HttpResponse())
    request = RequestFactory().get("/avmelding/a-token-that-opens/?navn=Kari")
    request.user = AnonymousUser()
    assert middleware.get_context(request) == {"user": None, "url": "/avmelding/[…]/"}


def test_it_is_this_middleware_the_portal_runs() -> None:
    told = [name for name in settings.MIDDLEWARE if "istory" in name]
    assert told == ["portal.core.history.HistoryMiddleware"]


@pytest.mark.django_db
def test_a_change_by_a_command_is_told_with_its_name(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.core.management.base.connections.close_all", lambda: None)
    seat = Seat.objects.earliest("pk")
    Seat.objects.filter(pk=seat.pk).update(percent=99)
    assert told_of(seat) is None
    run(["manage.py", "load_partnership", str(PARTNERSHIP_FILE)])
    assert told_of(seat) == {"command": "load_partnership"}


@pytest.mark.django_db
def test_a_change_by_a_task_is_told_with_its_name(cast: Cast) -> None:
    seat = Seat.objects.earliest("pk")

    def change() -> None:
        Seat.objects.filter(pk=seat.pk).update(percent=98)

    task = app.task(name="planted.change")(change)
    try:
        task.apply()
        assert told_of(seat) == {"task": "planted.change"}
    finally:
        app.tasks.pop("planted.change")


@pytest.mark.django_db
def test_what_a_migration_does_is_left_to_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    inside: list[bool] = []
    monkeypatch.setattr(
        "portal.core.management.base.execute_from_command_line",
        lambda _arguments: inside.append(hasattr(pghistory.runtime._tracker, "value")),
    )
    for command in ("migrate", "restore", "roll_wheel"):
        run(["manage.py", command])
    assert inside == [False, False, True]
