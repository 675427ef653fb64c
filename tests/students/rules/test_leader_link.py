"""The leader's link names one question to one leader, and nobody can make one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from students.rules.leader_link import (
    VALID_FOR,
    LinkBrokenError,
    LinkExpiredError,
    leader_token,
    read_token,
)

NOW = datetime(2026, 10, 5, 10, tzinfo=UTC)


def test_it_says_task_leader_and_when_it_was_asked() -> None:
    link = read_token(leader_token(3, 7, NOW))
    assert (link.task, link.leader) == (3, 7)
    assert link.is_about(NOW)
    assert not link.is_about(NOW + timedelta(microseconds=1))
    assert not link.is_about(None)


def test_a_spoilt_link_is_broken() -> None:
    whole = leader_token(3, 7, NOW)
    for spoilt in ("", "x", whole[:-2], f"{whole}x"):
        with pytest.raises(LinkBrokenError):
            read_token(spoilt)


def test_it_outlives_the_summer_but_not_the_year() -> None:
    with time_machine.travel(NOW, tick=False):
        token = leader_token(3, 7, NOW)
    with time_machine.travel(NOW + VALID_FOR - timedelta(hours=1), tick=False):
        read_token(token)
    with (
        time_machine.travel(NOW + VALID_FOR + timedelta(hours=1), tick=False),
        pytest.raises(LinkExpiredError),
    ):
        read_token(token)
