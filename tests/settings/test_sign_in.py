"""Providers are chosen by settings alone; a mistake stops the start with one line that names the variable."""

from __future__ import annotations

import pytest

from portal.settings import sign_in

ENTRA = {
    "OIDC_PROVIDERS": "entra",
    "OIDC_ENTRA_ISSUER": "https://login.example/tenant/v2.0",
    "OIDC_ENTRA_CLIENT_ID": "portal",
    "OIDC_ENTRA_CLIENT_SECRET": "secret",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in ENTRA.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_none_is_the_default(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("OIDC_PROVIDERS")
    assert sign_in.providers() == []


def test_a_provider_needs_address_name_and_secret_only(environment: pytest.MonkeyPatch) -> None:
    [entry] = sign_in.providers()
    assert (entry["provider_id"], entry["name"], entry["client_id"]) == ("entra", "Microsoft", "portal")
    assert entry["settings"]["server_url"] == "https://login.example/tenant/v2.0"
    assert entry["settings"]["oauth_pkce_enabled"]


def test_feide_needs_no_address(environment: pytest.MonkeyPatch) -> None:
    for name, value in {
        "OIDC_PROVIDERS": "feide",
        "OIDC_FEIDE_CLIENT_ID": "x",
        "OIDC_FEIDE_CLIENT_SECRET": "y",
    }.items():
        environment.setenv(name, value)
    [entry] = sign_in.providers()
    assert entry["settings"]["server_url"] == "https://auth.dataporten.no"
    assert entry["settings"]["groups"] == "https://groups-api.dataporten.no/groups/me/groups"


def test_two_tenants_stand_side_by_side(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("OIDC_PROVIDERS", "entra,town-hall")
    for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET"):
        environment.setenv(f"OIDC_TOWN_HALL_{name}", ENTRA[f"OIDC_ENTRA_{name}"])
    environment.setenv("OIDC_TOWN_HALL_KIND", "entra")
    environment.setenv("OIDC_TOWN_HALL_PARTNER", "kommune")
    assert [entry["settings"]["partner"] for entry in sign_in.providers()] == ["", "kommune"]


@pytest.mark.parametrize("name", ["OIDC_ENTRA_ISSUER", "OIDC_ENTRA_CLIENT_ID", "OIDC_ENTRA_CLIENT_SECRET"])
def test_what_is_missing_is_named(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.delenv(name)
    with pytest.raises(SystemExit, match=rf"^{name}: is missing\. \S"):
        sign_in.providers()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OIDC_ENTRA_ISSUER", "login.example"),
        ("OIDC_ENTRA_ISSUER", "http://login.example"),
        ("OIDC_ENTRA_ISSUER", "https://login.example/?x=1"),
        ("OIDC_ENTRA_KIND", "facebook"),
        ("OIDC_PROVIDERS", "Entra"),
        ("OIDC_PROVIDERS", "entra,entra"),
        ("OIDC_PROVIDERS", "kode"),
        ("OIDC_PROVIDERS", "../entra"),
    ],
)
def test_what_is_malformed_is_named_on_one_line(
    environment: pytest.MonkeyPatch, name: str, value: str
) -> None:
    environment.setenv(name, value)
    with pytest.raises(SystemExit, match=rf"^{name}: [^\n]+$"):
        sign_in.providers()
