"""Who comes from a provider, as its claims tell of them."""

from __future__ import annotations

from typing import Any

from tests.oidc.provider import Person


def organisation(*, number: str = "", realm: str = "", said: list[str]) -> dict[str, Any]:
    """An organisation in Feide's groups API, with what somebody is there."""
    return {
        "id": f"fc:org:{realm or 'somewhere.example'}",
        "type": "fc:org",
        "displayName": "An organisation",
        "norEduOrgNIN": f"NO{number}" if number else "",
        "membership": {"basic": "member", "affiliation": said, "primaryAffiliation": said[0]},
    }


def from_feide(*said: str, number: str = "", realm: str = "", **person: Any) -> Person:
    return Person(
        person.pop("sub", "feide-1"),
        groups=[organisation(number=number, realm=realm, said=list(said))],
        **person,
    )


def from_entra(**claims: Any) -> Person:
    """Entra ID does not say whether it has checked the address: the tenant gives it."""
    tenant = {"tid": "tenant-1", "acct": 0}
    return Person("entra-1", email_verified=None, claims=tenant | claims)


def from_ansattporten(number: str, acr: str | None = "substantial", **person: Any) -> Person:
    """Ansattporten tells neither name nor address, only a number for the person and whom they act for."""
    party = {"orgno": {"authority": "iso6523-actorid-upis", "ID": f"0192:{number}"}}
    details = [{"type": "ansattporten:altinn:resource", "authorized_parties": [party]}]
    claims: dict[str, Any] = {"authorization_details": details} | ({"acr": acr} if acr else {})
    return Person("ansatt-1", name="", email="", email_verified=None, claims=claims, **person)
