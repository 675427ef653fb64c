"""What students deliver is theirs: shown with everyone's yes, after the embargo, as long as they want."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from portal.core.clock import at
from portal.core.models import OutboxMessage
from portal.core.models.thread import Relation, ThreadLink
from portal.core.text import Text
from portal.core.workflows.transition import NotPossibleError, StaleError, take
from projects.models import Result
from projects.queries.result_use import results_to_ask_about
from projects.rules.enums import ResultState
from projects.rules.result import RESULT
from students.models import Assignment, Consent, Interest
from students.queries.work import to_be_shown
from students.rules.delivery import may_be_shown
from students.rules.enums import AssignmentState
from students.workflows.cleaning import delete_old_interest
from students.workflows.delivery import ConsentOverError, read_consent_link
from students.workflows.publication import publish_ready
from students.workflows.work_mail import CONSENT
from tests.cast import Cast
from tests.students.working import (
    a_report,
    answer,
    delivered,
    everyone_says_yes,
    links_of,
    task_of,
    work_on,
)

JUNE = date(2027, 6, 1)
S = AssignmentState


@pytest.fixture(autouse=True)
def _in_june(db: None) -> Any:
    with time_machine.travel(at(JUNE, time(12)), tick=False):
        yield


@pytest.fixture
def work(cast: Cast) -> Assignment:
    return work_on(task_of(cast), cast, S.IN_PROGRESS)


def run(day: date, hour: time = time(1)) -> int:
    moment: datetime = at(day, hour)
    with time_machine.travel(moment, tick=False):
        return publish_ready(moment)


def result_of(work: Assignment) -> Result | None:
    work.refresh_from_db()
    return work.result


def test_each_of_the_group_is_asked_once_by_a_link_of_their_own(cast: Cast, work: Assignment) -> None:
    delivered(work, cast)
    delivered(work, cast, title="Fall og natt")
    mails = OutboxMessage.objects.filter(kind=CONSENT)
    assert sorted(mails.values_list("address", flat=True)) == ["kari@test.example", cast.student.email]
    assert all(mail.secret for mail in mails)


def test_they_are_told_when_another_thing_would_be_shown(cast: Cast, work: Assignment) -> None:
    work = everyone_says_yes(delivered(work, cast))
    delivered(work, cast, found=Text(nb="Mer."))
    delivered(work, cast, upload=a_report())
    told = OutboxMessage.objects.filter(kind=CONSENT, occurrence__startswith="changed")
    assert sorted(told.values_list("address", flat=True)) == ["kari@test.example", cast.student.email]
    work.refresh_from_db()
    assert work.consent


def test_only_those_who_follow_it_record_a_delivery(cast: Cast, work: Assignment) -> None:
    for who in (cast.student, cast.unit_leader, cast.course_coordinator):
        with pytest.raises(PermissionDenied):
            delivered(work, Cast(**{**cast.by_name(), "employee": who}))
    assert delivered(work, cast).state == S.DELIVERED


def test_it_is_not_delivered_before_it_has_started(cast: Cast) -> None:
    with pytest.raises(NotPossibleError):
        delivered(work_on(task_of(cast), cast, S.APPROVED), cast)


def test_a_stale_delivery_is_not_recorded(cast: Cast, work: Assignment) -> None:
    stale = Assignment.objects.get(pk=work.pk)
    delivered(work, cast)
    with pytest.raises(StaleError):
        delivered(stale, cast, title="En annen")


def test_it_is_shown_when_all_have_said_yes_and_as_a_result_of_the_task(cast: Cast, work: Assignment) -> None:
    delivered(work, cast)
    answer(work, "Kari")
    assert result_of(work) is None
    assert run(JUNE) == 0
    answer(work, cast.student.name)
    result = result_of(work)
    assert result is not None
    assert (result.state, result.kind, result.contact) == (ResultState.PUBLISHED, "thesis", cast.employee)
    assert result.url == "https://hdl.handle.net/11250/1"
    assert ThreadLink.objects.get(earlier=work.task.thread, later=result.thread).relation == Relation.RESULTED
    assert run(JUNE) == 0


def test_one_no_keeps_it_back(cast: Cast, work: Assignment) -> None:
    delivered(work, cast)
    answer(work, "Kari", yes=False)
    answer(work, cast.student.name)
    assert result_of(work) is None
    assert run(JUNE + timedelta(days=2000)) == 0


def test_who_left_without_a_word_has_not_said_yes(cast: Cast, work: Assignment) -> None:
    work = delivered(work, cast)
    assert work.interest is not None
    work.interest.members.all().delete()
    answer(work, cast.student.name)
    assert result_of(work) is None


def test_who_changes_their_mind_has_it_hidden_and_shown_again(cast: Cast, work: Assignment) -> None:
    delivered(work, cast)
    everyone_says_yes(work)
    answer(work, "Kari", yes=False)
    result = result_of(work)
    assert result is not None
    assert (result.state, result.url) == (ResultState.WITHDRAWN, "")
    answer(work, "Kari")
    result.refresh_from_db()
    assert (result.state, result.url) == (ResultState.PUBLISHED, work.delivered_url)


def test_the_owner_cannot_show_it_against_the_students_word(cast: Cast, work: Assignment) -> None:
    delivered(work, cast)
    everyone_says_yes(work)
    answer(work, "Kari", yes=False)
    result = result_of(work)
    assert result is not None
    take(result, RESULT, "publish", by=cast.employee)
    assert run(JUNE) == 1
    result.refresh_from_db()
    assert result.state == ResultState.WITHDRAWN


def test_what_its_owner_withdrew_for_another_reason_stays_so(cast: Cast, work: Assignment) -> None:
    delivered(work, cast)
    everyone_says_yes(work)
    result = result_of(work)
    assert result is not None
    take(result, RESULT, "withdraw", by=cast.employee, note="Feil lenke.")
    everyone_says_yes(work)
    assert run(JUNE) == 0
    result.refresh_from_db()
    assert result.state == ResultState.WITHDRAWN


def test_an_embargo_ends_at_midnight_in_oslo_after_its_last_day(cast: Cast, work: Assignment) -> None:
    delivered(work, cast, embargo_until=date(2027, 9, 30))
    everyone_says_yes(work)
    assert result_of(work) is None
    assert run(date(2027, 9, 30), time(23, 59)) == 0
    assert run(date(2027, 10, 1), time(0, 1)) == 1
    assert run(date(2027, 10, 1), time(0, 6)) == 0


def test_a_student_may_ask_for_a_later_day_and_the_owner_cannot_take_it_back(
    cast: Cast, work: Assignment
) -> None:
    delivered(work, cast)
    answer(work, "Kari", not_before=date(2028, 1, 1))
    work = answer(work, cast.student.name)
    assert work.embargo_until == date(2027, 12, 31)
    assert delivered(work, cast, embargo_until=None).embargo_until == date(2027, 12, 31)
    assert run(date(2027, 12, 31)) == 0
    assert run(date(2028, 1, 1)) == 1


def test_the_database_itself_keeps_nothing_back_for_more_than_three_years(
    cast: Cast, work: Assignment
) -> None:
    work = delivered(work, cast)
    with (
        pytest.raises(IntegrityError, match="embargo_is_three_years_at_most"),
        transaction.atomic(),
    ):
        Assignment.objects.filter(pk=work.pk).update(embargo_until=date(2030, 5, 21))
    Assignment.objects.filter(pk=work.pk).update(embargo_until=date(2030, 5, 20))


def test_a_report_is_fetched_by_everyone_only_while_it_is_shown(cast: Cast, work: Assignment) -> None:
    work = delivered(work, cast, upload=a_report(), delivered_url="")
    assert work.report is not None
    address = work.report.get_absolute_url()
    assert Client().get(address).status_code != 200
    for who, status in ((cast.student, 200), (cast.supervisor, 200), (cast.outsider, 404)):
        client = Client()
        client.force_login(who)
        assert client.get(address).status_code == status
    everyone_says_yes(work)
    assert Client().get(address).status_code == 200
    answer(work, "Kari", yes=False)
    assert Client().get(address).status_code != 200


def test_the_students_data_go_after_six_months_and_the_work_stays_without_names(
    cast: Cast, work: Assignment
) -> None:
    delivered(work, cast)
    everyone_says_yes(work)
    link = links_of(work)["Kari"].rstrip("/").rpartition("/")[2]
    assert delete_old_interest(at(date(2027, 12, 30), time(12))) == 0
    assert delete_old_interest(at(date(2027, 12, 31), time(12))) > 0
    assert not Interest.objects.exists()
    assert not Consent.objects.exists()
    result = result_of(work)
    assert work.interest is None
    assert work.consent
    assert result is not None
    assert result.state == ResultState.PUBLISHED
    with pytest.raises(ConsentOverError):
        read_consent_link(link)


def test_in_september_it_is_asked_whether_it_was_used(cast: Cast, work: Assignment) -> None:
    delivered(work, cast)
    everyone_says_yes(work)
    result = result_of(work)
    assert result is not None
    assert result in results_to_ask_about(2027)


def test_many_and_one_agree_on_what_may_be_shown(cast: Cast) -> None:
    task = task_of(cast, groups=12)
    for number, (state, consent, until, url) in enumerate(
        [
            (S.DELIVERED, True, None, "https://a.example/"),
            (S.COMPLETED, True, JUNE - timedelta(days=1), "https://a.example/"),
            (S.DELIVERED, True, JUNE, "https://a.example/"),
            (S.DELIVERED, False, None, "https://a.example/"),
            (S.DELIVERED, True, None, ""),
            (S.BROKEN_OFF, True, None, "https://a.example/"),
        ]
    ):
        Assignment.objects.create(
            task=task, state=state, consent=consent, embargo_until=until, delivered_url=url,
            delivered_on=date(2027, 5, 20), agreement_on=date(2027, 1, 1), agreement_ref=str(number),
        )  # fmt: skip
    shown = set(to_be_shown(JUNE))
    assert shown == {one for one in Assignment.objects.all() if may_be_shown(one, JUNE)}
    assert len(shown) == 2
