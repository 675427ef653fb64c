"""A new e-mail address for an account: asked for, proven by a link to that address, then put in place."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from portal.core.mail import absolute_url, render
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.core.workflows.outbox import Message, enqueue
from portal.partnership.models import User
from portal.partnership.queries.partnership import the_partnership
from portal.partnership.rules.new_address import (
    VALID_FOR,
    LinkUnusableError,
    NewAddress,
    new_address_token,
    read_new_address,
)

ASKED, TAKEN, CHANGED = "people.new_address", "people.address_taken", "people.address_changed"
MOST_A_DAY = 5
"""So often one may ask within a day: each time somebody gets a mail."""
NOT_LEFT = [OutboxState.WAITING, OutboxState.HELD, OutboxState.GATHERED]


class TooOftenError(Exception):
    """They have asked too often within a day. Nothing has been sent."""


def ask_for_address(new: str, *, by: User) -> None:
    """Send a link to the new address; until it is followed, nothing changes.

    An address that belongs to somebody else's account gets a mail that says so, and who asks learns nothing
    of it. Raises TooOftenError.
    """
    now = timezone.now()
    with transaction.atomic():
        # One at a time for each person, so that the count holds.
        User.objects.select_for_update().get(pk=by.pk)
        asked = OutboxMessage.objects.filter(
            kind__in=[ASKED, TAKEN], object_key=_key(by), created_at__gt=now - timedelta(days=1)
        )
        if asked.count() >= MOST_A_DAY:
            raise TooOftenError
        owner = _owner_of(new, other_than=by)
        enqueue(_mail_to_owner(owner, by) if owner else _mail_with_link(new, by, now))


def read_link_of(token: str, *, by: User) -> NewAddress:
    """What a link would change, for the one it was made for.

    Raises LinkUnusableError when it is used or too old, PermissionDenied when it is somebody else's.
    """
    change = read_new_address(token)
    if change.user_pk != by.pk:
        raise PermissionDenied
    if change.old != by.email:
        raise LinkUnusableError
    return change


def confirm_address(token: str, *, by: User) -> NewAddress:
    """Put the new address in place, send waiting mail there, and tell the old address of it.

    Raises as `read_link_of`; LinkUnusableError too where the address has come to belong to somebody else.
    """
    change = read_link_of(token, by=by)
    try:
        with transaction.atomic():
            person = User.objects.select_for_update().get(pk=by.pk)
            read_link_of(token, by=person)
            if _owner_of(change.new, other_than=person):
                raise LinkUnusableError
            _put_in_place(person, change)
            enqueue(_mail_to_old(person, change))
    except IntegrityError:
        raise LinkUnusableError from None
    by.email = change.new
    return change


def _put_in_place(person: User, change: NewAddress) -> None:
    person.email = change.new
    person.save(update_fields=["email"])
    # Sign-in keeps its own list of addresses that are proven; an old one there would still let in.
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.create(user=person, email=change.new, verified=True, primary=True)
    waiting = OutboxMessage.objects.filter(recipient=person, address=change.old, state__in=NOT_LEFT)
    waiting.update(address=change.new)


def _owner_of(address: str, *, other_than: User) -> User | None:
    """Whose account an address belongs to or lets into."""
    lets_in = EmailAddress.objects.filter(email__iexact=address).values("user")
    theirs = Q(email__iexact=address) | Q(pk__in=lets_in)
    return User.objects.filter(theirs).exclude(pk=other_than.pk).first()


def _key(person: User) -> str:
    return f"partnership.user:{person.pk}"


def _mail_with_link(new: str, by: User, now: datetime) -> Message:
    with translation.override(by.language):
        token = new_address_token(NewAddress(by.pk, by.email, new))
        url = absolute_url(reverse("confirm_address", args=[token]))
    hours = VALID_FOR // timedelta(hours=1)
    written = _message("new_address", by, {"url": url, "hours": hours}, kind=ASKED, address=new, about=by)
    return replace(written, secret=True, expires_at=now + VALID_FOR)


def _mail_to_owner(owner: User, by: User) -> Message:
    """Belongs to the one who asked, so that their asking is counted; it does not name them."""
    return _message("address_taken", owner, {}, kind=TAKEN, address=owner.email, about=by)


def _mail_to_old(person: User, change: NewAddress) -> Message:
    context = {"new": change.new}
    return _message("address_changed", person, context, kind=CHANGED, address=change.old, about=person)


def _message(
    template: str, reader: User, context: dict[str, Any], *, kind: str, address: str, about: User
) -> Message:
    full = context | {"person": reader, "partnership": the_partnership()}
    subject, text, html = render(template, full, reader.language)
    return Message(
        kind=kind,
        object_key=_key(about),
        occurrence=timezone.now().isoformat(),
        recipient=reader,
        address=address,
        language=reader.language,
        subject=subject,
        text=text,
        html=html,
    )
