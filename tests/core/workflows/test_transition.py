"""A step is taken from where the thing stands, by who may, with a reason where one is due."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.core.hearing import listeners
from portal.core.models import ThreadChange
from portal.core.text import Text
from portal.core.workflows.transition import NotPossibleError, take
from tests.cast import Cast
from tests.core.authored.steps import STEPS
from tests.projects.factories import NeedFactory

pytestmark = pytest.mark.django_db


def test_a_step_moves_the_thing_and_its_thread_and_is_written_down(cast: Cast) -> None:
    need = NeedFactory.create()
    with time_machine.travel("2027-03-01T10:00Z", tick=False):
        now = timezone.now()
        take(need, STEPS, "explore", by=cast.team_university)
    assert (need.state, need.version, need.moved_at, need.thread.state) == ("explored", 1, now, "explored")
    change = ThreadChange.objects.get()
    assert (change.thread_id, change.by, change.action) == (need.thread_id, cast.team_university, "explore")
    assert (change.before, change.after, change.at) == ("voiced", "explored", now)


def test_a_step_begins_where_the_thing_stands_and_not_where_somebody_saw_it(cast: Cast) -> None:
    need = NeedFactory.create()
    seen_before = type(need).objects.get(pk=need.pk)
    take(need, STEPS, "explore", by=cast.team_university)
    with pytest.raises(NotPossibleError, match="slik saken står nå"):
        take(seen_before, STEPS, "explore", by=cast.team_university)
    assert ThreadChange.objects.count() == 1


def test_who_may_not_takes_no_step(cast: Cast) -> None:
    need = NeedFactory.create()
    with pytest.raises(PermissionDenied):
        take(need, STEPS, "explore", by=cast.student)
    need.refresh_from_db()
    assert (need.state, ThreadChange.objects.count()) == ("voiced", 0)


def test_a_guard_stops_the_step_and_says_why(cast: Cast) -> None:
    need = NeedFactory.create(better=Text())
    with pytest.raises(NotPossibleError, match="Say what would be better first"):
        take(need, STEPS, "explore", by=cast.team_university)
    need.refresh_from_db()
    assert need.state == "voiced"


def test_a_guard_sees_what_is_set_with_the_step(cast: Cast) -> None:
    need = NeedFactory.create(better=Text())
    take(need, STEPS, "explore", by=cast.team_university, better=Text(nb="Alle får svar."))
    assert (need.state, need.better.nb) == ("explored", "Alle får svar.")


@pytest.mark.parametrize("note", ["", "  \n "])
def test_where_a_reason_is_due_there_is_none_without(note: str, cast: Cast) -> None:
    need = NeedFactory.create(state="explored")
    with pytest.raises(NotPossibleError, match=r"Si hvorfor|Say why"):
        take(need, STEPS, "park", by=cast.team_university, note=note)
    take(need, STEPS, "park", by=cast.team_university, note=" Ingen har tid. ", reason="Ingen har tid.")
    assert ThreadChange.objects.get().note == "Ingen har tid."


def test_whoever_listens_hears_of_a_step_once_it_is_taken(cast: Cast) -> None:
    heard: list[tuple[Any, Any]] = []
    listeners.register("ear", lambda thing, change: heard.append((thing.state, change.action)))
    try:
        take(NeedFactory.create(), STEPS, "explore", by=cast.team_university)
    finally:
        listeners.unregister("ear")
    assert heard == [("explored", "explore")]


def test_where_a_listener_fails_nothing_has_happened(cast: Cast) -> None:
    def fail(_thing: Any, _change: Any) -> None:
        raise RuntimeError("no ear")

    need = NeedFactory.create()
    listeners.register("ear", fail)
    try:
        with pytest.raises(RuntimeError, match="no ear"):
            take(need, STEPS, "explore", by=cast.team_university)
    finally:
        listeners.unregister("ear")
    assert type(need).objects.get(pk=need.pk).state == "voiced"
