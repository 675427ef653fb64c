"""What people do to a mail in the outbox: hold it back, let it go, send it again knowingly."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.models.act import Act, OutboxAct
from portal.core.models.outbox import OutboxMessage, OutboxState
from portal.core.workflows.outbox import ADDRESS, hurry_on_commit


class NotPossibleError(Exception):
    """The mail is not in a state for that, or has no address; the text is a sentence for who asked."""


def hold(row: OutboxMessage, *, by: AbstractBaseUser) -> None:
    """Keep a waiting mail from leaving until it is released. Raises `NotPossibleError`."""
    with transaction.atomic():
        locked = _locked(row, OutboxState.WAITING)
        _change(locked, Act.HELD, by, state=OutboxState.HELD)


def release(row: OutboxMessage, *, by: AbstractBaseUser) -> None:
    """Let a held mail leave: now, if it is past its time. Raises `NotPossibleError`."""
    with transaction.atomic():
        locked = _locked(row, OutboxState.HELD)
        _change(locked, Act.RELEASED, by, state=OutboxState.WAITING)
        hurry_on_commit()


def send_again(row: OutboxMessage, *, by: AbstractBaseUser) -> None:
    """Queue a failed or uncertain mail anew, to the address its reader has today.

    It keeps its key and its Message-ID, so that a mailbox that has it already may know it again; an
    uncertain one can still arrive twice. Raises `NotPossibleError`.
    """
    with transaction.atomic():
        locked = _locked(row, OutboxState.FAILED, OutboxState.UNCERTAIN)
        _refuse_what_opens_nothing(locked)
        _change(
            locked,
            Act.SENT_AGAIN,
            by,
            state=OutboxState.WAITING,
            address=_address_today(locked),
            send_after=timezone.now(),
            # Who sends it knowingly finds it of use.
            expires_at=None,
            attempts=0,
            last_error="",
            claimed_at=None,
            claimed_by="",
            handed_over_at=None,
        )
        hurry_on_commit()


def _locked(row: OutboxMessage, *states: OutboxState) -> OutboxMessage:
    """The row as it is now, locked until the commit: somebody else may have acted on it meanwhile."""
    locked = OutboxMessage.objects.select_for_update().get(pk=row.pk)
    if locked.state not in states:
        label = OutboxState(locked.state).label
        raise NotPossibleError(
            _("Nothing was changed: the mail now has the state “%(state)s”.") % {"state": label}
        )
    return locked


def _refuse_what_opens_nothing(row: OutboxMessage) -> None:
    """A code or a link that lets in is not sent on once it is emptied, or after its time."""
    over = row.expires_at is not None and row.expires_at <= timezone.now()
    if row.secret and (over or not row.text):
        raise NotPossibleError(
            _(
                "The mail can't be sent again: it carried a code or a link that is no longer kept. "
                "The reader must ask for a new one."
            )
        )


def _change(
    row: OutboxMessage,
    act: Act,
    by: AbstractBaseUser,
    **values: OutboxState | str | int | datetime | None,
) -> None:
    OutboxAct.objects.create(message=row, act=act, was=row.state, by_id=by.pk)
    OutboxMessage.objects.filter(pk=row.pk).update(**values)


def _address_today(row: OutboxMessage) -> str:
    address = row.address
    if row.recipient is not None:
        address = getattr(row.recipient, row.recipient.get_email_field_name()).strip() or address
    if not ADDRESS.fullmatch(address) or not row.text:
        raise NotPossibleError(
            _("The mail can't be sent: it has no mail address. Correct the address of the reader first.")
        )
    return address
