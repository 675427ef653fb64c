"""Who leaves takes their name along and not their yes; who leaves without a word keeps the work back."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine

from portal.core.clock import at
from portal.partnership.models import User
from portal.partnership.workflows.erase import erase
from students.models import Assignment, Consent
from students.queries.work import authors_of, works
from students.rules.enums import AssignmentState
from students.workflows.delivery import read_consent_link
from tests.cast import Cast, person
from tests.students.working import answer, delivered, links_of, task_of, work_on


@pytest.fixture(autouse=True)
def _in_june(db: None) -> Any:
    with time_machine.travel(at(date(2027, 6, 1), time(12)), tick=False):
        yield


@pytest.fixture
def kari(cast: Cast) -> User:
    return person("kari")


@pytest.fixture
def work(cast: Cast, kari: User) -> Assignment:
    return delivered(work_on(task_of(cast), cast, AssignmentState.IN_PROGRESS), cast)


def consent(work: Assignment) -> bool:
    work.refresh_from_db()
    return work.consent


def names(work: Assignment) -> list[str]:
    return [author.email for author in authors_of(works().get(pk=work.pk))]


def test_the_yes_of_a_member_who_left_still_counts(cast: Cast, work: Assignment, kari: User) -> None:
    answer(work, "Kari")
    erase(kari, by=None)
    assert names(work) == [cast.student.email]
    assert not Consent.objects.exists()
    assert not consent(work)
    answer(work, cast.student.name)
    assert consent(work)


@pytest.mark.parametrize("word", ["no", ""])
def test_a_member_who_left_without_a_yes_keeps_it_back(
    cast: Cast, work: Assignment, kari: User, word: str
) -> None:
    if word:
        answer(work, "Kari", yes=False)
    erase(kari, by=None)
    answer(work, cast.student.name)
    assert not consent(work)


def test_who_left_before_it_was_delivered_keeps_it_back(cast: Cast, kari: User) -> None:
    work = work_on(task_of(cast), cast, AssignmentState.IN_PROGRESS)
    erase(kari, by=None)
    work.refresh_from_db()
    work = delivered(work, cast)
    assert work.authors == 2
    answer(work, cast.student.name)
    assert not consent(work)


def test_once_the_one_who_registered_it_leaves_another_stands_for_the_group(
    cast: Cast, work: Assignment, kari: User
) -> None:
    link = links_of(work)["Kari"].rstrip("/").rpartition("/")[2]
    answer(work, cast.student.name)
    erase(cast.student, by=None)
    work.refresh_from_db()
    assert work.interest is not None
    assert work.interest.by == kari
    assert names(work) == [kari.email]
    assert read_consent_link(link)[1].email == kari.email
    answer(work, kari.name)
    assert consent(work)


def test_what_the_heir_said_as_a_member_stands(cast: Cast, work: Assignment, kari: User) -> None:
    answer(work, "Kari")
    erase(cast.student, by=None)
    assert Consent.objects.get().member is None
    answer(work, kari.name)
    assert not consent(work)


def test_work_that_all_agreed_to_show_is_shown_after_all_have_left(
    cast: Cast, work: Assignment, kari: User
) -> None:
    answer(work, "Kari")
    answer(work, cast.student.name)
    erase(cast.student, by=None)
    erase(kari, by=None)
    work.refresh_from_db()
    assert (work.consent, work.interest) == (True, None)


def test_the_day_a_leaver_asked_for_holds(cast: Cast, work: Assignment, kari: User) -> None:
    answer(work, "Kari", not_before=date(2028, 1, 1))
    erase(kari, by=None)
    work.refresh_from_db()
    assert delivered(work, cast).embargo_until == date(2027, 12, 31)
