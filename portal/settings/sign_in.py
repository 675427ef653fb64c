"""Ways in by OpenID Connect, chosen by settings alone: `OIDC_PROVIDERS` and `OIDC_<KEY>_…` (see README)."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from portal.settings import environment as env

KINDS = ("feide", "entra", "ansattporten", "other")
PRESETS: dict[str, dict[str, str]] = {
    "feide": {
        "ISSUER": "https://auth.dataporten.no",
        "NAME": "Feide",
        "GROUPS": "https://groups-api.dataporten.no/groups/me/groups",
        "SCOPE": "openid profile email groups-org",
    },
    "entra": {"NAME": "Microsoft"},
    "ansattporten": {
        "ISSUER": "https://ansattporten.no",
        "NAME": "Ansattporten",
        "ACR": "substantial,high",
        "SCOPE": "openid profile",
    },
    "other": {},
}
#: Words that stand in the same place in an address as a provider's key.
TAKEN = {"kode", "tofaktor", "bekreft", "persona"}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def providers() -> list[dict[str, Any]]:
    """One entry for each key of `OIDC_PROVIDERS`, as allauth's `APPS` takes them. None: no such way in."""
    keys = env.words("OIDC_PROVIDERS", [])
    for key in keys:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) or key in TAKEN or keys.count(key) > 1:
            env.stop(
                "OIDC_PROVIDERS",
                f"has “{key}”, which can't be a provider's key.",
                "Write each key once, with small letters, digits and hyphens: feide,entra.",
            )
    return [_provider(key) for key in keys]


def _provider(key: str) -> dict[str, Any]:
    prefix = f"OIDC_{key.upper().replace('-', '_')}_"
    kind = env.text(f"{prefix}KIND", key if key in KINDS else "other")
    if kind not in KINDS:
        env.stop(f"{prefix}KIND", f"is “{kind}”.", f"Write one of {', '.join(KINDS)}.")
    preset = PRESETS[kind]
    issuer = _address(f"{prefix}ISSUER", preset.get("ISSUER"))
    groups = _address(f"{prefix}GROUPS", preset.get("GROUPS", "")) if kind == "feide" else ""
    acr = env.words(f"{prefix}ACR", preset.get("ACR", "").split(",") if "ACR" in preset else [])
    return {
        "provider_id": key,
        "name": env.text(f"{prefix}NAME", preset.get("NAME", key.capitalize()))[:40],
        "client_id": env.text(f"{prefix}CLIENT_ID", remedy="Set it to what the provider calls this portal."),
        "secret": env.text(f"{prefix}CLIENT_SECRET", remedy="Set it to the secret the provider has given."),
        "settings": {
            "server_url": issuer,
            "kind": kind,
            "partner": env.text(f"{prefix}PARTNER", ""),
            "staff": env.text(f"{prefix}STAFF", ""),
            "acr": acr,
            "groups": groups,
            "scope": env.text(f"{prefix}SCOPE", preset.get("SCOPE", "openid profile email")).split(),
            "auth_params": _asked_of_provider(f"{prefix}RESOURCE", acr),
            "oauth_pkce_enabled": True,
        },
    }


def _address(name: str, preset: str | None) -> str:
    """An https address; http only to this machine, as in tests."""
    value = env.text(name, preset, remedy="Set it to the provider's address, such as https://id.example.org.")
    parts = urlsplit(value)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if value and not (safe and parts.hostname and not parts.query and not parts.fragment):
        env.stop(name, f"is “{value}”, which is not an https address.", "Write it as https://id.example.org.")
    return value.rstrip("/")


def _asked_of_provider(name: str, acr: list[str]) -> dict[str, str]:
    """What the request for a sign-in says beyond the usual: how sure it must be, and on whose behalf."""
    asked = {"acr_values": " ".join(acr)} if acr else {}
    resource = env.text(name, "")
    if resource:
        kind = "resource" if resource.count(":") == 3 else "service"
        wanted = [{"type": f"ansattporten:altinn:{kind}", "resource": resource}]
        asked["authorization_details"] = json.dumps(wanted)
    return asked


SOCIALACCOUNT_ADAPTER = "portal.partnership.sign_in.adapter.PortalSocialAdapter"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "provider_class": "portal.partnership.sign_in.provider.PortalProvider",
        "APPS": providers(),
    }
}
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_EMAIL_REQUIRED = False  # a sign-up without an address is refused before allauth asks for one
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"  # only addresses the provider has verified are taken over
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds
