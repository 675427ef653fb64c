"""Who does it, whom it reminds and what to prepare: one form, with what it comes to in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import pytest
import time_machine
from django.test import Client

from events.models import Activity, Entry, PreparationDone
from portal.core.clock import OSLO
from portal.partnership.models import Body, Tenure
from tests.cast import Cast
from tests.events.factories import (
    ActivityFactory,
    EntryFactory,
    PreparationFactory,
    ReminderPlanFactory,
)
from tests.guards.queries import assert_same_queries


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=OSLO), tick=False):
        yield


@pytest.fixture
def team(cast: Cast, client: Client) -> Client:
    client.force_login(cast.team_university, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def activity(cast: Cast) -> Activity:
    """One reminder ten days before, one point a week before; the next date is 3 March 2027."""
    activity = ActivityFactory.create(responsible_body=Body.objects.get(kind="team"))
    ReminderPlanFactory.create(activity=activity)
    PreparationFactory.create(activity=activity)
    EntryFactory.create(activity=activity)
    return activity


def sent(team: Client, activity: Activity, **given: Any) -> dict[str, Any]:
    """The page's form as a browser sends it, with some answers changed."""
    forms = team.get(address(activity)).context["forms"]
    data: dict[str, Any] = {}
    for formset in (forms.reminders, forms.preparations):
        management = formset.management_form
        data |= {management.add_prefix(name): management[name].value() for name in management.fields}
    for form in (forms.responsible, *forms.reminders.forms, *forms.preparations.forms):
        data |= {form.add_prefix(name): form[name].value() for name in form.fields}
    return {name: value for name, value in data.items() if value not in (None, False)} | given


def address(activity: Activity) -> str:
    return f"/en/arshjul/aktiviteter/{activity.key}/plan/"


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def reminders(activity: Activity) -> list[tuple[int, str, time]]:
    return list(activity.reminders.values_list("days", "edge", "hour"))


def test_saving_what_is_there_changes_nothing_but_whose_it_is(team: Client, activity: Activity) -> None:
    before = [list(activity.reminders.values()), list(activity.preparations.values())]
    team.post(address(activity), sent(team, activity))
    assert [list(activity.reminders.values()), list(activity.preparations.values())] == before
    assert not Activity.objects.get(pk=activity.pk).managed_by_file


def test_rows_are_added_and_removed_in_one_go(team: Client, activity: Activity) -> None:
    given = {"reminders-0-DELETE": "on", "reminders-1-days": "3", "reminders-1-side": "after-end"}
    given |= {"reminders-2-days": "40", "reminders-2-hour": "14"}
    team.post(address(activity), sent(team, activity, **given))
    assert reminders(activity) == [(-3, "end", time(8)), (40, "start", time(14))]


def test_who_does_it_is_saved(team: Client, activity: Activity) -> None:
    given = {"who-body": "", "who-role": "secretary"}
    team.post(address(activity), sent(team, activity, **given))
    saved = Activity.objects.get(pk=activity.pk)
    assert (saved.responsible.body, saved.responsible.role) == ("", "secretary")


def test_the_same_reminder_twice_is_refused(team: Client, activity: Activity) -> None:
    response = team.post(address(activity), sent(team, activity, **{"reminders-1-days": "10"}))
    assert response.status_code == 422
    assert "This reminder stands twice." in text_of(response)
    assert len(reminders(activity)) == 1


def test_a_point_without_an_owner_is_refused_and_kept_on_the_page(team: Client, activity: Activity) -> None:
    given = {"preparations-1-text_nb": "Kok kaffe", "preparations-1-days_before": "1"}
    response = team.post(address(activity), sent(team, activity, **given))
    assert "Say whose it is" in text_of(response)
    assert 'value="Kok kaffe"' in response.content.decode()
    assert activity.preparations.count() == 1


def test_a_mistake_in_a_row_that_goes_does_not_matter(team: Client, activity: Activity) -> None:
    given = {"reminders-0-days": "tull", "reminders-0-DELETE": "on"}
    assert team.post(address(activity), sent(team, activity, **given)).status_code == 302
    assert reminders(activity) == []


def test_a_changed_point_stays_ticked_and_a_removed_one_goes(
    team: Client, activity: Activity, cast: Cast
) -> None:
    [point], entry = activity.preparations.all(), Entry.objects.get(activity=activity)
    PreparationDone.objects.create(entry=entry, preparation=point, by=cast.team_university)
    given = {"preparations-0-text_nb": "Noe mer", "preparations-0-days_before": "9"}
    team.post(address(activity), sent(team, activity, **given))
    changed = activity.preparations.get()
    assert (changed.pk, changed.text.nb, changed.days_before) == (point.pk, "Noe mer", 9)
    assert PreparationDone.objects.filter(preparation=point).exists()
    team.post(address(activity), sent(team, activity, **{"preparations-0-DELETE": "on"}))
    assert not activity.preparations.exists()


def test_another_activity_s_point_is_not_taken_over(team: Client, activity: Activity) -> None:
    other = PreparationFactory.create()
    team.post(address(activity), sent(team, activity, **{"preparations-0-pk": str(other.pk)}))
    before = other.text
    other.refresh_from_db()
    assert (other.text, other.activity_id != activity.pk) == (before, True)


def test_what_would_be_sent_is_told_and_nothing_is_saved(
    team: Client, activity: Activity, cast: Cast
) -> None:
    given = {"reminders-1-days": "20", "reminders-1-side": "before-start", "show": "1"}
    response = team.post(address(activity), sent(team, activity, **given))
    text = text_of(response)
    assert "Wednesday 3 March 2027" in text
    assert "Thursday 11 February 2027 at 08.00" in text
    assert "Sunday 21 February 2027 at 08.00" in text
    assert cast.team_university.name in text
    assert cast.secretary.name not in text
    assert len(reminders(activity)) == 1


def test_a_moment_that_has_passed_says_so(team: Client, activity: Activity) -> None:
    Entry.objects.filter(activity=activity).update(first_day=date(2026, 11, 30), last_day=date(2026, 11, 30))
    assert "20 November 2026 at 08.00 has passed" in text_of(team.get(address(activity)))


def test_an_empty_seat_and_a_wheel_without_dates_are_told(team: Client, activity: Activity) -> None:
    Tenure.objects.filter(seat__body__kind="team").update(last_day=date(2026, 11, 1))
    client = Client()
    administrator = Tenure.objects.get(seat__role="administrator").user
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    assert "nobody would be reminded" in text_of(client.get(address(activity)))
    Entry.objects.filter(activity=activity).update(state="cancelled")
    assert "No date of this activity lies ahead" in text_of(client.get(address(activity)))


def test_the_plan_asks_as_often_for_thirty_rows_as_for_one(team: Client, activity: Activity) -> None:
    days = iter(range(100, 200))

    def row() -> None:
        ReminderPlanFactory.create(activity=activity, days=next(days))
        PreparationFactory.create(activity=activity)

    assert_same_queries(address(activity), row, client=team)
