"""Two people at once: one address each, one step taken, one version written."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection

from portal.core.models import ThreadChange
from portal.core.rules.slug import free_slug
from portal.core.text import Text
from portal.core.workflows import authored
from portal.core.workflows.authored import edit, make
from portal.core.workflows.transition import NotPossibleError, StaleError, take
from portal.partnership.models import User
from projects.models import Need
from tests.cast import person, seat
from tests.core.authored.steps import STEPS
from tests.core.workflows.test_delivery_race import run_together
from tests.projects.factories import NeedFactory, unit_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("partnership")]


@pytest.fixture
def member() -> User:
    return seat(person("member"), role="member", body="team")


@pytest.fixture(autouse=True)
def _no_needs_after() -> Iterator[None]:
    yield
    Need.objects.all().delete()


def at_once(deed: Callable[[int], Any]) -> list[str]:
    """Do it twice at the same time; gives what came of each."""
    start = threading.Barrier(2, timeout=30)
    outcomes: list[str] = []

    def doing(number: int) -> Callable[[], None]:
        def do() -> None:
            try:
                start.wait()
                deed(number)
                outcomes.append("done")
            except (StaleError, NotPossibleError, IntegrityError) as error:
                outcomes.append(type(error).__name__)
            finally:
                connection.close()

        return do

    run_together(doing(1), doing(2))
    return sorted(outcomes)


def voice(by: User) -> None:
    unit = unit_at("municipality")
    make(Need(title=Text(nb="Samme navn"), summary=Text(nb="x"), unit=unit, state="voiced"), by=by)


def test_two_things_of_one_name_made_at_once_have_two_addresses(member: User) -> None:
    assert at_once(lambda _number: voice(member)) == ["done", "done"]
    assert set(Need.objects.values_list("slug", flat=True)) == {"samme-navn", "samme-navn-2"}


def test_control_without_waiting_for_each_other_both_take_the_same_address(
    member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have looked for a free address before either has written."""
    looked = threading.Barrier(2, timeout=30)

    def look_together(title: str, taken: Any) -> str:
        looked.wait()
        return free_slug(title, taken)

    monkeypatch.setattr(authored, "free_slug", look_together)
    monkeypatch.setattr(authored, "wait_for_names", lambda _model: None)
    assert at_once(lambda _number: voice(member)) == ["IntegrityError", "done"]


def test_a_step_taken_twice_at_once_is_taken_once(member: User) -> None:
    need = NeedFactory.create()
    outcomes = at_once(lambda _number: take(Need.objects.get(pk=need.pk), STEPS, "explore", by=member))
    assert outcomes == ["NotPossibleError", "done"]
    assert ThreadChange.objects.filter(thread=need.thread).count() == 1


def test_of_two_who_change_one_version_at_once_one_is_told_so(member: User) -> None:
    need = NeedFactory.create()
    outcomes = at_once(
        lambda number: edit(
            Need.objects.get(pk=need.pk), {"title": Text(nb=f"Nr. {number}")}, by=member, seen=0
        )
    )
    assert outcomes == ["StaleError", "done"]
    assert Need.objects.get(pk=need.pk).version == 1
