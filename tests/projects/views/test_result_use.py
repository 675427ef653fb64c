"""“Was it used?”: asked once each September, answered by the link in the mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection
from django.test import Client

from portal.core.clock import at
from portal.core.models import OutboxMessage
from portal.partnership.models import MailOptOut
from projects.models import Result, ResultUse
from projects.queries.result_use import USE
from projects.rules.enums import ResultKind, ResultState, Usage
from projects.rules.result_use import LinkBrokenError, UseLink, read_use_token, use_token
from projects.workflows.result_use import (
    UnanswerableError,
    answer_use,
    ask_whether_used,
    look_at_questions,
)
from tests.cast import Cast, assemble
from tests.projects.factories import ProjectFactory, ResultFactory, owned
from tests.projects.pages import words


def on(day: date, hour: int = 9) -> datetime:
    return at(day, time(hour))


SEPTEMBER = on(date(2026, 9, 1))


@pytest.fixture(autouse=True)
def _in_september() -> Iterator[None]:
    with time_machine.travel(SEPTEMBER, tick=False):
        yield


@pytest.fixture
def result(cast: Cast) -> Result:
    return ResultFactory.create(contact=cast.employee)


def address(result: Result, person: int, year: int = 2026) -> str:
    return f"/en/ble-det-brukt/{use_token(UseLink(result.pk, year, person))}/"


def test_the_contact_is_asked_once_in_september_and_nobody_in_other_months(
    result: Result, cast: Cast
) -> None:
    assert ask_whether_used(on(date(2026, 8, 31))) == 0
    assert ask_whether_used(SEPTEMBER) == 1
    assert ask_whether_used(on(date(2026, 9, 20))) == 0
    assert ask_whether_used(on(date(2026, 10, 1))) == 0
    mail = OutboxMessage.objects.get()
    assert (mail.kind, mail.recipient) == (USE, cast.employee)
    assert str(result.title) in mail.subject
    assert ask_whether_used(on(date(2027, 9, 1))) == 1, "next year once more"


def test_it_is_asked_once_although_somebody_else_answers_for_it_now(result: Result, cast: Cast) -> None:
    ask_whether_used(SEPTEMBER)
    Result.objects.filter(pk=result.pk).update(contact=cast.supervisor)
    assert ask_whether_used(on(date(2026, 9, 9))) == 0


def test_without_a_contact_the_owners_of_the_project_are_asked(cast: Cast) -> None:
    project = owned(ProjectFactory.create(), cast.supervisor)
    ResultFactory.create(project=project, contact=None)
    assert ask_whether_used(SEPTEMBER) == 1
    assert OutboxMessage.objects.get().recipient == cast.supervisor


def test_the_mail_leaves_in_the_morning(result: Result) -> None:
    ask_whether_used(on(date(2026, 9, 1), 1))
    assert OutboxMessage.objects.get().send_after == on(date(2026, 9, 1), 8)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": ResultKind.LESSON},
        {"state": ResultState.DRAFT},
        {"state": ResultState.WITHDRAWN},
        {"happened_on": date(2026, 9, 1)},
    ],
)
def test_lessons_and_what_is_not_shown_or_too_new_is_not_asked_about(
    cast: Cast, changes: dict[str, object]
) -> None:
    ResultFactory.create(contact=cast.employee, **changes)
    assert ask_whether_used(SEPTEMBER) == 0


def test_who_has_turned_such_mail_off_is_not_asked(result: Result, cast: Cast) -> None:
    MailOptOut.objects.create(user=cast.employee, kind=USE)
    assert ask_whether_used(SEPTEMBER) == 0


def test_the_last_look_stops_what_is_answered_or_withdrawn_meanwhile(result: Result, cast: Cast) -> None:
    other = ResultFactory.create(contact=cast.employee)
    ask_whether_used(SEPTEMBER)
    rows = list(OutboxMessage.objects.order_by("pk"))
    assert look_at_questions(rows) == {}
    ResultUse.objects.create(result=result, year=2026, answer=Usage.USED)
    Result.objects.filter(pk=other.pk).update(state=ResultState.WITHDRAWN)
    assert set(look_at_questions(rows)) == {row.pk for row in rows}


def test_the_link_in_the_mail_is_answered_without_signing_in(result: Result, cast: Cast) -> None:
    ask_whether_used(SEPTEMBER)
    mail = OutboxMessage.objects.get()
    assert mail.secret, "whoever reads the link in it could answer in somebody's name"
    text = mail.text
    path = next(line for line in text.splitlines() if "ble-det-brukt" in line).partition("//")[2]
    path = "/" + path.partition("/")[2]
    visitor = Client()
    assert visitor.get(path).status_code == 200
    assert not ResultUse.objects.exists(), "opening the page answers nothing: scanners open links"
    response = visitor.post(path, {"answer": "partly", "why": "To av tre avdelinger."})
    assert response.status_code == 302
    use = ResultUse.objects.get()
    assert (use.result, use.year, use.answer, use.by) == (result, 2026, "partly", cast.employee)
    page = words(visitor.get(response.headers["Location"]))
    assert "To av tre avdelinger." in page
    assert cast.employee.name not in page
    assert "brukt:partly" in Result.objects.select_related("thread").get().thread.facets


def test_what_is_not_used_fully_has_a_reason(result: Result, cast: Cast) -> None:
    path = address(result, cast.employee.pk)
    assert Client().post(path, {"answer": "not", "why": " "}).status_code == 422
    assert Client().post(path, {"answer": "", "why": ""}).status_code == 422
    assert Client().post(path, {"answer": "used", "why": ""}).status_code == 302


def test_a_link_that_is_answered_says_so(result: Result, cast: Cast) -> None:
    path = address(result, cast.employee.pk)
    Client().post(path, {"answer": "used"})
    response = Client().post(path, {"answer": "not", "why": "Likevel ikke."})
    assert response.status_code == 410
    assert "answered for this year already" in words(response)
    assert ResultUse.objects.get().answer == "used"


def test_a_link_of_a_year_that_is_over_says_so(result: Result, cast: Cast) -> None:
    path = address(result, cast.employee.pk)
    with time_machine.travel(on(date(2026, 12, 31), 23), tick=False):
        assert Client().get(path).status_code == 200
    with time_machine.travel(on(date(2027, 1, 1), 0), tick=False):
        response = Client().get(path)
        assert response.status_code == 410
        assert "a year that is over" in words(response)
        assert Client().post(path, {"answer": "used"}).status_code == 410
    assert not ResultUse.objects.exists()


def test_a_link_that_is_not_ours_says_so(result: Result, cast: Cast) -> None:
    response = Client().get(address(result, cast.employee.pk)[:-4] + "/")
    assert response.status_code == 404
    assert "not whole" in words(response)


def test_somebody_who_no_longer_answers_for_it_is_told_so(result: Result, cast: Cast) -> None:
    path = address(result, cast.employee.pk)
    Result.objects.filter(pk=result.pk).update(contact=cast.supervisor)
    response = Client().post(path, {"answer": "used"})
    assert response.status_code == 410
    assert "Somebody else answers" in words(response)


def test_a_withdrawn_result_is_not_told_of_by_its_link(result: Result, cast: Cast) -> None:
    Result.objects.filter(pk=result.pk).update(state=ResultState.WITHDRAWN)
    response = Client().get(address(result, cast.employee.pk))
    assert response.status_code == 410
    assert str(result.title) not in response.content.decode()


def test_a_token_of_something_else_is_none() -> None:
    with pytest.raises(LinkBrokenError):
        read_use_token("abc:def:ghi", date(2026, 9, 1))


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_is_kept(partnership: object) -> None:
    cast = assemble()
    result = ResultFactory.create(contact=cast.employee)
    token = use_token(UseLink(result.pk, 2026, cast.employee.pk))
    ready, refused = Barrier(2), []

    def answer(said: Usage) -> None:
        try:
            ready.wait()
            answer_use(token, answer=said, why="x")
        except UnanswerableError:
            refused.append(said)
        finally:
            connection.close()

    threads = [Thread(target=answer, args=[said]) for said in (Usage.USED, Usage.PARTLY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ResultUse.objects.get().answer not in refused
    assert len(refused) == 1
