"""A provider that lies, or is down, lets nobody in: a page says so, and nothing is half made."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from portal.partnership.models import User
from portal.partnership.sign_in.failures import CANCELLED
from tests.oidc.lies import Down, Lie
from tests.oidc.provider import Provider
from tests.partnership.sign_in.way import Way

AT_ONCE = {Lie.DISCOVERY_OF_ANOTHER, Lie.NOT_JSON, Down.DISCOVERY}


def nothing_kept(way: Way) -> bool:
    return way.signed_in is None and not User.objects.exists() and not SocialAccount.objects.exists()


@pytest.mark.parametrize("lie", [lie for lie in Lie if lie not in AT_ONCE])
def test_a_lie_about_who_somebody_is_lets_nobody_in(way: Way, provider: Provider, lie: Lie) -> None:
    provider.lie = lie
    answer = way.walk()
    assert answer.status_code == 502
    assert nothing_kept(way)
    assert "traceback" not in answer.content.decode().lower()


@pytest.mark.parametrize("fault", sorted(AT_ONCE, key=str))
def test_nobody_is_sent_to_a_provider_that_is_not_what_it_should_be(
    way: Way, provider: Provider, fault: Lie | Down
) -> None:
    provider.lie, provider.down = (fault, None) if isinstance(fault, Lie) else (None, fault)
    answer = way.client.post(reverse("openid_connect_login", args=["feide"]))
    assert answer.status_code == 502
    assert nothing_kept(way)


@pytest.mark.parametrize("part", list(Down))
def test_a_part_that_fails_on_the_way_back_lets_nobody_in(way: Way, provider: Provider, part: Down) -> None:
    back = way.at_provider(way.leave())
    provider.down = part
    answer = way.back(back)
    assert answer.status_code == 502
    assert nothing_kept(way)
    assert "<script>alert" not in answer.content.decode()


def test_a_provider_nobody_answers_at_is_said_to_be_out_of_reach(
    way: Way, provider: Provider, settings: Any
) -> None:
    entry = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]
    entry["server_url"] = "http://127.0.0.1:9"
    answer = way.client.post(reverse("openid_connect_login", args=["feide"]))
    assert answer.status_code == 502


def test_who_stops_at_the_provider_is_told_so_and_keeps_where_they_were_going(
    way: Way, provider: Provider
) -> None:
    provider.error = "access_denied"
    answer = way.walk(to="/styring/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert str(CANCELLED.what) in page
    assert f'href="{reverse("sign_in")}?next=%2Fstyring%2F"' in page
    assert nothing_kept(way)


@pytest.mark.parametrize("error", ["server_error", "<script>alert(1)</script>"])
def test_the_provider_s_own_words_are_never_shown(way: Way, provider: Provider, error: str) -> None:
    provider.error = error
    answer = way.walk()
    assert answer.status_code == 403
    assert "alert(1)" not in answer.content.decode()
    assert nothing_kept(way)


def test_the_page_is_in_the_language_the_sign_in_began_in(way: Way, provider: Provider) -> None:
    answer = way.client.post("/en" + reverse("openid_connect_login", args=["feide"]))
    provider.lie = Lie.FORGED
    page = way.back(way.at_provider(answer.context["address"]))
    assert '<html lang="en"' in page.content.decode()


def test_a_provider_nobody_has_set_up_does_not_exist(way: Way) -> None:
    for address in ("openid_connect_login", "openid_connect_callback"):
        assert way.client.get(reverse(address, args=["unknown"])).status_code == 404
