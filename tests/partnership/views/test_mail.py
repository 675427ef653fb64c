"""The page where one says how one's mail comes, and the way out of a kind of mail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from portal.core.clock import today
from portal.partnership.models import Absence, MailOptOut, User
from portal.partnership.rules.mail_kinds import mail_kinds
from portal.partnership.rules.unsubscribe import unsubscribe_token
from tests.cast import Cast
from tests.events.reminding import substitute_for
from tests.guards.queries import assert_same_queries

PAGE = "/min-side/varsler/"
OPTIONAL = "wheel.reminder"
DAY = timedelta(days=1)


@pytest.fixture
def secretary(cast: Cast, client: Client) -> User:
    client.force_login(cast.secretary)
    return cast.secretary


def wishes(**changes: Any) -> dict[str, Any]:
    return {"rhythm": "at_once", "language": "nb", "kinds": [OPTIONAL]} | changes


def test_what_is_chosen_is_saved_and_shown_as_chosen(secretary: User, client: Client) -> None:
    response = client.post(PAGE, wishes(rhythm="weekly", language="en", kinds=[]), follow=True)
    secretary.refresh_from_db()
    assert (secretary.mail_rhythm, secretary.language) == ("weekly", "en")
    assert OPTIONAL in secretary.opt_outs.values_list("kind", flat=True)
    form = response.context["wishes"]
    assert (form["rhythm"].value(), form["kinds"].value()) == ("weekly", [])


def test_mandatory_kinds_are_told_of_and_not_asked_about(secretary: User, client: Client) -> None:
    response = client.get(PAGE)
    asked = [key for key, _label in response.context["wishes"].fields["kinds"].choices]
    optional = {key for key, kind in mail_kinds.items() if not kind.mandatory}
    assert {OPTIONAL, "wheel.followed"} <= set(asked) <= optional
    client.post(PAGE, wishes(kinds=["wheel.duty"]))
    assert not MailOptOut.objects.exists()


def test_a_wrong_answer_is_said_to_be_wrong_and_changes_nothing(secretary: User, client: Client) -> None:
    response = client.post(PAGE, wishes(rhythm="hourly"))
    assert response.status_code == 422
    assert response.context["wishes"].errors
    secretary.refresh_from_db()
    assert secretary.mail_rhythm == "at_once"


def away(first: object, last: object) -> dict[str, Any]:
    return {"absence-first_day": str(first), "absence-last_day": str(last)}


def test_days_away_are_noted_and_removed_again(secretary: User, client: Client) -> None:
    client.post(f"{PAGE}fravaer/", away(today() + DAY, today() + 8 * DAY))
    absence = secretary.absences.get()
    assert (absence.first_day, absence.last_day) == (today() + DAY, today() + 8 * DAY)
    client.post(f"{PAGE}fravaer/{absence.pk}/fjern/")
    assert not secretary.absences.exists()


@pytest.mark.parametrize(
    ("first", "last"), [(5, 4), (-9, -1), (0, 500)], ids=["backwards", "over", "more than a year"]
)
def test_days_that_cannot_be_are_explained_and_kept_as_typed(
    first: int, last: int, secretary: User, client: Client
) -> None:
    typed = away(today() + first * DAY, today() + last * DAY)
    response = client.post(f"{PAGE}fravaer/", typed)
    assert response.status_code == 422
    assert "last_day" in response.context["absence"].errors
    assert typed["absence-first_day"] in response.content.decode()
    assert not Absence.objects.exists()


def test_nobody_removes_somebody_elses_days(cast: Cast, secretary: User, client: Client) -> None:
    absence = cast.outsider.absences.create(first_day=today(), last_day=today())
    assert client.post(f"{PAGE}fravaer/{absence.pk}/fjern/").status_code == 404
    assert Absence.objects.filter(pk=absence.pk).exists()


def test_one_reads_who_steps_in(cast: Cast, secretary: User, client: Client) -> None:
    substitute_for(secretary, cast.outsider)
    assert cast.outsider.name in client.get(PAGE).content.decode()


def test_thirty_absences_ask_the_database_no_more_than_one(secretary: User, client: Client) -> None:
    assert_same_queries(
        PAGE, lambda: secretary.absences.create(first_day=today(), last_day=today()), client=client
    )


def link(person: User, kind: str = OPTIONAL) -> str:
    return f"/avmelding/{unsubscribe_token(person.pk, kind)}/"


def test_following_the_link_asks_and_changes_nothing(cast: Cast, client: Client) -> None:
    response = client.get(link(cast.secretary))
    assert response.status_code == 200
    assert response.content.decode().count('<form method="post"') == 1
    assert not MailOptOut.objects.exists()


def test_a_mail_program_unsubscribes_with_one_request_and_no_cookie(cast: Cast) -> None:
    """RFC 8058: a POST with that body, without cookies, answered without a redirect."""
    client = Client(enforce_csrf_checks=True)
    for _again in range(2):
        response = client.post(link(cast.secretary), {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
        assert not response.cookies
    assert list(cast.secretary.opt_outs.values_list("kind", flat=True)) == [OPTIONAL]


def test_it_is_the_links_reader_whose_mail_is_turned_off_whoever_is_signed_in(
    cast: Cast, secretary: User, client: Client
) -> None:
    client.post(link(cast.student))
    assert MailOptOut.objects.get().user == cast.student


def test_a_broken_link_is_not_found(cast: Cast, client: Client) -> None:
    assert client.post(link(cast.secretary)[:-3] + "/").status_code == 404
    assert client.post(link(cast.secretary, "wheel.duty")).status_code == 404
    assert not MailOptOut.objects.exists()


def test_an_old_link_says_so_and_leads_on(cast: Cast, client: Client) -> None:
    old = link(cast.secretary)
    with time_machine.travel(timezone.now() + 366 * DAY):
        response = client.post(old)
    assert response.status_code == 410
    assert PAGE in response.content.decode()
    assert not MailOptOut.objects.exists()
