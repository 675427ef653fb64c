"""Mail about interest in tasks to the group that has shown it, and to those who are named in a group."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from portal.core.clock import today
from portal.core.erasing import Leaver
from portal.core.workflows.outbox import Message, enqueue_many
from portal.partnership.workflows.letter import Reader
from students.models import GroupMember, Interest
from students.queries.interest import confirmed, group_name
from students.rules.interest_link import member_token
from students.workflows.interest_words import GROUP_WORDS, worded
from students.workflows.letter import Letter, Page

ANSWERED, MEMBER = "students.interest_answered", "students.group_member"
ENDING = "students.offer_ending"
LABELS: dict[str, str | Promise] = {
    ANSWERED: gettext_lazy("Answers to interest you have shown in tasks"),
    ENDING: gettext_lazy("Offers of tasks you have not answered yet"),
    MEMBER: gettext_lazy("That you are named in a group"),
}
"""All of them are part of a promise, so nobody is asked whether they want them."""
GROUP_WHY = gettext_lazy("You get this because you are in the group that has shown interest.")
NAMED_WHY = gettext_lazy("You get this because somebody named you in a group.")
MEMBER_WHY = gettext_lazy("You get this because somebody named you. The link is yours: do not send it on.")
MINE: Page = ("my_interests", ())


def interest_key(interest: Interest) -> str:
    """What mail about an interest is about, as the outbox keeps it."""
    return f"students.interest:{interest.pk}"


def questions_of(person: int) -> str:
    """What the keys of questions to members begin with, of groups that a person registered."""
    return f"students.member:{person}:"


def member_key(member: GroupMember) -> str:
    return f"{questions_of(member.interest.by_id)}{member.pk}"


def group_of(interest: Interest) -> list[Reader]:
    """Who registered it and those who have said yes, in the language of who registered it."""
    first = [Reader.of(interest.by)] if interest.by.is_active else []
    return [*first, *_members(interest)]


def tell_group(interest: Interest, what: str, *, note: str = "", day: date | None = None) -> int:
    """Queue an answer, by its key in `GROUP_WORDS`, to everyone in the group. `day` is what it promises."""
    occurrence = f"{what}:{interest.moved_at.isoformat()}"
    letter = Letter(ANSWERED, interest_key(interest), occurrence, MINE, GROUP_WHY)
    said = {"note": note, "day": day or interest.answer_by, "group": group_name(interest)}
    return _to(group_of(interest), letter, interest, what, **said)


def remind_of_offer(interest: Interest) -> int:
    """Queue to the group that its offer is over soon: once for each offer."""
    assert interest.answer_by is not None
    occurrence = f"ending:{interest.answer_by.isoformat()}"
    letter = Letter(ENDING, interest_key(interest), occurrence, MINE, GROUP_WHY)
    return _to(group_of(interest), letter, interest, "ending", day=interest.answer_by)


def tell_of_heir(interest: Interest, leaver: Leaver) -> int:
    """Queue to a group who stands for it now: `interest.by`, since who registered it is erased."""
    letter = Letter(ANSWERED, interest_key(interest), f"heir:{interest.by_id}", MINE, GROUP_WHY)
    readers = [Reader.of(interest.by), *_without(leaver, _members(interest))]
    return _to(readers, letter, interest, "heir", group=interest.by.name)


def ask_for_heir(interest: Interest, leaver: Leaver) -> int:
    """Queue to each of a group that nobody stands for it now, with a link of their own to do so."""
    theirs = {address.lower() for address in leaver.addresses}
    members = [one for one in confirmed(interest) if one.email.lower() not in theirs]
    return enqueue_many(_to_member(one, ANSWERED, f"headless:{leaver.key}", "headless") for one in members)


def ask_member(member: GroupMember, *, again: bool = False) -> int:
    """Queue the question whether somebody is in the group, with a link of their own. Again once a day."""
    occurrence = f"asked:{today().isoformat()}" if again else "asked"
    return enqueue_many([_to_member(member, MEMBER, occurrence, "named", group=str(member.interest.by))])


def tell_registrant_of_no(member: GroupMember) -> int:
    """Queue to who registered the interest that somebody they named is not in the group."""
    letter = Letter(ANSWERED, member_key(member), f"no:{member.said_no_at}", MINE, GROUP_WHY)
    return _to([Reader.of(member.interest.by)], letter, member.interest, "member_no", group=member.name)


def tell_taken_out(member: GroupMember) -> int:
    """Queue to somebody who had said yes that they are no longer in the group."""
    interest = member.interest
    letter = Letter(ANSWERED, member_key(member), "taken_out", ("task", (interest.task.slug,)), NAMED_WHY)
    reader = Reader(member.name, member.email, interest.by.language)
    return _to([reader], letter, interest, "taken_out", group=str(interest.by))


def _members(interest: Interest) -> list[Reader]:
    return [Reader(one.name, one.email, interest.by.language) for one in confirmed(interest)]


def _without(leaver: Leaver, readers: Iterable[Reader]) -> list[Reader]:
    theirs = {address.lower() for address in leaver.addresses}
    return [one for one in readers if one.email.lower() not in theirs]


def _to(readers: Iterable[Reader], letter: Letter, interest: Interest, what: str, **said: Any) -> int:
    return enqueue_many(worded(letter, one, interest.task, GROUP_WORDS[what], **said) for one in readers)


def _to_member(member: GroupMember, kind: str, occurrence: str, what: str, **said: Any) -> Message:
    """With their own link, which proves who they are."""
    page: Page = ("group_member", (member_token(member.pk, member.email),))
    letter = Letter(kind, member_key(member), occurrence, page, MEMBER_WHY, secret=True)
    reader = Reader(member.name, member.email, member.interest.by.language)
    return worded(letter, reader, member.interest.task, GROUP_WORDS[what], **said)
