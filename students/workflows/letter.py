"""How mail of student tasks is composed: what a mail is, who reads it, and in whose language it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

from portal.core.mail import absolute_url, render
from portal.core.workflows.outbox import Message
from portal.partnership.models import User
from portal.partnership.queries.partnership import the_partnership
from students.models import StudentTask

Page = tuple[str, tuple[Any, ...]]
"""The name of an address and what it holds; the reader's language decides the rest."""
Fill = Callable[[], Mapping[str, Any]]


@dataclass(frozen=True)
class Letter:
    """What a mail is, whoever reads it: its key in the outbox, where it leads, and why one gets it."""

    kind: str
    object_key: str
    occurrence: str
    page: Page
    why: str | Promise = ""
    secret: bool = False


@dataclass(frozen=True)
class Reader:
    """Who a mail goes to; a member of a group may have no account."""

    name: str
    email: str
    language: str
    account: User | None = None

    @classmethod
    def of(cls, user: User) -> Reader:
        return cls(user.name, user.email, user.language, user)


def compose(template: str, letter: Letter, reader: Reader, task: StudentTask, fill: Fill) -> Message:
    """A mail about a task in the reader's language, in which `fill` is asked for what its words tell."""

    def told() -> Mapping[str, Any]:
        return {"title": task.title, "why": letter.why, "is_example": task.is_example, **fill()}

    return write(template, letter, reader, told)


def write(template: str, letter: Letter, reader: Reader, fill: Fill, **more: Any) -> Message:
    """Any mail in the reader's language. `more` is what else the outbox is told of it."""
    with translation.override(reader.language):
        context = {
            "name": reader.name,
            "url": absolute_url(reverse(letter.page[0], args=letter.page[1])),
            "partnership": the_partnership(),
            **fill(),
        }
        subject, text, html = render(template, context, reader.language)
    return Message(
        kind=letter.kind,
        object_key=letter.object_key,
        occurrence=letter.occurrence,
        recipient=reader.account,
        address=reader.email,
        language=reader.language,
        subject=subject,
        text=text,
        html=html,
        secret=letter.secret,
        **more,
    )


def task_key(task: StudentTask) -> str:
    """What mail about a task is about, as the outbox keeps it."""
    return f"students.task:{task.pk}"
