"""What is read from a provider's claims. Anything that is not read here is dropped, `pid` first of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

#: Ways of proving oneself that are a second factor by themselves (RFC 8176).
SECOND_FACTORS = {"mfa", "hwk", "otp"}
STAFF = {"employee", "staff", "faculty"}
ORGANISATION = "fc:org"
ORGANISATION_ID = re.compile(r"0192:([0-9]{9})")
LONGEST_ADDRESS = 254
DEEPEST = 8

Claims = Mapping[str, Any]


@dataclass(frozen=True)
class Employer:
    """An organisation a provider names, by its number or by the realm it has at the provider."""

    number: str = ""
    realm: str = ""
    partner: str = ""


@dataclass(frozen=True)
class Told:
    """That somebody belongs to an organisation: `staff`, `student`, or `member`, which may be either."""

    employer: Employer
    role: str


@dataclass(frozen=True)
class Identity:
    """Somebody as a provider knows them. `email` is empty unless the provider vouches for it."""

    sub: str
    name: str
    email: str
    told: tuple[Told, ...]
    second_factor: bool


def name_in(claims: Claims) -> str:
    """The whole name on one line, as long as an account can hold; empty where there is none."""
    whole = claims.get("name")
    if not isinstance(whole, str) or not whole.strip():
        parts = [claims.get("given_name"), claims.get("family_name")]
        whole = " ".join(part for part in parts if isinstance(part, str))
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", whole).split())[:120].strip()


def address_in(claims: Claims, *, trusted: bool) -> str:
    """The e-mail address, where the provider says that it has checked it, or is trusted to have."""
    address = claims.get("email")
    verified = claims.get("email_verified") in (True, "true") or trusted
    if not isinstance(address, str) or not verified or len(address) > LONGEST_ADDRESS:
        return ""
    try:
        validate_email(address.strip())
    except ValidationError:
        return ""
    return address.strip().lower()


def proves_second_factor(id_token: Claims, accepted_acr: Iterable[str]) -> bool:
    """Whether the provider attests a second factor: by a level that is asked for, or by the ways used."""
    ways = id_token.get("amr")
    used = {way for way in ways if isinstance(way, str)} if isinstance(ways, list) else set()
    return id_token.get("acr") in set(accepted_acr) or bool(used & SECOND_FACTORS)


def told_by_feide(groups: object) -> tuple[Told, ...]:
    """Staff and students, from Feide's groups API. `member` and `affiliate` say too little."""
    told: list[Told] = []
    for group in groups if isinstance(groups, list) else []:
        if not isinstance(group, dict) or group.get("type") != ORGANISATION:
            continue
        employer = Employer(number=_digits(group.get("norEduOrgNIN")), realm=_realm(group.get("id")))
        said = _affiliations(group.get("membership"))
        if said & STAFF:
            told.append(Told(employer, "staff"))
        if "student" in said:
            told.append(Told(employer, "student"))
    return tuple(told)


def is_guest(claims: Claims) -> bool:
    """Whether Entra ID says that somebody belongs to another tenant. Missing claims say they don't."""
    if str(claims.get("acct", "0")) != "0":
        return True
    home, tenant = claims.get("idp"), claims.get("tid")
    if not home:
        return False
    return home != claims.get("iss") and not (isinstance(tenant, str) and tenant and tenant in str(home))


def told_by_entra(claims: Claims, *, partner: str, staff: str) -> tuple[Told, ...]:
    """Members of the partner the tenant serves; staff where `staff` names the group or app role they have."""
    if not partner or is_guest(claims):
        return ()
    if not staff:
        return (Told(Employer(partner=partner), "member"),)
    has = {each for name in ("roles", "groups") for each in _strings(claims.get(name))}
    return (Told(Employer(partner=partner), "staff"),) if staff in has else ()


def told_by_ansattporten(claims: Claims) -> tuple[Told, ...]:
    """Staff of the organisations somebody was let act for (`0192:` and an organisation number)."""
    numbers = dict.fromkeys(_organisations(claims.get("authorization_details"), DEEPEST))
    return tuple(Told(Employer(number=number), "staff") for number in numbers)


def _organisations(found: object, depth: int) -> Iterator[str]:
    """Numbers under `ID`, however the kind of authorisation wraps them."""
    if depth == 0:
        return
    if isinstance(found, list):
        for each in found:
            yield from _organisations(each, depth - 1)
    elif isinstance(found, dict):
        match = ORGANISATION_ID.fullmatch(str(found.get("ID", "")))
        if match:
            yield match[1]
        for each in found.values():
            yield from _organisations(each, depth - 1)


def _affiliations(membership: object) -> set[str]:
    return set(_strings(membership.get("affiliation"))) if isinstance(membership, dict) else set()


def _strings(found: object) -> list[str]:
    if isinstance(found, str):
        return [found]
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def _digits(found: object) -> str:
    """`NO974767880` and `974 767 880` are the same number."""
    return re.sub(r"[^0-9]", "", found) if isinstance(found, str) else ""


def _realm(found: object) -> str:
    """`example.no` of `fc:org:example.no`; nothing where it is a part of an organisation."""
    match = re.fullmatch(r"fc:org:([a-z0-9.-]+)", found.lower()) if isinstance(found, str) else None
    return match[1] if match else ""
