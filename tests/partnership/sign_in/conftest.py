from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from portal.partnership.models import Partner, Partnership
from portal.settings import sign_in
from tests.oidc.provider import Provider, running_provider
from tests.oidc.settings import environment
from tests.partnership.sign_in.way import Way


@pytest.fixture(scope="package")
def running() -> Iterator[Provider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(
    running: Provider, partnership: Partnership, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Provider:
    """The provider, truthful again, known to the portal as Feide, Entra ID and Ansattporten."""
    running.__init__(running.issuer)  # type: ignore[misc]
    town = Partner.objects.filter(kind="municipality").first()
    assert town is not None
    for name, value in environment(running.issuer, entra=town.key).items():
        monkeypatch.setenv(name, value)
    known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": known | {"APPS": sign_in.providers()}}
    return running


@pytest.fixture
def town(partnership: Partnership) -> Partner:
    return Partner.objects.filter(kind="municipality")[0]


@pytest.fixture
def campus(partnership: Partnership) -> Partner:
    return Partner.objects.filter(kind="university")[0]


@pytest.fixture
def way(client: Client, provider: Provider) -> Way:
    return Way(client)
