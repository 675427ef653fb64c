"""Deadlines of applications and days of staff exchanges stand on the wheel, and remind those responsible."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from events.workflows.last_look import look_again
from events.workflows.reminder import queue_due_reminders
from portal.core.clock import OSLO
from portal.core.models import OutboxMessage
from portal.core.registry import SourceDate
from portal.core.workflows.authored import edit
from projects.models import Application
from projects.queries.wheel import application_dates, exchange_dates
from projects.rules.enums import ApplicationState
from tests.cast import Cast
from tests.projects.factories import ApplicationFactory, ExchangeFactory, ProjectFactory, owned

YEAR = (date(2027, 1, 1), date(2027, 12, 31))
DAY = timedelta(days=1)


def deadlines(reader: Any = None) -> list[SourceDate]:
    return list(application_dates(*YEAR, reader))


def test_a_deadline_is_told_to_those_inside(cast: Cast) -> None:
    application = ApplicationFactory.create()
    [told] = deadlines(cast.employee)
    assert (told.first_day, told.kind, told.shown_to) == (application.deadline, "deadline", "partners")
    assert told.url == application.thread.address
    for reader in (AnonymousUser(), cast.outsider, cast.student):
        assert deadlines(reader) == []


def test_the_projects_owners_and_the_team_answer_for_it(cast: Cast) -> None:
    ApplicationFactory.create(project=owned(ProjectFactory.create(), cast.employee))
    [told] = deadlines()
    assert told.people == (cast.employee.pk,)
    assert set(told.responsible) == {"body"}
    assert told.reminders == (42, 14, 3)


@pytest.mark.parametrize("state", ["sent", "refused", "withdrawn"])
def test_what_is_sent_or_dropped_reminds_nobody(cast: Cast, state: str) -> None:
    ApplicationFactory.create(state=state)
    [told] = deadlines()
    assert told.reminders == ()
    assert told.cancelled is (state == "withdrawn")


def test_it_is_one_query_however_many_there_are(cast: Cast, django_assert_num_queries: Any) -> None:
    for _each in range(3):
        ApplicationFactory.create(project=owned(ProjectFactory.create(), cast.employee))
    with django_assert_num_queries(1):
        assert len(deadlines()) == 3


def test_it_stands_on_the_wheels_page(cast: Cast, client: Client) -> None:
    application = ApplicationFactory.create()
    assert str(application.title) not in client.get("/arshjul/2027/").content.decode()
    client.force_login(cast.employee)
    page = client.get("/arshjul/2027/").content.decode()
    assert f'<a href="/soknader/{application.slug}/">{application.title}</a>' in page


def test_a_moved_deadline_takes_its_reminders_along(cast: Cast) -> None:
    made = datetime(2027, 1, 4, 12, tzinfo=OSLO)
    with time_machine.travel(made, tick=False):
        project = owned(ProjectFactory.create(), cast.employee)
        application = ApplicationFactory.create(project=project, deadline=date(2027, 3, 17))
    first = datetime(2027, 2, 3, 8, 1, tzinfo=OSLO)
    with time_machine.travel(first, tick=False):
        queue_due_reminders(first)
    written = OutboxMessage.objects.filter(recipient=cast.employee)
    assert [mail.occurrence for mail in written] == ["2027-03-17/start+42"]
    with time_machine.travel(first + DAY, tick=False):
        edit(application, {"deadline": date(2027, 4, 14)}, by=cast.employee, seen=0)
        assert list(look_again(list(written)).values()) == ["moved"]
    again = datetime(2027, 3, 3, 8, 1, tzinfo=OSLO)
    with time_machine.travel(again, tick=False):
        queue_due_reminders(again)
    assert [mail.occurrence for mail in written.order_by("pk")][1:] == ["2027-04-14/start+42"]


def test_sent_in_time_it_is_reminded_of_no_more(cast: Cast) -> None:
    with time_machine.travel(datetime(2027, 1, 4, 12, tzinfo=OSLO), tick=False):
        ApplicationFactory.create(project=owned(ProjectFactory.create(), cast.employee))
    now = datetime(2027, 2, 3, 8, 1, tzinfo=OSLO)
    with time_machine.travel(now, tick=False):
        queue_due_reminders(now)
        Application.objects.update(state=ApplicationState.SENT)
        reasons = look_again(list(OutboxMessage.objects.filter(recipient=cast.employee)))
    assert list(reasons.values()) == ["cancelled"]


def test_everyone_reads_when_to_apply_and_those_inside_when_it_ends(cast: Cast) -> None:
    ExchangeFactory.create(apply_by=date(2027, 3, 1), ends=date(2027, 11, 30), contact=cast.employee)
    public = list(exchange_dates(*YEAR, AnonymousUser()))
    assert [told.first_day for told in public] == [date(2027, 3, 1)]
    inside = {told.first_day: told for told in exchange_dates(*YEAR, cast.employee)}
    assert sorted(inside) == [date(2027, 3, 1), date(2027, 11, 30)]
    assert inside[date(2027, 11, 30)].tentative


def test_the_contact_is_reminded_that_a_filled_one_ends(cast: Cast) -> None:
    ExchangeFactory.create(ends=date(2027, 11, 30), contact=cast.employee, state="filled")
    [told] = exchange_dates(*YEAR, None)
    assert (told.people, told.reminders) == ((cast.employee.pk,), (60, 14))


def test_what_is_withdrawn_is_told_as_cancelled(cast: Cast) -> None:
    ExchangeFactory.create(apply_by=date(2027, 3, 1), state="withdrawn")
    [told] = exchange_dates(*YEAR, AnonymousUser())
    assert told.cancelled
