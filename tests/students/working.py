"""Work on a task in tests: a group of two that has accepted it, from the cast's employee and supervisor."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from portal.core.rules.file_type import PDF
from portal.core.rules.upload import Upload
from portal.core.text import Text
from students.models import Assignment, StudentTask
from students.queries.work import authors_of, works
from students.rules.enums import AssignmentState
from students.workflows.delivery import deliver, read_consent_link, say_consent
from students.workflows.work_mail import consent_path
from tests.cast import Cast
from tests.students.factories import InterestFactory, TaskFactory
from tests.students.posting import unit_of

S = AssignmentState
SIGNED = {"agreement_on": date(2027, 1, 15), "agreement_ref": "2027/123", "ends_on": date(2027, 5, 20)}
DELIVERED = {"title": "Fall om natta", "delivered_on": date(2026, 5, 20)}


def task_of(cast: Cast, **values: Any) -> StudentTask:
    values.setdefault("unit", unit_of(cast.employee))
    task: StudentTask = TaskFactory.create(
        made_by=cast.employee, contact=cast.employee, supervisor=cast.supervisor, **values
    )
    return task


def work_on(
    task: StudentTask, cast: Cast, state: str = AssignmentState.ACCEPTED, **values: Any
) -> Assignment:
    """The student's, with Kari, who has confirmed it."""
    interest = InterestFactory.create(task=task, by=cast.student, state="accepted")
    interest.members.create(name="Kari", email="kari@test.example", confirmed_at=timezone.now())
    signed = SIGNED if state not in (S.ACCEPTED, S.APPROVED) else {}
    return Assignment.objects.create(task=task, interest=interest, state=state, **{**signed, **values})


def delivered(work: Assignment, cast: Cast, upload: Upload | None = None, **values: Any) -> Assignment:
    """Recorded by the employee: delivered on 20 May 2027, at an address unless something else is said."""
    told = {
        "title": "Fall om natta",
        "language": "nb",
        "delivered_on": date(2027, 5, 20),
        "found": Text(nb="De fleste fall skjer på vei til badet."),
        "delivered_url": "https://hdl.handle.net/11250/1",
        "embargo_until": None,
        **values,
    }
    return deliver(work, told, upload=upload, by=cast.employee, seen=work.version)


def links_of(work: Assignment) -> dict[str, str]:
    """The link of each of the group, by their name."""
    return {one.name: consent_path(work, one) for one in authors_of(works().get(pk=work.pk))}


def answer(work: Assignment, name: str, *, yes: bool = True, not_before: date | None = None) -> Assignment:
    token = links_of(work)[name].rstrip("/").rpartition("/")[2]
    found, author = read_consent_link(token)
    return say_consent(found, author, yes=yes, not_before=not_before)


def everyone_says_yes(work: Assignment, **more: Any) -> Assignment:
    for name in links_of(work):
        work = answer(work, name, **more)
    return work


def a_report() -> Upload:
    return Upload("rapport.pdf", PDF.media_type, b"%PDF-1.7 x")
