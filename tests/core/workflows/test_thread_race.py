"""Facet counts stay right while many write at once and somebody sums them up."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction

from portal.core.models import Thread
from portal.core.workflows.thread import MergeError, compact_counts, merge
from tests.core.threads import counted, standing
from tests.core.workflows.test_delivery_race import run_together
from tests.threads_app.declared import BoatFactory
from tests.threads_app.models import Boat

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("boats")]

WRITERS = 4
ROUNDS = 12


@pytest.fixture(autouse=True)
def _no_boats_before_or_after() -> Iterator[None]:
    yield
    Boat.objects.all().delete()


def writer(number: int, start: threading.Barrier) -> Callable[[], None]:
    def write() -> None:
        try:
            start.wait()
            for turn in range(ROUNDS):
                boat = BoatFactory.create(slug=f"w{number}-{turn}", harbour=f"h{turn % 3}")
                with transaction.atomic():
                    Boat.objects.filter(pk=boat.pk).update(harbour=f"h{number % 3}", shown_to="partners")
                    if turn % 3 == 0:
                        boat.delete()
                    transaction.set_rollback(turn % 4 == 1)
        finally:
            connection.close()

    return write


def summer(start: threading.Barrier) -> Callable[[], None]:
    def sum_up() -> None:
        try:
            start.wait()
            for _turn in range(ROUNDS * 2):
                compact_counts()
        finally:
            connection.close()

    return sum_up


def test_counts_under_facets_are_right_after_many_have_written_at_once() -> None:
    start = threading.Barrier(WRITERS + 2, timeout=30)
    writers = [writer(number, start) for number in range(WRITERS)]
    run_together(*writers, summer(start), summer(start))
    assert counted() == standing()
    assert sum(standing().values()) > 0


def test_no_writer_waits_for_another_to_commit_before_it_counts() -> None:
    done = threading.Event()

    def write_beside() -> None:
        try:
            BoatFactory.create(slug="beside")
            done.set()
        finally:
            connection.close()

    with transaction.atomic():
        BoatFactory.create(slug="held")
        thread = threading.Thread(target=write_beside, daemon=True)
        thread.start()
        assert done.wait(20), "A writer waited for the count of another one."
    thread.join(20)
    assert counted() == standing()


def test_of_two_things_merged_into_each_other_at_once_one_stays() -> None:
    first, second = BoatFactory.create(slug="first").thread, BoatFactory.create(slug="second").thread
    start = threading.Barrier(2, timeout=30)
    outcomes: list[str] = []

    def merging(thread: Thread, into: Thread) -> Callable[[], None]:
        def try_it() -> None:
            try:
                start.wait()
                merge(thread, into=into)
                outcomes.append("merged")
            except MergeError:
                outcomes.append("refused")
            finally:
                connection.close()

        return try_it

    run_together(merging(first, second), merging(second, first))
    assert sorted(outcomes) == ["merged", "refused"]
    assert Thread.objects.filter(kind="boat", merged_into=None).count() == 1
