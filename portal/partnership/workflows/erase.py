"""Erasing a person: everything that says who they were goes, the key stays, so that history still adds up."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import pghistory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.core.clock import today
from portal.core.erasing import Leaver, erasers
from portal.partnership.models import CalendarKey, Invitation, User
from portal.partnership.models.invitation import InvitationState

NOBODY = "erased-{key}@erased.invalid"
"""The address of an erased account. Nothing can be delivered to `.invalid` (RFC 2606)."""


def erase(user: User, *, by: User | None) -> None:
    """Erase a person in one transaction; erasing again changes nothing, and there is no way back.

    The account is emptied, closed and keeps its key. Ways to sign in, sessions, wishes, days away, what
    they follow and the address of their calendar go; mail to them is dropped or emptied; places and seats
    end today (Oslo time). Those rows stay, without a name. `by` is who does it, nobody for the nightly job:
    it stands in the change log. Tells nobody. `user` is brought up to date. Whoever erases themselves in a
    request must be signed out by the view, since their session is gone.
    """
    with _in_the_log(by), transaction.atomic():
        person = User.objects.select_for_update().get(pk=user.pk)
        if person.erased_at is None:
            leaver = Leaver(person.pk, person.name, addresses_of(person))
            for eraser in erasers:
                eraser(leaver)
            _take_away_ways_in(person)
            _take_away_wishes(person)
            _end_places(person)
            _empty_invitations(leaver)
            _empty_account(person)
    user.refresh_from_db()


def addresses_of(person: User) -> tuple[str, ...]:
    """Every mail address the portal knows of them."""
    others = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return tuple(dict.fromkeys([person.email, *others]))


def _in_the_log(by: User | None) -> AbstractContextManager[Any]:
    """What the change log says of it: keys only."""
    said: dict[str, Any] = {"act": "erase"}
    return pghistory.context(**said | ({"user": by.pk} if by else {}))


def _take_away_ways_in(person: User) -> None:
    SocialAccount.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()


def _take_away_wishes(person: User) -> None:
    CalendarKey.objects.filter(user=person).delete()
    person.follows.all().delete()
    person.opt_outs.all().delete()
    person.absences.all().delete()


def _end_places(person: User) -> None:
    """What has not begun is taken back; what runs ends today; what is over stays as it was."""
    day = today()
    for places in (person.tenures.all(), person.affiliations.all()):
        places.filter(first_day__gt=day).delete()
        places.filter(Q(last_day=None) | Q(last_day__gt=day)).update(last_day=day)


def _empty_invitations(leaver: Leaver) -> None:
    theirs = Q(accepted_by=leaver.key)
    for address in leaver.addresses:
        theirs |= Q(email__iexact=address)
    found = Invitation.objects.filter(theirs)
    open_ones = found.filter(state__in=[InvitationState.PROPOSED, InvitationState.SENT])
    keys = list(found.values_list("pk", flat=True))
    open_ones.update(state=InvitationState.WITHDRAWN)
    Invitation.objects.filter(pk__in=keys).update(email="", name="", greeting="", secret_hash="")


def _empty_account(person: User) -> None:
    User.objects.filter(pk=person.pk).update(
        email=NOBODY.format(key=person.pk),
        name="",
        password=make_password(None),
        language=User._meta.get_field("language").get_default(),
        mail_rhythm=User._meta.get_field("mail_rhythm").get_default(),
        last_login=None,
        idle_warned_at=None,
        is_active=False,
        is_example=False,
        erased_at=timezone.now(),
    )
