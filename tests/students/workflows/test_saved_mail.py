"""Mail about new tasks: in the morning, once a day at most, of open tasks only, for those who want it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from portal.core.clock import at
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.core.text import Text
from portal.core.workflows.last_look import reasons_against
from portal.partnership.models import MailOptOut, User
from students.models import SavedSearch, StudentTask
from students.rules.enums import TaskState
from students.workflows.saved import save_search
from students.workflows.saved_mail import NEWS, tell_of_new_tasks
from tests.cast import Cast
from tests.students.factories import TaskFactory

MONDAY = date(2026, 10, 5)


@pytest.fixture(autouse=True)
def _on_monday_at_noon(db: None) -> Any:
    with time_machine.travel(at(MONDAY, time(12)), tick=False):
        yield


@pytest.fixture
def student(cast: Cast) -> User:
    """Keeps a search for water since Monday noon."""
    save_search(by=cast.student, name="Vann", query="q=vann")
    return cast.student


def post(title: str = "Hvor lekker vann ut?", moment: datetime | None = None, **values: Any) -> StudentTask:
    """A task published at a moment: Monday at four in the afternoon."""
    moment = moment or at(MONDAY, time(16))
    task: StudentTask = TaskFactory.create(
        title=Text(nb=title), published_at=moment, created_at=moment, **values
    )
    return task


def morning(days: int = 1, hour: int = 7) -> int:
    """What is queued so many days after Monday."""
    moment = at(MONDAY + timedelta(days=days), time(hour, 5))
    with time_machine.travel(moment, tick=False):
        return tell_of_new_tasks(timezone.now())


def mails() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(kind=NEWS).order_by("pk"))


def test_the_morning_after_a_task_that_fits_comes_in_a_mail(student: User) -> None:
    task = post()
    assert morning() == 1
    (mail,) = mails()
    assert mail.recipient == student
    assert str(task.title) in mail.text
    assert f"/studentoppgaver/{task.slug}/" in mail.text
    assert "/studentoppgaver/?q=vann" in mail.text


def test_nothing_comes_at_night(student: User) -> None:
    post()
    assert morning(hour=6) == 0
    assert SavedSearch.objects.get().seen_until == at(MONDAY, time(12))


def test_a_task_is_told_of_once(student: User) -> None:
    post()
    assert [morning(), morning(), morning(hour=15), morning(days=2)] == [1, 0, 0, 0]


def test_what_comes_during_the_day_waits_for_the_next_morning(student: User) -> None:
    post()
    morning()
    post("Hvem drikker vann?", at(MONDAY + timedelta(days=1), time(9)))
    assert morning(hour=15) == 0
    assert morning(days=2) == 1
    assert "Hvem drikker vann?" in mails()[1].text
    assert "Hvor lekker vann ut?" not in mails()[1].text


def test_what_was_there_before_the_search_was_saved_is_no_news(student: User) -> None:
    post(moment=at(MONDAY, time(11)))
    assert morning() == 0


def test_what_does_not_fit_is_not_told_of(student: User) -> None:
    post("Hvorfor faller eldre om natta?")
    assert morning() == 0


@pytest.mark.parametrize(
    "values", [{"state": TaskState.FULL}, {"deadline": MONDAY}, {"state": TaskState.WITHDRAWN}]
)
def test_a_task_that_is_not_open_any_more_is_not_told_of(student: User, values: dict[str, Any]) -> None:
    post(**values)
    assert morning() == 0


def test_all_searches_of_a_person_come_in_one_mail(student: User) -> None:
    save_search(by=student, name="Til våren", query="semester=2027-1")
    post()
    assert morning() == 1
    (mail,) = mails()
    assert "Til våren" in mail.text
    assert mail.subject.startswith("1 ")


def test_whoever_turns_it_off_hears_nothing_of_those_days(student: User) -> None:
    out = MailOptOut.objects.create(user=student, kind=NEWS)
    post()
    assert morning() == 0
    out.delete()
    assert morning(days=2) == 0


def test_the_mail_can_be_turned_off_by_its_own_link(student: User) -> None:
    post()
    morning()
    assert "List-Unsubscribe" in mails()[0].headers


def test_whoever_wants_mail_gathered_gets_it_in_their_digest(student: User) -> None:
    User.objects.filter(pk=student.pk).update(mail_rhythm="weekly")
    post()
    morning()
    assert mails()[0].state == OutboxState.GATHERED


def test_a_closed_account_gets_none(student: User) -> None:
    User.objects.filter(pk=student.pk).update(is_active=False)
    post()
    assert morning() == 0


def test_whoever_deletes_the_search_before_the_mail_leaves_gets_none(student: User) -> None:
    post()
    morning()
    assert reasons_against(mails()) == {}
    SavedSearch.objects.all().delete()
    assert reasons_against(mails()) == {mails()[0].pk: "not_wanted"}
