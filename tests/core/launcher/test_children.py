"""A child that ends is started again, with growing pauses, and said once each time."""

from __future__ import annotations

import os

import pytest

from portal.core.launcher.children import Child, stop_all
from tests.core.launcher.checkout import eventually


def end_once(child: Child) -> None:
    if child.process is None:
        child.due = 1.0
        child.look_after()
    assert eventually(child.has_ended)
    child.look_after()


def test_the_pause_doubles_with_each_end_in_a_row(capfd: pytest.CaptureFixture[str]) -> None:
    child = Child("beat", ["false"], os.environ)
    child.start()
    pauses = []
    for _ in range(8):
        end_once(child)
        pauses.append(child.pause)
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    assert capfd.readouterr().out.splitlines()[1] == "The beat ended (exit code 1); it starts again in 2 s."


def test_a_child_that_has_lived_well_starts_again_soon() -> None:
    child = Child("worker", ["false"], os.environ, pause=32.0)
    child.start()
    assert eventually(child.has_ended)
    child.started -= 3600
    child.look_after()
    assert child.pause == 1


def test_stopping_ends_a_child_that_does_not_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.launcher.children.STOP_SECONDS", 0.2)
    child = Child("worker", ["sh", "-c", "trap '' TERM; while :; do sleep 1; done"], os.environ)
    child.start()
    stop_all([child])
    assert child.has_ended()
