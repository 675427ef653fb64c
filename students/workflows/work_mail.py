"""Mail about work on tasks: may it be shown, and that it is broken off."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import translation

from portal.core.mail import absolute_url, render
from portal.core.workflows.outbox import Message, enqueue_many
from portal.partnership.models import User
from portal.partnership.queries.partnership import the_partnership
from students.models import Assignment
from students.queries.work import Author, authors_of
from students.rules.work_link import consent_token

CONSENT, ENDED = "students.work_consent", "students.work_ended"


def object_key(work: Assignment) -> str:
    """What mail about a work is about, as the outbox keeps it."""
    return f"students.assignment:{work.pk}"


def consent_path(work: Assignment, author: Author) -> str:
    """The author's own page, where they say whether the work may be shown."""
    return reverse("work_consent", args=[consent_token(work.pk, author.member or 0, author.email)])


def ask_for_consent(work: Assignment) -> int:
    """Queue the question to each of the group, once; gives the number of mails."""
    return enqueue_many(_to_author(CONSENT, "work_consent", one, work) for one in authors_of(work))


def tell_of_end(work: Assignment, *, by: Any) -> int:
    """Queue that the work is broken off and why, to the group and to who follows it, not who did it."""
    group = [_to_author(ENDED, "work_ended", one, work) for one in authors_of(work) if one.account != by]
    people = {one.pk: one for one in followers(work) if one != by}
    return enqueue_many([*group, *(_to_follower(one, work) for one in people.values())])


def followers(work: Assignment) -> list[User]:
    """The task's owner and the supervisor, where they are still here."""
    task = work.task
    found = (task.contact or task.made_by, work.supervisor or task.supervisor, task.coordinator)
    return [one for one in found if one is not None and one.is_active]


def _to_author(kind: str, template: str, author: Author, work: Assignment) -> Message:
    with translation.override(author.language):
        page = consent_path(work, author) if kind == CONSENT else reverse("task", args=[work.task.slug])
    return _message(
        author, work, kind=kind, template=template, account=author.account, page=page, secret=kind == CONSENT
    )


def _to_follower(person: User, work: Assignment) -> Message:
    with translation.override(person.language):
        page = work.get_absolute_url()
    return _message(person, work, kind=ENDED, template="work_ended", account=person, page=page)


def _message(
    reader: User | Author,
    work: Assignment,
    *,
    kind: str,
    template: str,
    account: User | None,
    page: str,
    secret: bool = False,
) -> Message:
    with translation.override(reader.language):
        context = {
            "name": reader.name,
            "title": work.task.title,
            "work": work,
            "url": absolute_url(page),
            "partnership": the_partnership(),
            "is_example": work.task.is_example,
        }
        subject, text, html = render(template, context, reader.language)
    return Message(
        kind=kind,
        object_key=object_key(work),
        occurrence="once",
        recipient=account,
        address=reader.email,
        language=reader.language,
        subject=subject,
        text=text,
        html=html,
        secret=secret,
    )
