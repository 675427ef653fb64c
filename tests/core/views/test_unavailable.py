"""The portal without its database, through all of its middleware."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings


@pytest.mark.usefixtures("_no_database")
def test_a_page_says_that_it_is_away_and_when_to_come_back(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    client.cookies["sessionid"] = "someone"
    response = client.get(reverse("demo_mailbox"))
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "Content-Security-Policy" in response


@pytest.mark.usefixtures("_no_database")
def test_the_process_is_alive_all_the_same(client: Client) -> None:
    assert client.get("/healthz").status_code == 200
