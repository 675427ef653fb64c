"""Headers on every answer; a page that helps when the database is down."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from portal.core.middleware import SecurityHeaders


def test_every_answer_carries_the_protecting_headers(client: Client) -> None:
    response = client.get("/healthz")
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_a_view_keeps_a_header_of_its_own() -> None:
    def public(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cross-Origin-Resource-Policy": "cross-origin"})

    response = SecurityHeaders(public)(RequestFactory().get("/"))
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


class FailsAfterTheView:
    """A middleware that needs the database on the way out, as sessions do."""

    def __init__(self, get_response: object) -> None:
        pass

    def __call__(self, _request: HttpRequest) -> HttpResponse:
        raise OperationalError("connection refused")


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_a_view_without_its_database_is_unavailable(
    error: DatabaseError, client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MIDDLEWARE = ["portal.core.middleware.ServiceUnavailable"]

    def broken(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr("portal.core.views.health.readiness", type("Broken", (), {"items": broken})())
    helps(client.get("/readyz"))


def test_a_middleware_without_its_database_is_unavailable(client: Client, settings: Settings) -> None:
    settings.MIDDLEWARE = [
        "portal.core.middleware.ServiceUnavailable",
        "tests.core.test_middleware.FailsAfterTheView",
    ]
    client.raise_request_exception = False
    helps(client.get("/healthz"))


def test_another_error_is_not_called_unavailable(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MIDDLEWARE = ["portal.core.middleware.ServiceUnavailable"]
    client.raise_request_exception = False
    monkeypatch.setattr("portal.core.views.health.readiness", None)
    assert client.get("/readyz").status_code == 500


def helps(response: object) -> None:
    assert isinstance(response, HttpResponse)
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert response["Cache-Control"] == "no-store"
    assert "<h1" in response.content.decode()
