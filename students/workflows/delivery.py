"""Takes in what a group has delivered, and what they say of showing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.rules.upload import Upload
from portal.core.workflows.stored_file import store
from portal.core.workflows.transition import NotPossibleError, note_change
from students.models import Assignment, Consent
from students.queries.work import Author, authors_of, consents_of, works
from students.rules.delivery import DELIVERED, all_agree, day_before, kept_back_until
from students.rules.enums import AssignmentState
from students.rules.work_link import read_consent_token
from students.workflows.publication import keep_to_consent
from students.workflows.work import RECORDED, bumped, lock, step
from students.workflows.work_mail import ask_for_consent


class ConsentOverError(Exception):
    """The group's data are gone, or the person is not in the group: the link has nothing to answer."""


@transaction.atomic
def deliver(
    work: Assignment, values: Mapping[str, Any], *, upload: Upload | None, by: Any, seen: int
) -> Assignment:
    """Record the delivery, or change what is recorded of it. The group is asked whether it may be shown.

    They are told when something else would be shown than what they were asked about. An embargo never ends
    before the day the students asked for. Raises StaleError, NotPossibleError and PermissionDenied.
    """
    now = lock(work, seen=seen)
    if now.state not in (AssignmentState.IN_PROGRESS, *DELIVERED):
        raise NotPossibleError(_("The work has not started, or it is broken off."))
    authors = max(now.authors, len(authors_of(now)) + now.left)
    told = {**values, "embargo_until": _embargo(now, values), "authors": authors}
    if upload:
        told["report"] = store(upload, by=by, is_example=now.task.is_example)
    if now.state == AssignmentState.IN_PROGRESS:
        step(work, "deliver", by=by, **told)
    else:
        Assignment.objects.filter(pk=work.pk).update(**told, **bumped())
        work.refresh_from_db()
        note_change(now.task, RECORDED, by=by)
    same = (now.delivered_url, now.report_id) == (work.delivered_url, work.report_id)
    ask_for_consent(work, changed=now.state in DELIVERED and not same)
    keep_to_consent(work.pk)
    work.refresh_from_db()
    return work


def _embargo(work: Assignment, values: Mapping[str, Any]) -> date | None:
    """Once the students' words are gone, or those of one of them, what they asked for stays."""
    wishes = [values["embargo_until"], *(day_before(one.not_before) for one in consents_of(work).values())]
    if work.interest_id is None or work.left:
        wishes.append(work.embargo_until)
    return kept_back_until(wishes, values["delivered_on"])


def read_consent_link(token: str) -> tuple[Assignment, Author]:
    """The work a link asks about, and whose word it takes. Raises LinkBrokenError and ConsentOverError."""
    link = read_consent_token(token)
    work = works().filter(pk=link.assignment, state__in=DELIVERED).first()
    if work is None:
        raise ConsentOverError
    # The number is another one, once a member stands for the group; the address is still theirs.
    theirs = [one for one in authors_of(work) if one.email.lower() == link.email]
    for author in theirs:
        if author.member in (link.member or None, None):
            return work, author
    raise ConsentOverError


@transaction.atomic
def say_consent(work: Assignment, author: Author, *, yes: bool, not_before: date | None) -> Assignment:
    """Keep what one of the group says; the work is shown, or no longer shown, as all of them together say.

    Of whoever has left the portal meanwhile a yes still counts. Without one they keep the work back, so that
    nobody's work is shown against their will. Raises ConsentOverError where the group's data are gone.
    """
    now = lock(work)
    if author.member not in [one.member for one in authors_of(now)] or now.delivered_on is None:
        raise ConsentOverError
    Consent.objects.update_or_create(
        interest_id=now.interest_id,
        member_id=author.member,
        defaults={"yes": yes, "not_before": not_before if yes else None, "at": timezone.now()},
    )
    _settle(now)
    work.refresh_from_db()
    return work


@transaction.atomic
def count_in(work: Assignment) -> None:
    """Ask one more, who said late that they are in the group: without their yes the work isn't shown."""
    now = lock(work)
    _settle(now)
    ask_for_consent(works().get(pk=work.pk))


def _settle(work: Assignment) -> None:
    """Show the work, or no longer show it, by what all its authors say. Its row is held."""
    assert work.delivered_on is not None
    said = consents_of(work)
    people = [one.member for one in authors_of(work)]
    answers = [said[one].yes for one in people if one in said] + [True] * work.left_with_yes
    authors = max(work.authors, len(people) + work.left)
    wishes = [work.embargo_until, *(day_before(one.not_before) for one in said.values())]
    Assignment.objects.filter(pk=work.pk).update(
        authors=authors,
        consent=all_agree(authors, answers),
        embargo_until=kept_back_until(wishes, work.delivered_on),
        **bumped(),
    )
    keep_to_consent(work.pk)
