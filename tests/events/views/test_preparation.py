"""The check list stands on the date's page for those it concerns, and is ticked by those whose it is."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from events.models import Entry, Preparation, PreparationDone
from portal.partnership.models import Body, User
from tests.cast import Cast
from tests.events.factories import EntryFactory, PreparationFactory

PAGE = Template("{% load preparation %}{% preparations entry user %}")


@pytest.fixture
def point(cast: Cast) -> Preparation:
    """One that the secretary does."""
    return PreparationFactory.create(owner_body=Body.objects.get(kind="functions"), owner_role="secretary")


@pytest.fixture
def entry(point: Preparation) -> Entry:
    return EntryFactory.create(activity=point.activity)


def shown(entry: Entry, user: Any) -> str:
    request = RequestFactory().get("/")
    return PAGE.render(Context({"request": request, "entry": entry, "user": user, "csrf_token": "x"}))


def post(client: Client, user: User, entry: Entry, **data: Any) -> Any:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.post(f"/arshjul/datoer/{entry.pk}/forberedelser/", data)


def test_only_those_it_concerns_see_it(entry: Entry, cast: Cast) -> None:
    sees = {name for name, user in cast.by_name().items() if "preparations" in shown(entry, user)}
    assert sees == {
        "team_municipality",
        "team_university",
        "secretary",
        "steering_member",
        "steering_leader",
        "controller",
        "administrator",
    }


def test_an_owner_outside_the_governing_sees_it_too(cast: Cast) -> None:
    from tests.cast import person, seat

    coordinator = seat(person("coordinator"), role="placement_coordinator")
    body = Body.objects.get(kind="functions")
    point = PreparationFactory.create(owner_body=body, owner_role="placement_coordinator")
    entry = EntryFactory.create(activity=point.activity)
    assert "<form" in shown(entry, coordinator)


def test_only_those_who_may_tick_get_a_button(entry: Entry, cast: Cast) -> None:
    may = {name for name, user in cast.by_name().items() if "<form" in shown(entry, user)}
    assert may == {"team_municipality", "team_university", "secretary", "administrator"}


def test_it_tells_who_ticked_it(entry: Entry, point: Preparation, cast: Cast, client: Client) -> None:
    response = post(client, cast.secretary, entry, preparation=point.pk, done="1")
    assert response["Location"] == f"/arshjul/datoer/{entry.pk}/#preparations"
    assert cast.secretary.name in shown(entry, cast.team_university)
    post(client, cast.team_university, entry, preparation=point.pk, done="1")
    assert PreparationDone.objects.get().by == cast.secretary
    post(client, cast.team_university, entry, preparation=point.pk, done="0")
    assert not PreparationDone.objects.exists()


def test_an_owner_does_not_tick_another_s_point(
    entry: Entry, point: Preparation, cast: Cast, client: Client
) -> None:
    leaders = PreparationFactory.create(
        activity=point.activity, owner_body=Body.objects.get(kind="steering"), owner_role="leader"
    )
    assert post(client, cast.steering_leader, entry, preparation=point.pk, done="1").status_code == 403
    assert post(client, cast.steering_leader, entry, preparation=leaders.pk, done="1").status_code == 302
    assert post(client, cast.steering_member, entry, preparation=leaders.pk, done="0").status_code == 403
    assert [done.preparation for done in PreparationDone.objects.all()] == [leaders]


@pytest.mark.parametrize("which", ["", "tull", "99999999", "-1"])
def test_a_point_that_is_not_there_changes_nothing(
    which: str, entry: Entry, cast: Cast, client: Client
) -> None:
    assert post(client, cast.team_university, entry, preparation=which, done="1").status_code == 302
    assert not PreparationDone.objects.exists()


def test_a_cancelled_date_needs_no_preparing(entry: Entry, cast: Cast) -> None:
    entry.state = "cancelled"
    assert shown(entry, cast.team_university).strip() == ""


def test_the_list_asks_as_often_for_thirty_points_as_for_one(
    entry: Entry, point: Preparation, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for _number in range(30):
        done = PreparationFactory.create(activity=point.activity)
        PreparationDone.objects.create(entry=entry, preparation=done, by=cast.team_university)
    entry = Entry.objects.select_related("activity__responsible_body", "activity__responsible_partner").get()
    shown(entry, cast.team_university)
    with django_assert_max_num_queries(2):
        shown(entry, cast.team_university)
