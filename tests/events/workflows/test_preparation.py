"""A point of a check list is ticked once, also by two people at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from events.models import Entry, Preparation, PreparationDone
from events.workflows.preparation import tick, untick
from portal.partnership.models import User
from tests.cast import Cast, person
from tests.events.factories import ActivityFactory, EntryFactory, PreparationFactory


@pytest.fixture
def prepared(cast: Cast) -> tuple[Entry, Preparation]:
    point = PreparationFactory.create()
    return EntryFactory.create(activity=point.activity), point


def test_the_second_tick_changes_nothing(prepared: tuple[Entry, Preparation], cast: Cast) -> None:
    entry, point = prepared
    assert tick(entry, point, by=cast.team_university)
    assert not tick(entry, point, by=cast.team_municipality)
    assert PreparationDone.objects.get().by == cast.team_university


def test_a_tick_can_be_taken_back_and_given_again(prepared: tuple[Entry, Preparation], cast: Cast) -> None:
    entry, point = prepared
    tick(entry, point, by=cast.team_university)
    assert untick(entry, point)
    assert not untick(entry, point)
    assert tick(entry, point, by=cast.team_municipality)


def test_the_database_holds_one_tick(prepared: tuple[Entry, Preparation], cast: Cast) -> None:
    entry, point = prepared
    tick(entry, point, by=cast.team_university)
    with pytest.raises(IntegrityError, match="one_tick_per_preparation"), transaction.atomic():
        PreparationDone.objects.create(entry=entry, preparation=point)


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_one_is_first() -> None:
    entry = EntryFactory.create(activity=ActivityFactory.create())
    assert entry.activity is not None
    point = PreparationFactory.create(activity=entry.activity, owner_body=None, owner_role="secretary")
    people, together = [person(f"ticker_{number}") for number in range(8)], Barrier(8)

    def at_once(who: User) -> bool:
        together.wait()
        try:
            return tick(entry, point, by=who)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        firsts = list(pool.map(at_once, people))
    assert sum(firsts) == 1
    assert PreparationDone.objects.filter(entry=entry).count() == 1
