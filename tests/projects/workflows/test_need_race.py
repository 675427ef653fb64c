"""Two people at one need: with the guards nothing is said twice or parked unseen; without them it is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from portal.core.models import OutboxMessage, ThreadChange
from portal.core.workflows.transition import NotPossibleError
from portal.partnership.models import User
from projects.models import Need, NeedVoice
from projects.rules.enums import NeedState
from projects.workflows import need as workflow
from projects.workflows.need import move, we_too
from tests.cast import Cast
from tests.core.workflows.test_delivery_race import run_together
from tests.projects.factories import unit_at
from tests.projects.needing import voiced

pytestmark = pytest.mark.django_db(transaction=True)

ONE_VOICE = "one_voice_for_each_unit"


@pytest.fixture(autouse=True)
def _quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)


@pytest.fixture
def need(cast: Cast) -> Need:
    return voiced(cast.employee)


def test_control_without_lock_and_constraint_a_unit_has_two_voices(
    cast: Cast, need: Need, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workflow, "held", _looked_at_together(threading.Barrier(2, timeout=30)))
    with _without(NeedVoice, ONE_VOICE):
        _say_we_too_at_once(cast, need)
        assert NeedVoice.objects.filter(need=need).count() == 2
        NeedVoice.objects.all().delete()


def test_a_unit_has_one_voice_though_two_say_so_at_once(cast: Cast, need: Need) -> None:
    _say_we_too_at_once(cast, need)
    assert NeedVoice.objects.get(need=need).unit == unit_at("university")


def test_the_constraint_alone_holds_it_too(cast: Cast, need: Need, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workflow, "held", _looked_at_together(threading.Barrier(2, timeout=30)))
    _say_we_too_at_once(cast, need)
    assert NeedVoice.objects.filter(need=need).count() == 1


def test_control_without_the_look_a_need_is_parked_that_was_picked_up_meanwhile(
    cast: Cast, need: Need, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workflow, "has_moved", lambda *_: False)
    assert _park_while_picked_up(cast, need) == "parked"
    need.refresh_from_db()
    assert need.state == NeedState.PARKED


def test_a_need_that_is_picked_up_meanwhile_is_not_parked(cast: Cast, need: Need) -> None:
    assert _park_while_picked_up(cast, need) == "told to look again"
    need.refresh_from_db()
    assert (need.state, need.reason) == (NeedState.PICKED_UP, "")
    assert [line.action for line in ThreadChange.objects.filter(thread=need.thread)] == ["pick_up", "made"]
    assert OutboxMessage.objects.filter(recipient=cast.employee).count() == 1


def _say_we_too_at_once(cast: Cast, need: Need) -> None:
    people = (cast.supervisor, cast.course_coordinator)
    start = threading.Barrier(2, timeout=30)
    run_together(*(_saying_we_too(need, person, start) for person in people))


def _saying_we_too(need: Need, by: User, start: threading.Barrier) -> Callable[[], None]:
    unit = unit_at("university")

    def say() -> None:
        try:
            start.wait()
            we_too(need, unit=unit, by=by)
        finally:
            connection.close()

    return say


def _looked_at_together(both: threading.Barrier) -> Callable[[Need], Need]:
    """No lock: each sees the need as it is, and goes on once both have looked whether the unit said so."""

    def look(need: Need) -> Need:
        found = Need.objects.get(pk=need.pk)
        NeedVoice.objects.filter(need=need).exists()
        both.wait()
        return found

    return look


def _park_while_picked_up(cast: Cast, need: Need) -> str:
    """The team has the page of a voiced need before it; a project takes the need up; the team says yes."""
    outcome: list[str] = []

    def park() -> None:
        try:
            move(need, "park", by=cast.team_university, note="Ingen har tid.", seen="voiced")
            outcome.append("parked")
        except NotPossibleError:
            outcome.append("told to look again")
        finally:
            connection.close()

    move(need, "pick_up", by=cast.supervisor)
    run_together(park)
    return outcome[0]


@contextmanager
def _without(model: type[NeedVoice], name: str) -> Iterator[None]:
    """The database without one of its constraints, which comes back."""
    constraint = next(one for one in model._meta.constraints if one.name == name)
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        model.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)
