"""Beat sets every chore going, and one that fails holds up none of the others."""

from __future__ import annotations

from datetime import datetime

import pytest

from portal.celery import app
from students.chores import chores
from students.tasks import do_chores


def test_beat_knows_them() -> None:
    assert app.conf.beat_schedule["student-chores"]["task"] == do_chores.name
    assert "leaders" in chores


@pytest.mark.django_db
def test_one_that_fails_holds_up_no_other_and_is_heard_of() -> None:
    done: list[datetime] = []

    def fail(_now: datetime) -> int:
        raise RuntimeError("broken")

    def work(now: datetime) -> int:
        done.append(now)
        return 1

    chores.register("test_fail", fail)
    chores.register("test_work", work)
    try:
        with pytest.raises(RuntimeError):
            do_chores()
    finally:
        chores.unregister("test_fail")
        chores.unregister("test_work")
    assert len(done) == 1
