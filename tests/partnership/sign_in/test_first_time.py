"""The first sign-in makes an account, and says where somebody belongs by what the provider tells."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.urls import reverse

from portal.core.clock import today
from portal.partnership.models import Affiliation, Partner, Unit, User
from portal.partnership.queries.ways_in import unknown_partners
from tests.oidc.people import from_ansattporten, from_entra, from_feide, organisation
from tests.oidc.provider import Person, Provider
from tests.partnership.sign_in.way import Way


def places(user: User) -> list[tuple[str, str]]:
    """Partner and role of each place somebody has today."""
    held = user.affiliations.on(today()).order_by("pk")
    return [(place.unit.partner.key, place.role) for place in held]


def the_newcomer() -> User:
    return User.objects.get(email="ola@work.example")


def test_an_account_is_made_of_name_and_address(way: Way, provider: Provider, town: Partner) -> None:
    provider.person = from_feide("employee", number=town.organisation_number)
    answer = way.walk(to="/styring/")
    newcomer = the_newcomer()
    assert (newcomer.name, newcomer.has_usable_password()) == ("Ola Nordmann", False)
    assert way.signed_in == newcomer.pk
    assert answer.headers["Location"] == f"{reverse('welcome')}?next=/styring/"


def test_nothing_is_kept_of_the_claims_but_where_somebody_belongs(
    way: Way, provider: Provider, town: Partner
) -> None:
    provider.person = from_feide("employee", number=town.organisation_number)
    way.walk()
    account = SocialAccount.objects.get()
    assert account.extra_data == {"memberships": [[town.key, "employee"]]}
    assert (SocialToken.objects.count(), EmailAddress.objects.count()) == (0, 0)
    assert "pid" not in str(way.client.session.items())


@pytest.mark.parametrize("said", ["employee", "staff", "faculty"])
def test_an_employee_in_feide_gets_a_place_at_the_partner(
    way: Way, provider: Provider, town: Partner, said: str
) -> None:
    provider.person = from_feide("member", said, number=town.organisation_number)
    way.walk()
    place = the_newcomer().affiliations.get()
    assert (place.unit, place.role, place.source, place.first_day) == (
        Unit.objects.wholes().get(partner=town),
        "employee",
        "provider",
        today(),
    )


def test_a_partner_is_known_by_its_realm_too(way: Way, provider: Provider, campus: Partner) -> None:
    campus.realms = ["campus.example"]
    campus.save()
    provider.person = from_feide("employee", realm="campus.example")
    way.walk()
    assert places(the_newcomer()) == [(campus.key, "employee")]


def test_a_student_of_the_university_is_a_student(way: Way, provider: Provider, campus: Partner) -> None:
    provider.person = from_feide("student", "member", number=campus.organisation_number)
    way.walk()
    assert places(the_newcomer()) == [(campus.key, "student")]


def test_a_pupil_of_the_municipality_is_no_student(way: Way, provider: Provider, town: Partner) -> None:
    provider.person = from_feide("student", number=town.organisation_number)
    way.walk()
    assert places(the_newcomer()) == []


@pytest.mark.parametrize("said", [("member",), ("affiliate",), ("alum", "library-walk-in")])
def test_a_member_or_an_affiliate_alone_gets_no_place(
    way: Way, provider: Provider, campus: Partner, said: tuple[str, ...]
) -> None:
    provider.person = from_feide(*said, number=campus.organisation_number)
    way.walk()
    assert places(the_newcomer()) == []


def test_an_organisation_outside_the_partnership_gives_no_place(way: Way, provider: Provider) -> None:
    provider.person = from_feide("employee", number="999999999")
    way.walk()
    assert places(the_newcomer()) == []


def test_a_part_of_an_organisation_is_not_the_organisation(
    way: Way, provider: Provider, campus: Partner
) -> None:
    part = organisation(number=campus.organisation_number, said=["employee"]) | {"type": "fc:orgunit"}
    provider.person = Person("feide-1", groups=[part])
    way.walk()
    assert places(the_newcomer()) == []


def test_a_member_of_a_municipality_s_tenant_is_an_employee(
    way: Way, provider: Provider, town: Partner
) -> None:
    provider.person = from_entra(idp="https://sts.example/tenant-1/")
    way.walk("entra")
    assert places(the_newcomer()) == [(town.key, "employee")]


@pytest.mark.parametrize("guest", [{"acct": 1}, {"acct": "1"}, {"idp": "https://sts.example/another/"}])
def test_a_guest_in_the_tenant_gets_no_place(way: Way, provider: Provider, guest: dict[str, Any]) -> None:
    provider.person = from_entra(**guest)
    provider.person.email_verified = True
    way.walk("entra")
    assert places(the_newcomer()) == []


def test_a_tenant_that_serves_no_partner_is_told_of(provider: Provider, settings: Any) -> None:
    assert unknown_partners() == []
    entry = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][1]["settings"]
    entry["partner"] = "misspelt"
    [sentence] = unknown_partners()
    assert "misspelt" in sentence


def test_a_member_of_a_university_s_tenant_may_be_a_student_and_gets_no_place(
    way: Way, provider: Provider, campus: Partner, settings: Any
) -> None:
    entry = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][1]["settings"]
    entry["partner"] = campus.key
    provider.person = from_entra()
    way.walk("entra")
    assert places(the_newcomer()) == []
    entry["staff"] = "staff-group"
    provider.person = from_entra(groups=["staff-group"])
    way.walk("entra")
    assert places(the_newcomer()) == [(campus.key, "employee")]


def test_who_acts_for_a_partner_in_ansattporten_is_its_employee(
    way: Way, provider: Provider, town: Partner
) -> None:
    provider.person = from_ansattporten(town.organisation_number)
    provider.person.email, provider.person.email_verified = "ola@work.example", True
    way.walk("ansattporten")
    assert places(the_newcomer()) == [(town.key, "employee")]


@pytest.mark.parametrize("verified", [False, None])
def test_without_a_checked_address_there_is_no_account(
    way: Way, provider: Provider, verified: bool | None
) -> None:
    provider.person.email_verified = verified
    answer = way.walk()
    assert (answer.status_code, way.signed_in, User.objects.count()) == (403, None, 0)


def test_what_the_provider_no_longer_says_has_ended(
    way: Way, provider: Provider, town: Partner, campus: Partner
) -> None:
    provider.person = from_feide("employee", number=town.organisation_number)
    way.walk()
    newcomer = the_newcomer()
    newcomer.affiliations.update(first_day=today() - timedelta(days=30))
    provider.person = from_feide("employee", number=campus.organisation_number)
    way.walk()
    assert places(newcomer) == [(campus.key, "employee")]
    assert Affiliation.objects.get(unit__partner=town).last_day == today() - timedelta(days=1)


def test_what_is_recorded_here_stays_and_is_not_said_twice(
    way: Way, provider: Provider, town: Partner
) -> None:
    provider.person = from_feide("employee", number=town.organisation_number)
    way.walk()
    newcomer = the_newcomer()
    newcomer.affiliations.all().delete()
    newcomer.affiliations.create(
        unit=Unit.objects.named().filter(partner=town)[0], role="leader", first_day=today()
    )
    way.walk()
    assert places(newcomer) == [(town.key, "leader")]
    provider.person = from_feide("member", number=town.organisation_number)
    way.walk()
    assert places(newcomer) == [(town.key, "leader")]


def test_one_way_in_does_not_take_away_what_another_has_told(
    way: Way, provider: Provider, town: Partner, campus: Partner
) -> None:
    provider.person = from_feide("employee", number=campus.organisation_number)
    way.walk()
    newcomer = the_newcomer()
    SocialAccount.objects.create(
        user=newcomer, provider="entra", uid="entra-1", extra_data={"memberships": [[town.key, "employee"]]}
    )
    way.walk()
    assert sorted(places(newcomer)) == sorted([(town.key, "employee"), (campus.key, "employee")])


def test_a_second_sign_in_leads_to_where_one_was_going(way: Way, provider: Provider) -> None:
    way.walk()
    way.client.post(reverse("sign_out"))
    answer = way.walk(to="/arshjul/2026/?slag=moter#uke-12")
    assert answer.headers["Location"] == "/arshjul/2026/?slag=moter#uke-12"
