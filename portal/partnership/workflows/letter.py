"""How a mail is composed: told in its reader's language, and as the outbox takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from portal.core.mail import render
from portal.core.workflows.outbox import Message
from portal.partnership.models import User
from portal.partnership.queries.partnership import the_partnership

Telling = Callable[[], Mapping[str, Any]]
"""Gives what a mail tells; asked while the reader's language is the active one."""


@dataclass(frozen=True)
class Reader:
    """Who a mail goes to; some have no account."""

    name: str
    email: str
    language: str
    account: User | None = None

    @classmethod
    def of(cls, user: User) -> Reader:
        return cls(user.name, user.email, user.language, user)


def written(template: str, reader: Reader, tell: Telling, **outbox: Any) -> Message:
    """The mail of `templates/mail/<template>.*`. `outbox` is the rest of `Message`: its key and times."""
    with translation.override(reader.language):
        context = {"partnership": the_partnership(), **tell()}
        subject, text, html = render(template, context, reader.language)
    return Message(
        recipient=reader.account,
        address=reader.email,
        language=reader.language,
        subject=subject,
        text=text,
        html=html,
        **outbox,
    )
