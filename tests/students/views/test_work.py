"""The pages of a group's work: who finds them, what is recorded there, and the students' own link."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.core.clock import at
from students.models import Assignment
from students.rules.enums import AssignmentState
from tests.cast import Cast
from tests.core.files import PDF
from tests.students.working import answer, delivered, everyone_says_yes, links_of, task_of, work_on

S = AssignmentState


@pytest.fixture(autouse=True)
def _in_june(db: None) -> Any:
    with time_machine.travel(at(date(2027, 6, 1), time(12)), tick=False):
        yield


def signed_in(who: Any) -> Client:
    client = Client()
    client.force_login(who)
    return client


def page(work: Assignment, name: str = "task_work") -> str:
    return reverse(name, args=[work.task.slug, work.pk])


def test_only_those_it_concerns_find_the_page(cast: Cast) -> None:
    address = page(work_on(task_of(cast), cast))
    for who in (cast.employee, cast.supervisor, cast.team_university, cast.unit_leader, cast.student):
        said = signed_in(who).get(address)
        assert said.status_code == 200
        assert "Kari" in said.content.decode()
    for who in (cast.outsider, cast.secretary, cast.course_coordinator):
        assert signed_in(who).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_member_who_has_an_account_finds_it_and_one_who_has_not_confirmed_does_not(cast: Cast) -> None:
    work = work_on(task_of(cast), cast)
    assert work.interest is not None
    work.interest.members.create(name="Ola", email=cast.outsider.email.upper())
    assert signed_in(cast.outsider).get(page(work)).status_code == 404
    work.interest.members.update(confirmed_at=at(date(2027, 1, 1), time(1)))
    assert signed_in(cast.outsider).get(page(work)).status_code == 200


def test_an_offer_that_waits_has_no_such_page(cast: Cast) -> None:
    assert signed_in(cast.employee).get(page(work_on(task_of(cast), cast, S.OFFERED))).status_code == 404


def test_students_and_the_leader_read_and_change_nothing(cast: Cast) -> None:
    work = work_on(task_of(cast), cast)
    for who in (cast.student, cast.unit_leader):
        for name in ("task_work_agreement", "task_work_delivery", "task_work_break_off", "task_work_approve"):
            assert signed_in(who).post(page(work, name)).status_code == 403
        assert signed_in(who).post(page(work, "task_work_points")).status_code == 403


def test_from_approval_to_start_through_the_pages(cast: Cast) -> None:
    work = work_on(task_of(cast, data="personal"), cast)
    owner = signed_in(cast.employee)
    signed_in(cast.supervisor).post(page(work, "task_work_approve"))
    assert owner.post(page(work, "task_work_start")).status_code == 422
    clearing = {"data_cleared_on": "2027-05-01", "data_reference": "Sikt 1"}
    assert owner.post(page(work, "task_work_clearing"), clearing).status_code == 302
    work.refresh_from_db()
    agreement = {
        "agreement_on": "2027-05-02",
        "agreement_ref": "27/1",
        "ends_on": "2027-06-20",
        "version": work.version,
    }
    assert owner.post(page(work, "task_work_agreement"), agreement).status_code == 302
    assert owner.post(page(work, "task_work_agreement"), agreement).status_code == 409
    assert owner.post(page(work, "task_work_start")).status_code == 302
    assert owner.post(page(work, "task_work_points"), {"points": ["kickoff"]}).status_code == 302
    work.refresh_from_db()
    assert (work.state, work.points.count()) == (S.IN_PROGRESS, 1)
    assert "27/1" in owner.get(page(work)).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"agreement_on": "2027-06-02"},
        {"ends_on": "2027-01-01"},
        {"agreement_ref": ""},
    ],
)
def test_an_agreement_is_signed_already_archived_and_before_the_end(
    cast: Cast, wrong: dict[str, str]
) -> None:
    work = work_on(task_of(cast), cast, S.APPROVED)
    answers = {"agreement_on": "2027-05-02", "agreement_ref": "27/1", "ends_on": "2027-06-20", "version": 0}
    said = signed_in(cast.employee).post(page(work, "task_work_agreement"), answers | wrong)
    assert said.status_code == 422


DELIVERY = {
    "title": "Fall om natta",
    "language": "nb",
    "delivered_on": "2027-05-20",
    "delivered_url": "https://ntnuopen.ntnu.no/x",
    "version": "0",
}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("http://hdl.handle.net/11250/77", "https://hdl.handle.net/11250/77"),
        ("10.1234/ABC", "https://doi.org/10.1234/abc"),
        ("https://ntnuopen.ntnu.no/x", "https://ntnuopen.ntnu.no/x"),
        ("http://example.org/x", ""),
        ("javascript:alert(1)", ""),
        ("https://a:b@example.org/", ""),
    ],
)
def test_an_address_is_a_doi_a_handle_or_over_https(cast: Cast, said: str, kept: str) -> None:
    work = work_on(task_of(cast), cast, S.IN_PROGRESS)
    status = signed_in(cast.employee).post(
        page(work, "task_work_delivery"), DELIVERY | {"delivered_url": said}
    )
    work.refresh_from_db()
    assert (status.status_code, work.delivered_url) == (302 if kept else 422, kept)


def test_a_delivery_is_somewhere_and_kept_back_three_years_at_most(cast: Cast) -> None:
    work, owner = work_on(task_of(cast), cast, S.IN_PROGRESS), signed_in(cast.employee)
    address = page(work, "task_work_delivery")
    assert owner.post(address, DELIVERY | {"delivered_url": ""}).status_code == 422
    assert owner.post(address, DELIVERY | {"embargo_until": "2030-05-21"}).status_code == 422
    report = SimpleUploadedFile("rapport.pdf", PDF)
    assert owner.post(address, DELIVERY | {"delivered_url": "", "report": report}).status_code == 302
    work.refresh_from_db()
    assert work.report is not None
    assert "rapport.pdf" in owner.get(page(work)).content.decode()


def test_the_students_link_asks_on_get_and_answers_on_post(client: Client, cast: Cast) -> None:
    work = delivered(work_on(task_of(cast), cast, S.IN_PROGRESS), cast)
    link = links_of(work)["Kari"]
    said = client.get(link)
    assert said.status_code == 200
    assert "no-store" in said.headers["Cache-Control"]
    assert work.interest is not None
    assert not work.interest.consents.exists()
    assert client.post(link, {}).status_code == 422
    assert client.post(link, {"answer": "later"}).status_code == 422
    assert client.post(link, {"answer": "later", "not_before": "2031-01-01"}).status_code == 422
    assert client.post(link, {"answer": "later", "not_before": "2028-01-01"}).status_code == 200
    assert work.interest.consents.get().not_before == date(2028, 1, 1)
    assert client.post(link, {"answer": "no"}).status_code == 200
    assert not work.interest.consents.get().yes


def test_a_link_is_over_for_who_left_the_group_and_none_can_be_made_up(client: Client, cast: Cast) -> None:
    work = delivered(work_on(task_of(cast), cast, S.IN_PROGRESS), cast)
    link = links_of(work)["Kari"]
    assert work.interest is not None
    work.interest.members.update(email="another@test.example")
    assert client.get(link).status_code == 410
    assert client.get(reverse("work_consent", args=["tull"])).status_code == 404


def test_without_consent_the_tasks_page_says_title_semester_and_unit_only(client: Client, cast: Cast) -> None:
    work = delivered(work_on(task_of(cast), cast, S.IN_PROGRESS), cast)
    told = client.get(work.task.get_absolute_url()).content.decode()
    assert "Fall om natta" in told
    for hidden in ("hdl.handle.net", "vei til badet", "Kari", cast.student.email, "/arbeid/"):
        assert hidden not in told
    everyone_says_yes(work)
    work.refresh_from_db()
    assert work.result is not None
    assert work.result.get_absolute_url() in client.get(work.task.get_absolute_url()).content.decode()
    answer(work, "Kari", yes=False)
    assert client.get(work.result.get_absolute_url()).status_code == 404


def test_the_owner_tells_what_came_of_it_from_the_task(cast: Cast) -> None:
    work = delivered(work_on(task_of(cast), cast, S.IN_PROGRESS), cast)
    owner = signed_in(cast.employee)
    told = owner.get(page(work)).content.decode()
    address = f"{reverse('result_new')}?fra=task/{work.task.slug}"
    assert address in told
    assert owner.get(address).status_code == 200
