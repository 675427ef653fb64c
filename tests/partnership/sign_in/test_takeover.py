"""Attempts to come in as somebody else. Each is refused, and leaves nothing behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.partnership.models import Invitation, Partner, Unit, User
from portal.partnership.sign_in.failures import TAKEN
from tests.cast import person
from tests.oidc.people import from_ansattporten, from_entra, from_feide
from tests.oidc.provider import Person, Provider
from tests.partnership.sign_in.way import Way


@pytest.fixture
def victim(provider: Provider) -> User:
    """Somebody with an account whose address the provider's person claims."""
    user = person("victim")
    provider.person = Person("intruder", email=user.email)
    return user


def left_behind(victim: User) -> bool:
    return SocialAccount.objects.exists() or User.objects.exclude(pk=victim.pk).exists()


@pytest.mark.parametrize("verified", [True, False, None])
def test_an_address_alone_opens_nobody_s_account(
    way: Way, provider: Provider, victim: User, verified: bool | None
) -> None:
    provider.person.email_verified = verified
    answer = way.walk()
    assert (answer.status_code, way.signed_in, left_behind(victim)) == (403, None, False)


def test_the_owner_is_told_how_to_go_on(way: Way, victim: User) -> None:
    answer = way.walk(to="/styring/")
    assert answer.context["failure"] is TAKEN
    assert f'href="{reverse("sign_in")}?next=%2Fstyring%2F"' in answer.content.decode()


def test_another_address_of_an_account_is_taken_too(way: Way, victim: User) -> None:
    User.objects.filter(pk=victim.pk).update(email="victim@new.example")
    EmailAddress.objects.create(user=victim, email="victim@test.example", verified=True)
    assert way.walk().context["failure"] is TAKEN


def test_an_unchecked_address_does_not_tell_whether_it_has_an_account(
    way: Way, provider: Provider, victim: User
) -> None:
    provider.person.email_verified = False
    taken = way.walk().content.decode()
    provider.person = Person("intruder", email="nobody@test.example", email_verified=False)
    assert way.walk().status_code == 403
    assert "nobody@test.example" not in taken
    assert victim.email not in taken


def test_a_guest_in_a_tenant_takes_no_address_along(way: Way, provider: Provider, town: Partner) -> None:
    provider.person = from_entra(acct=1)
    assert (way.walk("entra").status_code, User.objects.count()) == (403, 0)


def test_what_the_id_token_says_wins_over_userinfo(way: Way, provider: Provider, town: Partner) -> None:
    """Only the id_token is signed."""
    provider.person = from_entra(acct=1)
    answers = provider.userinfo
    provider.userinfo = lambda person: answers(person) | {"acct": 0}  # type: ignore[method-assign]
    try:
        assert (way.walk("entra").status_code, User.objects.count()) == (403, 0)
    finally:
        del provider.userinfo


def test_an_answer_used_once_is_of_no_more_use(way: Way, provider: Provider) -> None:
    back = way.at_provider(way.leave())
    way.back(back)
    way.client.post(reverse("sign_out"))
    answer = way.back(back)
    assert (answer.status_code, way.signed_in) == (403, None)


def test_a_code_used_once_is_refused_with_a_fresh_state_too(way: Way, provider: Provider) -> None:
    code = way.at_provider(way.leave()).split("code=")[1].split("&")[0]
    way.back(way.at_provider(way.leave()))
    way.client.post(reverse("sign_out"))
    fresh = way.at_provider(way.leave())
    stolen = fresh.replace(fresh.split("code=")[1].split("&")[0], code)
    assert (way.back(stolen).status_code, way.signed_in) == (502, None)


def test_another_s_answer_is_refused_in_one_s_own_browser(way: Way, provider: Provider) -> None:
    """Otherwise one would work in the intruder's account without seeing it."""
    intruder = Way(Client())
    intruder_s = intruder.at_provider(intruder.leave())
    way.leave()
    answer = way.back(intruder_s)
    assert (answer.status_code, way.signed_in, User.objects.count()) == (403, None, 0)


def test_a_code_of_another_s_sign_in_is_refused(way: Way, provider: Provider) -> None:
    """The verifier that goes with it is in the other browser."""
    intruder = Way(Client())
    stolen = intruder.at_provider(intruder.leave()).split("code=")[1].split("&")[0]
    own = way.at_provider(way.leave())
    answer = way.back(own.replace(own.split("code=")[1].split("&")[0], stolen))
    assert (answer.status_code, way.signed_in, User.objects.count()) == (502, None, 0)


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=x", "?error=access_denied"])
def test_an_answer_nobody_asked_for_is_refused(way: Way, query: str) -> None:
    answer = way.back(reverse("openid_connect_callback", args=["feide"]) + query)
    assert (answer.status_code, way.signed_in) == (403, None)


def test_a_state_of_one_provider_is_no_use_at_another(way: Way, provider: Provider) -> None:
    back = way.at_provider(way.leave("feide"))
    assert way.back(back.replace("/feide/", "/entra/")).status_code == 403
    assert way.signed_in is None


@pytest.mark.parametrize("acr", [None, "low", "substantialish"])
def test_a_sign_in_at_too_low_a_level_is_refused(
    way: Way, provider: Provider, town: Partner, acr: str | None
) -> None:
    provider.person = from_ansattporten(town.organisation_number, acr=acr)
    provider.person.email, provider.person.email_verified = "ola@work.example", True
    answer = way.walk("ansattporten")
    assert (answer.status_code, way.signed_in, User.objects.count()) == (403, None, 0)


def test_the_level_counts_in_the_id_token_only(way: Way, provider: Provider, town: Partner) -> None:
    provider.person = from_ansattporten(town.organisation_number, acr=None)
    answers = provider.userinfo
    provider.userinfo = lambda person: answers(person) | {"acr": "high"}  # type: ignore[method-assign]
    try:
        assert way.walk("ansattporten").status_code == 403
    finally:
        del provider.userinfo


def test_a_session_known_beforehand_is_not_the_one_signed_in(way: Way, provider: Provider) -> None:
    way.leave()
    known = way.client.cookies["sessionid"].value
    way.walk()
    assert way.signed_in
    assert way.client.cookies["sessionid"].value != known
    assert not Client(headers={"cookie": f"sessionid={known}"}).session.get("_auth_user_id")


@pytest.mark.parametrize(
    "away",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)"],
)
def test_nobody_is_sent_elsewhere(way: Way, provider: Provider, away: str) -> None:
    assert "elsewhere" not in way.walk(to=away).headers["Location"]
    way.client.post(reverse("sign_out"))
    assert way.walk(to=away).headers["Location"] == reverse("my_page")
    welcome = way.client.post(reverse("welcome"), {"language": "nb", "next": away})
    assert welcome.headers["Location"] == reverse("my_page")


def test_a_link_or_a_form_elsewhere_sends_nobody_to_a_provider(provider: Provider) -> None:
    browser = Client(enforce_csrf_checks=True)
    address = reverse("openid_connect_login", args=["feide"])
    assert browser.get(address).headers["Location"] == reverse("sign_in")
    assert browser.post(address).status_code == 403


def test_what_stands_in_the_address_does_not_change_what_is_asked(way: Way, provider: Provider) -> None:
    forged = "?process=connect&scope=admin&auth_params=nonce%3Dx%26prompt%3Dnone"
    answer = way.client.post(reverse("openid_connect_login", args=["feide"]) + forged)
    way.at_provider(answer.context["address"])
    asked = provider.asked[-1]
    assert "prompt" not in asked
    assert asked["nonce"] != "x"
    assert "admin" not in asked["scope"]


def test_a_closed_account_stays_closed(way: Way, provider: Provider) -> None:
    way.walk()
    way.client.post(reverse("sign_out"))
    User.objects.update(is_active=False)
    answer = way.walk()
    assert (answer.status_code, way.signed_in, User.objects.count()) == (403, None, 1)


def test_what_is_tied_to_another_account_is_not_connected(way: Way, provider: Provider) -> None:
    way.walk()
    other = person("other")
    way.client.force_login(other)
    answer = way.back(way.at_provider(way.connect()))
    assert answer.status_code == 403
    assert not SocialAccount.objects.filter(user=other).exists()


def test_one_connects_a_provider_to_the_account_one_is_signed_in_to(
    way: Way, provider: Provider, victim: User, town: Partner
) -> None:
    """Whatever address the provider tells: who is signed in has shown whose account it is."""
    provider.person = from_feide("employee", number=town.organisation_number, email="other@work.example")
    way.client.force_login(victim)
    answer = way.back(way.at_provider(way.connect()))
    assert answer.headers["Location"] == reverse("ways_in")
    assert SocialAccount.objects.get().user == victim
    assert victim.affiliations.get().unit.partner == town
    way.client.post(reverse("sign_out"))
    way.walk()
    assert way.signed_in == victim.pk


def test_nobody_signed_out_connects_anything(way: Way, provider: Provider) -> None:
    answer = way.client.post(reverse("connect_provider", args=["feide"]))
    assert answer.headers["Location"].startswith(reverse("sign_in"))


@pytest.fixture
def invitation(provider: Provider, victim: User) -> Invitation:
    now = timezone.now()
    return Invitation.objects.create(
        email=victim.email,
        unit=Unit.objects.named()[0],
        role="employee",
        first_day=now.date(),
        state="sent",
        at=now,
        expires_at=now + timedelta(days=14),
    )


def opened(way: Way, invitation: Invitation) -> None:
    """What a valid link of an invitation leaves in the session."""
    session = way.client.session
    session["invitation"] = invitation.pk
    session.save()


def test_an_invitation_ties_the_first_sign_in_to_the_invited_account(
    way: Way, provider: Provider, victim: User, invitation: Invitation
) -> None:
    provider.person = from_ansattporten("999999999")
    way.client.get(reverse("sign_in"))
    opened(way, invitation)
    way.walk("ansattporten", to="/om/")
    assert way.signed_in == victim.pk
    assert SocialAccount.objects.get().uid == "ansatt-1"


def test_an_invitation_that_is_passed_on_opens_no_account_that_is_in_use(
    way: Way, provider: Provider, victim: User, invitation: Invitation
) -> None:
    victim.last_login = timezone.now()
    victim.save()
    provider.person = Person("friend", email="friend@work.example")
    opened(way, invitation)
    way.walk()
    assert way.signed_in not in (None, victim.pk)
    assert not SocialAccount.objects.filter(user=victim).exists()


def test_an_invitation_opens_no_account_that_knows_the_provider(
    way: Way, provider: Provider, victim: User, invitation: Invitation
) -> None:
    SocialAccount.objects.create(user=victim, provider="feide", uid="the-victim")
    opened(way, invitation)
    assert way.walk().status_code == 403
    assert way.signed_in is None


@pytest.mark.parametrize(
    "change", [{"state": "withdrawn"}, {"expires_at": timezone.now() - timedelta(days=1)}]
)
def test_an_invitation_that_is_over_opens_nothing(
    way: Way, provider: Provider, victim: User, invitation: Invitation, change: dict[str, object]
) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(**change)
    opened(way, invitation)
    assert way.walk().status_code == 403
    assert way.signed_in is None


def test_without_an_account_an_invitation_lends_its_address(
    way: Way, provider: Provider, invitation: Invitation
) -> None:
    Invitation.objects.update(email="new@home.example", name="New Person")
    provider.person = from_ansattporten("999999999")
    opened(way, invitation)
    way.walk("ansattporten")
    newcomer = User.objects.get(email="new@home.example")
    assert (way.signed_in, newcomer.name) == (newcomer.pk, "New Person")
