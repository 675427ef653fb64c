"""The log is asked for by kind, thing, person, doer and day, and read a page at a time without gaps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pghistory
import pytest
from django.db import connection

from portal.core.clock import today
from portal.partnership.models import Seat, Tenure
from portal.partnership.queries.change_log import Asked, Change, Place, people_named, read_changes
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def found(limit: int = 500, after: Place | None = None, **asked: Any) -> list[Change]:
    return read_changes(Asked(**asked), after=after, limit=limit)


def test_pages_put_together_are_the_whole_log_in_its_order(cast: Cast) -> None:
    """All of the cast comes in one transaction, so at one moment: the hardest case for a page's edge."""
    whole = found()
    assert len({change.at for change in whole}) < len(whole)
    paged: list[Change] = []
    while page := found(7, paged[-1].place if paged else None):
        paged += page
    assert [change.place for change in paged] == [change.place for change in whole]
    assert len({change.place for change in paged}) == len(paged)
    assert [change.at for change in paged] == sorted((change.at for change in paged), reverse=True)


def test_what_was_before_is_the_line_before_of_the_same_row(cast: Cast) -> None:
    seat = Seat.objects.earliest("pk")
    for percent in (10, 20):
        seat.percent = percent
        seat.save()
    last, first = found(2, kind="seat")
    assert (last.before or {})["percent"] == 10
    assert (last.after["percent"], first.after["percent"]) == (20, 10)


def test_a_kind_brings_that_kind_alone(cast: Cast) -> None:
    assert {change.kind for change in found(kind="tenure")} == {"tenure"}
    assert found(kind="nothing-of-this-name") == []


def test_a_thing_brings_its_own_changes_and_those_of_what_hangs_on_it(cast: Cast) -> None:
    tenure = cast.secretary.tenures.get()
    kinds = {change.kind for change in found(thing=("seat", tenure.seat_id))}
    assert kinds == {"seat", "tenure"}
    assert {change.row for change in found(thing=("tenure", tenure.pk))} == {tenure.pk}


def test_a_person_brings_all_that_is_about_them_and_not_what_they_did(cast: Cast) -> None:
    with pghistory.context(user=cast.secretary.pk, url="/"):
        Seat.objects.filter(tenures__user=cast.controller).update(percent=5)
    for asked in ({"about": [cast.secretary.pk]}, {"thing": ("person", cast.secretary.pk)}):
        assert {change.kind for change in found(**asked)} == {"person", "tenure"}
    assert {change.kind for change in found(by=[cast.secretary.pk])} == {"seat"}
    assert found(about=[]) == []


def test_days_are_days_in_oslo_and_both_count(cast: Cast) -> None:
    event = Tenure.pgh_event_model._meta.db_table  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{event}" DISABLE TRIGGER USER')
        # Half past midnight in Oslo is the day before in UTC.
        cursor.execute(f"UPDATE \"{event}\" SET pgh_created_at = '2025-06-09 22:30+00'")
    count = len(found(kind="tenure"))
    assert count > 0
    ninth, tenth = date(2025, 6, 9), date(2025, 6, 10)
    assert found(kind="tenure", last_day=ninth) == []
    assert len(found(kind="tenure", first_day=tenth, last_day=tenth)) == count
    assert found(kind="tenure", first_day=tenth + timedelta(days=1)) == []
    assert {change.kind for change in found(first_day=today())}.isdisjoint({"tenure"})


def test_people_are_found_by_a_part_of_their_name(cast: Cast) -> None:
    assert people_named(cast.secretary.name[:6].lower()) == [cast.secretary.pk]
    assert people_named("%") == []
