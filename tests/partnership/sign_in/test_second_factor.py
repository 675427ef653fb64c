"""A provider may attest a second factor: by the ways used, or by a level the installation asks for."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from portal.partnership.models import Partner
from portal.partnership.rules.second_factor import second_factor_shown
from tests.oidc.people import from_ansattporten
from tests.oidc.provider import Provider
from tests.partnership.sign_in.way import Way


def shown(way: Way) -> bool:
    return second_factor_shown(way.client.session, way.signed_in)


@pytest.mark.parametrize("amr", [["pwd", "mfa"], ["hwk"], ["otp"]])
def test_the_ways_used_attest_it(way: Way, provider: Provider, amr: list[str]) -> None:
    provider.person.claims = {"amr": amr}
    way.walk()
    assert shown(way)


@pytest.mark.parametrize(
    "claims", [{}, {"amr": ["pwd"]}, {"amr": "mfa"}, {"amr": [["mfa"]]}, {"acr": "high"}]
)
def test_other_words_do_not(way: Way, provider: Provider, claims: dict[str, Any]) -> None:
    provider.person.claims = claims
    way.walk()
    assert way.signed_in
    assert not shown(way)


def test_a_level_that_is_asked_for_attests_it(way: Way, provider: Provider, town: Partner) -> None:
    provider.person = from_ansattporten(town.organisation_number, acr="high")
    provider.person.email, provider.person.email_verified = "ola@work.example", True
    way.walk("ansattporten")
    assert provider.asked[-1]["acr_values"] == "substantial high"
    assert shown(way)


def test_what_one_sign_in_attested_is_not_the_next_one_s(way: Way, provider: Provider) -> None:
    provider.person.claims = {"amr": ["mfa"]}
    way.walk()
    provider.person.claims = {}
    way.walk()
    assert way.signed_in
    assert not shown(way)


def test_connecting_a_provider_attests_nothing(way: Way, provider: Provider) -> None:
    from tests.cast import person

    way.client.force_login(person("member"))
    provider.person.claims = {"amr": ["mfa"]}
    way.back(way.at_provider(way.connect()))
    assert not shown(way)


def test_who_takes_a_provider_off_loses_what_it_told(way: Way, provider: Provider, town: Partner) -> None:
    provider.person = from_ansattporten(town.organisation_number)
    provider.person.email, provider.person.email_verified = "ola@work.example", True
    way.walk("ansattporten")
    answer = way.client.post(reverse("disconnect_provider", args=["ansattporten"]))
    assert answer.headers["Location"] == reverse("ways_in")
    assert not town.units.filter(affiliations__isnull=False).exists()
