"""After the first sign-in one is asked for unit and language; both can wait."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal.core.clock import today
from portal.partnership.models import Partnership, Unit, User
from tests.cast import person


@pytest.fixture
def newcomer(partnership: Partnership, client: Client) -> User:
    """Somebody of whom only the employer is known."""
    user = person("newcomer")
    whole = Unit.objects.wholes().filter(partner__kind="municipality")[0]
    user.affiliations.create(unit=whole, role="employee", source="provider", first_day=today())
    client.force_login(user)
    return user


def own_unit(user: User) -> Unit:
    return Unit.objects.named().filter(partner=user.affiliations.get().unit.partner)[1]


def test_naming_one_s_unit_moves_the_place_there(client: Client, newcomer: User) -> None:
    unit = own_unit(newcomer)
    sent = {"unit": unit.pk, "language": "nb", "next": "/styring/"}
    assert client.post(reverse("welcome"), sent).headers["Location"] == "/styring/"
    place = newcomer.affiliations.get()
    assert (place.unit, place.role, place.source) == (unit, "employee", "provider")


def test_a_place_that_began_earlier_is_kept_as_history(client: Client, newcomer: User) -> None:
    newcomer.affiliations.update(first_day=today() - timedelta(days=3))
    client.post(reverse("welcome"), {"unit": own_unit(newcomer).pk, "language": "nb"})
    last_days = list(newcomer.affiliations.order_by("first_day").values_list("last_day", flat=True))
    assert last_days == [today() - timedelta(days=1), None]


def test_the_question_can_wait(client: Client, newcomer: User) -> None:
    answer = client.post(reverse("welcome"), {"unit": "", "language": "nb"})
    assert answer.headers["Location"] == reverse("my_page")
    assert newcomer.affiliations.get().unit in Unit.objects.wholes()


def test_the_language_is_kept_and_leads_on_in_it(client: Client, newcomer: User) -> None:
    answer = client.post(reverse("welcome"), {"language": "nn", "next": "/styring/"})
    newcomer.refresh_from_db()
    assert (newcomer.language, answer.headers["Location"]) == ("nn", "/nn/styring/")


def test_nobody_names_a_unit_of_another_partner_or_a_whole_one(client: Client, newcomer: User) -> None:
    foreign = Unit.objects.named().filter(partner__kind="university")[0]
    whole = newcomer.affiliations.get().unit
    for unit in (foreign, whole):
        answer = client.post(reverse("welcome"), {"unit": unit.pk, "language": "nb"})
        assert answer.status_code == 422
    assert newcomer.affiliations.get().unit == whole


@pytest.mark.parametrize("role", ["student", "leader"])
def test_only_employees_by_the_provider_s_word_are_asked(
    client: Client, partnership: Partnership, role: str
) -> None:
    user = person("other")
    unit = Unit.objects.named().filter(partner__kind="university")[0]
    user.affiliations.create(unit=unit, role=role, first_day=today())
    client.force_login(user)
    page = client.get(reverse("welcome"))
    assert "unit" not in page.context["form"].fields
    client.post(reverse("welcome"), {"unit": Unit.objects.named()[0].pk, "language": "nb"})
    assert user.affiliations.get().unit == unit
