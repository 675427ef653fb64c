"""Which dates a person's own calendar holds, and what they have to prepare for them."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from events.models import Entry, Preparation, PreparationDone
from events.queries.calendar import calendar_entry, dates_concerning, preparations_of
from events.rules.concern import concerns
from events.rules.enums import Audience, ShownTo
from portal.core.calendar import CalendarEntry, Status
from portal.core.text import Text
from portal.partnership.models import Body, Partner
from tests.cast import Cast
from tests.events.factories import ActivityFactory, EntryFactory

TODAY = date(2027, 2, 1)
SEATS = [
    {},
    {"role": "secretary"},
    {"role": "controller"},
    {"body": "steering"},
    {"body": "team"},
    {"body": "team", "partner": "municipality"},
    {"partner": "university"},
    {"body": "steering", "role": "leader"},
]


def responsible(who: dict[str, str]) -> dict[str, object]:
    """Fields of an activity for whom these seats answer, found by the kind of body and partner."""
    return {
        "responsible_body": Body.objects.get(kind=who["body"]) if "body" in who else None,
        "responsible_role": who.get("role", ""),
        "responsible_partner": Partner.objects.filter(kind=who["partner"])[0] if "partner" in who else None,
    }


def prepared(entry: Entry, text: str = "Bestill rom", days_before: int = 14) -> Preparation:
    """Something the secretary prepares for the entry."""
    assert entry.activity is not None
    return Preparation.objects.create(
        activity=entry.activity, text=Text(nb=text), days_before=days_before, owner_role="secretary"
    )


@pytest.fixture
def meeting(cast: Cast) -> Entry:
    return EntryFactory.create(activity=ActivityFactory(), first_day=date(2027, 3, 16), sequence=2)


def to_prepare(user: object) -> list[CalendarEntry]:
    return list(preparations_of(user, TODAY))


def test_what_the_rule_says_of_one_date_the_query_says_of_all(cast: Cast) -> None:
    for audience in Audience.values:
        EntryFactory(audience=audience)
        for who in SEATS:
            EntryFactory(audience=audience, activity=ActivityFactory(**responsible(who)))
    for who_, user in [*cast.by_name().items(), ("nobody", AnonymousUser())]:
        by_query = set(Entry.objects.concerning(user))
        by_rule = {entry for entry in Entry.objects.all() if concerns(user, entry)}
        assert by_query == by_rule, who_


@pytest.mark.parametrize(
    ("who", "audiences"),
    [
        ("outsider", {"public"}),
        ("student", {"public"}),
        ("employee", {"public", "partners"}),
        ("controller", {"public", "partners"}),
        ("team_university", {"public", "partners", "team", "steering"}),
        ("steering_member", {"public", "partners", "steering"}),
        ("secretary", {"public", "partners", "steering"}),
    ],
)
def test_a_date_concerns_those_it_is_for(cast: Cast, who: str, audiences: set[str]) -> None:
    for audience in Audience.values:
        EntryFactory(audience=audience, shown_to="public")
    found = dates_concerning(cast.by_name()[who], TODAY)
    assert {entry.audience for entry in found} == audiences


def test_a_date_concerns_whose_seat_answers_for_it_though_it_is_for_others(cast: Cast) -> None:
    EntryFactory(
        audience="team", shown_to="governance", activity=ActivityFactory(responsible_role="controller")
    )
    assert len(dates_concerning(cast.controller, TODAY)) == 1
    assert dates_concerning(cast.steering_member, TODAY) == []


def test_nothing_concerns_one_who_may_not_see_it(cast: Cast) -> None:
    for shown_to in ShownTo.values:
        EntryFactory(audience="public", shown_to=shown_to)
    assert [entry.shown_to for entry in dates_concerning(cast.student, TODAY)] == ["public"]


def test_calendars_reach_back_to_the_start_of_last_year(cast: Cast) -> None:
    for day in (date(2025, 12, 31), date(2026, 1, 1)):
        EntryFactory(first_day=day)
    assert [entry.first_day for entry in dates_concerning(cast.outsider, TODAY)] == [date(2026, 1, 1)]


def test_what_one_has_to_prepare_stands_on_its_day(cast: Cast, meeting: Entry) -> None:
    prepared(meeting)
    [found] = to_prepare(cast.secretary)
    assert (found.first_day, found.last_day, found.starts_at) == (date(2027, 3, 2), date(2027, 3, 2), None)
    assert "Bestill rom" in found.summary
    assert str(meeting.title) in found.description
    assert (found.sequence, found.status) == (2, Status.CONFIRMED)


def test_others_preparations_are_not_in_ones_calendar(cast: Cast, meeting: Entry) -> None:
    prepared(meeting)
    for who in ("steering_member", "team_university", "employee", "outsider"):
        assert to_prepare(cast.by_name()[who]) == [], who


def test_what_is_ticked_off_is_gone(cast: Cast, meeting: Entry) -> None:
    done, left = prepared(meeting), prepared(meeting, "Send sakspapirer", 10)
    PreparationDone.objects.create(entry=meeting, preparation=done, by=cast.secretary)
    [found] = to_prepare(cast.secretary)
    assert str(left.text) in found.summary


def test_a_preparation_is_called_off_with_its_date(cast: Cast, meeting: Entry) -> None:
    prepared(meeting)
    Entry.objects.update(state="cancelled")
    [found] = to_prepare(cast.secretary)
    assert found.status == Status.CANCELLED


def test_another_lead_time_is_another_thing_to_calendars(cast: Cast, meeting: Entry) -> None:
    preparation = prepared(meeting)
    [before] = to_prepare(cast.secretary)
    [again] = to_prepare(cast.secretary)
    Preparation.objects.update(days_before=preparation.days_before + 7)
    [after] = to_prepare(cast.secretary)
    assert before.uid == again.uid != after.uid


def test_preparations_of_many_dates_are_three_queries(
    cast: Cast, meeting: Entry, django_assert_num_queries: object
) -> None:
    prepared(meeting)
    for number in range(2, 12):
        EntryFactory(activity=meeting.activity, number=number, first_day=date(2027, 4, number))
    to_prepare(cast.secretary)  # the standing is read
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(to_prepare(cast.secretary)) == 11


def test_a_date_leads_to_its_row_on_the_wheel_in_the_language_that_is_active(meeting: Entry) -> None:
    assert calendar_entry(meeting).url == f"http://testserver/arshjul/datoer/{meeting.pk}/"
