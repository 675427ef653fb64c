"""Mail about work on tasks: may it be shown, and that it is broken off."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from portal.core.workflows.outbox import enqueue_many
from portal.partnership.models import User
from portal.partnership.workflows.letter import Reader
from students.models import Assignment
from students.queries.work import Author, authors_of
from students.rules.work_link import consent_token
from students.workflows.letter import Letter, Page, compose

CONSENT, ENDED = "students.work_consent", "students.work_ended"


def object_key(work: Assignment) -> str:
    """What mail about a work is about, as the outbox keeps it."""
    return f"students.assignment:{work.pk}"


def consent_path(work: Assignment, author: Author) -> str:
    """The author's own page, where they say whether the work may be shown."""
    name, args = _consent_page(work, author)
    return reverse(name, args=args)


def ask_for_consent(work: Assignment, *, changed: bool = False) -> int:
    """Queue the question to each of the group, once, and each time that what they were asked about `changed`.

    Gives the number of mails.
    """
    occurrence = f"changed:{work.version}" if changed else "once"

    def to(author: Author) -> Letter:
        return Letter(CONSENT, object_key(work), occurrence, _consent_page(work, author), secret=True)

    return enqueue_many(
        compose("work_consent", to(one), _reader(one), work.task, lambda: {"work": work, "changed": changed})
        for one in authors_of(work)
    )


def tell_of_end(work: Assignment, *, by: Any) -> int:
    """Queue that the work is broken off and why, to the group and to who follows it, not who did it."""
    to_group = Letter(ENDED, object_key(work), "once", ("task", (work.task.slug,)))
    to_others = Letter(ENDED, object_key(work), "once", ("task_work", (work.task.slug, work.pk)))
    group = [(to_group, _reader(one)) for one in authors_of(work) if one.account != by]
    people = {one.pk: one for one in followers(work) if one != by}
    others = [(to_others, Reader.of(one)) for one in people.values()]
    return enqueue_many(
        compose("work_ended", letter, reader, work.task, lambda: {"work": work})
        for letter, reader in (*group, *others)
    )


def followers(work: Assignment) -> list[User]:
    """The task's owner and the supervisor, where they are still here."""
    task = work.task
    found = (task.contact or task.made_by, work.supervisor or task.supervisor, task.coordinator)
    return [one for one in found if one is not None and one.is_active]


def _consent_page(work: Assignment, author: Author) -> Page:
    return "work_consent", (consent_token(work.pk, author.member or 0, author.email),)


def _reader(author: Author) -> Reader:
    return Reader(author.name, author.email, author.language, author.account)
