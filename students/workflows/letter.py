"""How mail of student tasks is composed: what a mail is, where it leads, and why one gets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from portal.core.mail import absolute_url
from portal.core.workflows.outbox import Message
from portal.partnership.workflows.letter import Reader, Telling, written
from students.models import StudentTask

Page = tuple[str, tuple[Any, ...]]
"""The name of an address and what it holds; the reader's language decides the rest."""


@dataclass(frozen=True)
class Letter:
    """What a mail is, whoever reads it: its key in the outbox, where it leads, and why one gets it."""

    kind: str
    object_key: str
    occurrence: str
    page: Page
    why: str | Promise = ""
    secret: bool = False


def compose(template: str, letter: Letter, reader: Reader, task: StudentTask, fill: Telling) -> Message:
    """A mail about a task in the reader's language, in which `fill` is asked for what its words tell."""

    def told() -> Mapping[str, Any]:
        return {"title": task.title, "why": letter.why, "is_example": task.is_example, **fill()}

    return write(template, letter, reader, told)


def write(template: str, letter: Letter, reader: Reader, fill: Telling, **more: Any) -> Message:
    """Any mail in the reader's language. `more` is what else the outbox is told of it."""

    def told() -> Mapping[str, Any]:
        url = absolute_url(reverse(letter.page[0], args=letter.page[1]))
        return {"name": reader.name, "url": url, **fill()}

    return written(
        template,
        reader,
        told,
        kind=letter.kind,
        object_key=letter.object_key,
        occurrence=letter.occurrence,
        secret=letter.secret,
        **more,
    )


def task_key(task: StudentTask) -> str:
    """What mail about a task is about, as the outbox keeps it."""
    return f"students.task:{task.pk}"
