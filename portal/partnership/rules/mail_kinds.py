"""The kinds of mail people get, filled in by the apps that send them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from portal.core.registry import Registry


@dataclass(frozen=True)
class MailKind:
    """A kind of mail in people's words. Mandatory is what belongs to a duty: nobody is asked about it."""

    label: str | Promise
    mandatory: bool = False


mail_kinds: Registry[MailKind] = Registry("kinds of mail")
"""`OutboxMessage.kind` → what it is."""


def is_mandatory(kind: str) -> bool:
    """What nobody has registered can't be done without either: there is no choice to show."""
    return kind not in mail_kinds or mail_kinds.get(kind).mandatory
