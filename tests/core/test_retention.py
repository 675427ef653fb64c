"""The nightly enforcement of how long things are kept: when it is due, and that one rule stops no other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.core.clock import OSLO
from portal.core.models import Heartbeat, RetentionRun
from portal.core.queries.retention import retention_problems
from portal.core.retention import (
    RetentionRule,
    UnfinishedError,
    kept_since,
    night_of,
    retention_rules,
    years_before,
)
from portal.core.tasks import enforce_retention as the_task
from portal.core.workflows.retention import enforce_retention, enforce_tonight

NOON = datetime(2027, 3, 10, 12, tzinfo=OSLO)


def oslo(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=OSLO)


class Rules:
    """Planted rules, which write down when they ran; the real ones are put aside."""

    def __init__(self) -> None:
        self.ran: list[tuple[str, datetime]] = []

    def plant(self, key: str, *, touched: int = 0, raises: Exception | None = None) -> None:
        def rule(now: datetime) -> int:
            self.ran.append((key, now))
            Heartbeat.objects.update_or_create(name=key, defaults={"at": now})
            if raises is not None:
                raise raises
            return touched

        retention_rules.register(key, rule)


@pytest.fixture
def rules() -> Iterator[Rules]:
    real: list[tuple[str, RetentionRule]] = retention_rules.items()
    for key, _rule in real:
        retention_rules.unregister(key)
    yield Rules()
    for key in dict(retention_rules.items()):
        retention_rules.unregister(key)
    for key, rule in real:
        retention_rules.register(key, rule)


@pytest.mark.parametrize(
    ("now", "night"),
    [
        (oslo(2027, 3, 10, 2, 59), oslo(2027, 3, 9, 3)),
        (oslo(2027, 3, 10, 3, 0), oslo(2027, 3, 10, 3)),
        (oslo(2027, 3, 10, 23, 0), oslo(2027, 3, 10, 3)),
        # The clocks go forward at two and back at three: three o'clock is there once in either night.
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), oslo(2027, 3, 27, 3)),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), oslo(2027, 3, 28, 3)),
        (datetime(2027, 10, 31, 1, 59, tzinfo=UTC), oslo(2027, 10, 30, 3)),
        (datetime(2027, 10, 31, 2, 0, tzinfo=UTC), oslo(2027, 10, 31, 3)),
    ],
)
def test_a_night_begins_at_three_in_oslo(now: datetime, night: datetime) -> None:
    assert night_of(now) == night


def test_days_are_whole_days_in_oslo_also_where_the_clocks_change() -> None:
    assert kept_since(oslo(2027, 5, 30, 3), days=90) == oslo(2027, 3, 1)
    assert kept_since(oslo(2027, 3, 29, 3), days=1) == oslo(2027, 3, 28)
    assert kept_since(oslo(2027, 11, 1, 3), days=1) == oslo(2027, 10, 31)


def test_a_year_before_a_leap_day_is_the_day_before_it() -> None:
    assert years_before(oslo(2028, 2, 29, 3), 1) == oslo(2027, 2, 28)
    assert years_before(oslo(2028, 3, 1, 3), 1) == oslo(2027, 3, 1)


@pytest.mark.django_db
def test_a_rule_runs_once_a_night_however_often_beat_asks(rules: Rules) -> None:
    rules.plant("first", touched=2)
    with time_machine.travel(oslo(2027, 3, 10, 3, 5), tick=False) as clock:
        the_task()
        the_task()
        clock.move_to(oslo(2027, 3, 11, 2, 55))
        the_task()
        assert [key for key, _now in rules.ran] == ["first"]
        clock.move_to(oslo(2027, 3, 11, 3, 10))
        the_task()
    assert [now for _key, now in rules.ran] == [oslo(2027, 3, 10, 3, 5), oslo(2027, 3, 11, 3, 10)]
    assert list(RetentionRun.objects.values_list("rule", "touched", "error")) == [("first", 2, "")] * 2


@pytest.mark.django_db
def test_after_an_outage_the_night_is_made_up_for_at_once(rules: Rules) -> None:
    rules.plant("first")
    RetentionRun.objects.create(at=NOON - timedelta(days=5), rule="first")
    with time_machine.travel(NOON, tick=False):
        assert [done.rule for done in enforce_tonight()] == ["first"]


@pytest.mark.django_db
def test_a_rule_that_fails_stops_none_of_the_others_and_changes_nothing(
    rules: Rules, caplog: pytest.LogCaptureFixture
) -> None:
    rules.plant("broken", raises=ValueError("somebody@example.org"))
    rules.plant("whole", touched=3)
    enforce_retention(NOON)
    assert dict(RetentionRun.objects.values_list("rule", "error")) == {"broken": "ValueError", "whole": ""}
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"whole"}
    assert "“broken” failed (ValueError)" in caplog.text
    assert "somebody@example.org" not in caplog.text


@pytest.mark.django_db
def test_a_rule_that_goes_on_past_a_failure_keeps_what_it_did(rules: Rules) -> None:
    rules.plant("partly", raises=UnfinishedError(4, KeyError("x")))
    enforce_retention(NOON)
    run = RetentionRun.objects.get()
    assert (run.touched, run.error) == (4, "KeyError")
    assert Heartbeat.objects.exists()


@pytest.mark.django_db
def test_a_failure_shows_in_readiness_until_the_rule_has_run_well(rules: Rules) -> None:
    rules.plant("first")
    assert retention_problems() == []
    RetentionRun.objects.create(at=timezone.now() - timedelta(seconds=2), rule="first", error="ValueError")
    (problem,) = retention_problems()
    assert "first" in problem
    assert "ValueError" in problem
    RetentionRun.objects.create(at=timezone.now(), rule="first")
    assert retention_problems() == []


@pytest.mark.django_db
def test_a_night_on_which_nothing_ran_shows_in_readiness_from_five_o_clock(rules: Rules) -> None:
    rules.plant("first")
    RetentionRun.objects.create(at=oslo(2027, 3, 9, 3, 5), rule="first")
    with time_machine.travel(oslo(2027, 3, 10, 4, 59), tick=False) as clock:
        assert retention_problems() == []
        clock.move_to(oslo(2027, 3, 10, 5, 0))
        assert len(retention_problems()) == 1


@pytest.mark.django_db
def test_a_dry_run_gives_the_numbers_and_changes_nothing(rules: Rules) -> None:
    rules.plant("first", touched=7)
    out = StringIO()
    call_command("enforce_retention", "--dry-run", "--at", "2030-01-01T03:00", stdout=out)
    assert out.getvalue() == "first: 7\n"
    assert rules.ran == [("first", oslo(2030, 1, 1, 3))]
    assert not Heartbeat.objects.exists()
    assert not RetentionRun.objects.exists()


@pytest.mark.django_db
def test_the_command_fails_when_a_rule_does_and_refuses_what_is_no_moment(rules: Rules) -> None:
    rules.plant("broken", raises=ValueError())
    with pytest.raises(CommandError, match="broken"):
        call_command("enforce_retention", stdout=StringIO())
    with pytest.raises(CommandError, match="tomorrow"):
        call_command("enforce_retention", "--at", "tomorrow", stdout=StringIO())


@pytest.mark.django_db
def test_every_real_rule_runs_and_finds_nothing_in_an_empty_portal() -> None:
    done = enforce_retention(timezone.now())
    assert {each.rule for each in done} >= {"mail", "sessions", "idle_warned", "idle_erased", "absences"}
    assert [each for each in done if each.error or each.touched] == []
