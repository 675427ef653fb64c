"""Puts mail into the outbox: in the transaction of what causes it, once per occurrence."""

from __future__ import annotations

import hashlib
import logging
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from celery import current_app
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone

from portal.core.models.outbox import OutboxError, OutboxMessage, OutboxState
from portal.core.workflows.delivery import SendReport, drain, send_waiting

__all__ = [
    "Message",
    "SendReport",
    "drain",
    "drop_waiting",
    "enqueue",
    "enqueue_many",
    "one_line",
    "send_waiting",
]

logger = logging.getLogger(__name__)

BATCH = 500
HURRY_EXPIRES = 30  # seconds: by then beat has come round by itself
ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\\x00-\x1f\x7f]+@[^\s@<>,;:\"()\[\]\\\x00-\x1f\x7f]+")
HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True, kw_only=True)
class Message:
    """A mail to be. The key is (kind, object_key, recipient, occurrence): one mail each, ever.

    `send_after` is when it should leave (UTC; none: at once), `expires_at` when it is of no use any
    more. `calendar` is an iCalendar text that goes along as a file. Without a `recipient` account the
    mail belongs to its address. `headers` are extra mail headers, such as List-Unsubscribe. A `gathered`
    mail does not leave by itself: it is taken into the recipient's next digest. A `secret` one carries a code
    or a link that lets in: no page shows it, and it is emptied as soon as it has left.
    """

    kind: str
    object_key: str
    occurrence: str
    address: str
    language: str
    subject: str
    text: str
    recipient: AbstractBaseUser | None = None
    html: str = ""
    calendar: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    send_after: datetime | None = None
    expires_at: datetime | None = None
    gathered: bool = False
    secret: bool = False

    @property
    def recipient_key(self) -> str:
        """Names the recipient without saying who it is, so that it may stay after erasure."""
        if self.recipient is not None:
            return f"user:{self.recipient.pk}"
        return "mail:" + hashlib.sha256(self.address.strip().lower().encode()).hexdigest()

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.kind, self.object_key, self.recipient_key, self.occurrence


def enqueue(message: Message) -> bool:
    """Put one mail into the outbox; false when it lies there already. See `enqueue_many`."""
    return enqueue_many([message]) == 1


def enqueue_many(messages: Iterable[Message]) -> int:
    """Put mail into the outbox and give the number of new rows; what lies there already stays as it is.

    Runs in the caller's transaction: rolled back with it, and the worker is hurried along only once it
    is committed. An address that is none makes a failed row, so that the team sees it, and stops nobody
    else's mail. Raises `ValueError` on a header name that is none.
    """
    now = timezone.now()
    # In key order, so that two transactions with the same mail wait for each other and don't deadlock.
    rows = [_row(message, now) for message in sorted(messages, key=lambda message: message.key)]
    with transaction.atomic():
        new = sum(_insert(rows[start : start + BATCH]) for start in range(0, len(rows), BATCH))
    if new and any(row.state == OutboxState.WAITING and row.send_after <= now for row in rows):
        hurry_on_commit()
    return new


def drop_waiting(*, kind: str, object_key: str, reason: str) -> int:
    """Drop the mail about one thing that has not left, and give the number of mails.

    Takes what waits, is held back or is gathered for a digest, and what a worker has claimed and not yet
    handed over. `reason` is an `OutboxError`, or a text of at most 40 characters. Runs in the caller's
    transaction. The keys stay: the same occurrence is never queued again.
    """
    return OutboxMessage.objects.called_off(kind, object_key).update(
        state=OutboxState.DROPPED, last_error=reason[:40]
    )


def one_line(text: str) -> str:
    """The text without line breaks and control characters, so that it can't start a header of its own."""
    return CONTROL.sub(" ", text).strip()


def _row(message: Message, now: datetime) -> OutboxMessage:
    address = message.address.strip()
    deliverable = ADDRESS.fullmatch(address) is not None
    due = message.send_after or now
    ready = OutboxState.GATHERED if message.gathered else OutboxState.WAITING
    return OutboxMessage(
        kind=message.kind,
        object_key=message.object_key,
        recipient_id=None if message.recipient is None else message.recipient.pk,
        recipient_key=message.recipient_key,
        occurrence=message.occurrence,
        address=address if deliverable else "",
        language=message.language,
        subject=one_line(message.subject)[:500],
        text=message.text,
        html=message.html,
        calendar=message.calendar,
        headers=_headers(message.headers),
        message_id=f"<{uuid.uuid4()}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].strip('> ')}>",
        secret=message.secret,
        state=ready if deliverable else OutboxState.FAILED,
        last_error="" if deliverable else OutboxError.BAD_ADDRESS,
        created_at=now,
        due_at=due,
        send_after=due,
        expires_at=message.expires_at,
    )


def _headers(headers: Mapping[str, str]) -> dict[str, str]:
    for name in headers:
        if not HEADER_NAME.fullmatch(name):
            raise ValueError(f"“{name}” is not the name of a mail header.")
    return {name: one_line(value) for name, value in headers.items()}


def _insert(rows: Sequence[OutboxMessage]) -> int:
    """Insert what isn't there and count it: `bulk_create` can ignore conflicts but not count them."""
    meta = OutboxMessage._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    line = f"({', '.join(['%s'] * len(fields))})"
    values: list[Any] = [
        field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields
    ]
    sql = (
        f"INSERT INTO {meta.db_table} ({columns}) VALUES {', '.join([line] * len(rows))}"  # noqa: S608  (names of the model)
        " ON CONFLICT (kind, object_key, recipient_key, occurrence) DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def hurry_on_commit() -> None:
    """Hurry the worker along once the caller's transaction is committed, however often it is asked."""
    if not any(hurry_along in entry for entry in connection.run_on_commit):
        transaction.on_commit(hurry_along, robust=True)


def hurry_along() -> None:
    """Ask a worker to look into the outbox now. A broker that is down delays, it doesn't fail."""
    try:
        current_app.send_task("portal.core.tasks.send_outbox", retry=False, expires=HURRY_EXPIRES)
    except Exception as error:  # noqa: BLE001  (whatever the transport raises: the row is safe)
        logger.warning("The broker doesn't answer; beat will send the mail (%s).", type(error).__name__)
