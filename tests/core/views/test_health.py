"""What machines are told, with the parts really up and really down."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from portal.core.models import Heartbeat, OutboxMessage
from portal.core.registry import readiness
from portal.core.workflows.heartbeat import note_heartbeat
from portal.core.workflows.outbox import enqueue
from tests.core.outbox_mail import mail


def test_alive_asks_no_database(client: Client) -> None:
    """No database mark here: a query would fail the test."""
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert client.post("/healthz").status_code == 405


@pytest.fixture
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what core registers: what other apps ask for is tested with them."""
    core = {name: readiness.get(name) for name in ("database", "broker", "worker", "outbox")}
    monkeypatch.setattr(readiness, "_entries", core)


@pytest.mark.django_db
@pytest.mark.usefixtures("_alone")
class TestReady:
    def test_ready_when_all_parts_work(self, client: Client) -> None:
        note_heartbeat()
        response = client.get("/readyz")
        assert response.json() == {
            "ready": True,
            "parts": {"database": [], "broker": [], "worker": [], "outbox": []},
        }
        assert response.status_code == 200
        assert "no-cache" in response["Cache-Control"]

    def test_a_worker_that_never_worked_is_missed(self, client: Client) -> None:
        response = client.get("/readyz")
        assert response.status_code == 503
        assert response.json()["parts"]["worker"]

    def test_a_worker_that_consumes_nothing_is_told_from_a_living_one(self, client: Client) -> None:
        note_heartbeat()
        with time_machine.travel(timezone.now() + timedelta(minutes=2, seconds=1), tick=False):
            assert client.get("/readyz").json()["parts"]["worker"]
            note_heartbeat()
            assert client.get("/readyz").json()["parts"]["worker"] == []
        assert Heartbeat.objects.count() == 1

    def test_a_broker_that_is_down_is_named(self, client: Client, settings: Settings) -> None:
        note_heartbeat()
        settings.REDIS_URL = "redis://127.0.0.1:1/0"
        parts = client.get("/readyz").json()["parts"]
        assert "REDIS_URL" in parts["broker"][0]
        assert parts["database"] == []

    def test_mail_nobody_took_for_ten_minutes_is_told_and_pausing_mail_is_not(self, client: Client) -> None:
        note_heartbeat()
        long_ago = timezone.now() - timedelta(minutes=11)
        enqueue(mail(send_after=long_ago))
        assert client.get("/readyz").json()["parts"]["outbox"] != []
        OutboxMessage.objects.update(send_after=timezone.now() + timedelta(minutes=5))
        assert client.get("/readyz").json()["parts"]["outbox"] == []

    def test_a_part_another_app_registers_is_asked_too(self, client: Client) -> None:
        readiness.register("trial", lambda: ["The trial is late."])
        response = client.get("/readyz")
        assert response.json()["parts"]["trial"] == ["The trial is late."]
        assert response.status_code == 503


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_alone", "_no_database")
def test_a_database_that_is_down_is_named_and_the_rest_is_still_asked(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 503
    parts = response.json()["parts"]
    assert "DATABASE_URL" in parts["database"][0]
    assert parts["broker"] == []
    assert parts["worker"] == parts["outbox"] != []


def test_metrics_are_for_who_holds_the_token(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "secret-token"
    response = client.get("/metrics", headers={"Authorization": "Bearer secret-token"})
    assert response.status_code == 200
    assert b"django_http_requests" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "secret-token"])
@pytest.mark.parametrize(
    "header", [None, "", "Bearer ", "Bearer wrong", "Basic secret-token", "Bearer sécret"]
)
def test_without_it_there_is_no_such_page(
    token: str, header: str | None, client: Client, settings: Settings
) -> None:
    settings.METRICS_TOKEN = token
    headers = {} if header is None else {"Authorization": header}
    assert client.get("/metrics", headers=headers).status_code == 404
