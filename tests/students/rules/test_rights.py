"""What students have told is read by those who work at a partner, not by who once did."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from portal.core.clock import at, today
from portal.partnership.models import User
from students.models import Assignment, Interest
from students.queries.work import followed_by
from tests.cast import Cast
from tests.students.showing import open_task, shown
from tests.students.working import task_of, work_on


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


@pytest.fixture
def interest(cast: Cast) -> Interest:
    return shown(open_task(cast), cast.student)


@pytest.fixture
def work(cast: Cast) -> Assignment:
    return work_on(task_of(cast), cast, "in_progress")


def left(person: User) -> Client:
    """Signed in still, though their last day was yesterday."""
    person.affiliations.update(first_day=today() - timedelta(days=99), last_day=today() - timedelta(days=1))
    client = Client()
    client.force_login(person)
    return client


def test_an_owner_who_has_left_no_longer_reads_or_answers_interest(cast: Cast, interest: Interest) -> None:
    owner = left(cast.employee)
    assert owner.get(reverse("task_interests", args=[interest.task.slug])).status_code in (403, 404)
    answer = reverse("task_interest_answer", args=[interest.task.slug, interest.pk])
    assert owner.post(answer, {"answer": "offer"}).status_code in (403, 404)
    interest.refresh_from_db()
    assert interest.state == "registered"


@pytest.mark.parametrize("who", ["employee", "supervisor"])
def test_who_has_left_no_longer_follows_the_work(cast: Cast, work: Assignment, who: str) -> None:
    person = cast.by_name()[who]
    client = left(person)
    assert client.get(work.get_absolute_url()).status_code == 404
    assert not followed_by(User.objects.get(pk=person.pk)).exists()
