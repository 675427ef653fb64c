"""Mail about interest in tasks: to the group, to whoever answers it, and to those named in a group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.clock import today
from portal.core.erasing import Leaver
from portal.core.mail import absolute_url, render
from portal.core.workflows.outbox import Message, enqueue_many
from portal.partnership.models import User
from portal.partnership.queries.partnership import the_partnership
from portal.partnership.queries.staff import team_on
from students.models import GroupMember, Interest, StudentTask
from students.queries.interest import answerers, confirmed, first_waiting, group_name
from students.rules.interest_link import member_token
from students.workflows.interest_words import GROUP_WORDS, OWNER_WORDS, Words

NEW, REPLIED, LATE = "students.interest_new", "students.interest_replied", "students.interest_late"
ANSWERED, MEMBER, TEAM = "students.interest_answered", "students.group_member", "students.interest_team"
LABELS: dict[str, str | Promise] = {
    NEW: gettext_lazy("New interest in tasks you answer for"),
    REPLIED: gettext_lazy("What groups say to your offers"),
    LATE: gettext_lazy("Interest that waits for your answer"),
    ANSWERED: gettext_lazy("Answers to interest you have shown in tasks"),
    MEMBER: gettext_lazy("That you are named in a group"),
    TEAM: gettext_lazy("Interest in tasks that nobody has answered"),
}
"""All of them are part of a promise, so nobody is asked whether they want them."""
OWNER_WHY = gettext_lazy("You get this because you answer interest in this task.")
OWNED_WHY = gettext_lazy("You get this because you posted the task, or are its contact.")
GROUP_WHY = gettext_lazy("You get this because you are in the group that has shown interest.")
MEMBER_WHY = gettext_lazy("You get this because somebody named you. The link is yours: do not send it on.")
TEAM_WHY = gettext_lazy("You get this because you are on the partnership team.")


Page = tuple[str, tuple[Any, ...]]
"""The name of an address and what it holds; the reader's language decides the rest."""
MINE: Page = ("my_interests", ())


@dataclass(frozen=True)
class Letter:
    """What a mail is, whoever reads it: its key in the outbox, where it leads, and why one gets it."""

    kind: str
    object_key: str
    occurrence: str
    page: Page
    why: str | Promise
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


def _board(task: StudentTask) -> Page:
    return "task_interests", (task.slug,)


def task_key(task: StudentTask) -> str:
    return f"students.task:{task.pk}"


def group_of(interest: Interest) -> list[Reader]:
    """Who registered it and those who have said yes, in the language of who registered it."""
    first = [Reader.of(interest.by)] if interest.by.is_active else []
    return first + [Reader(one.name, one.email, interest.by.language) for one in confirmed(interest)]


def tell_group(interest: Interest, what: str, *, note: str = "", day: date | None = None) -> int:
    """Queue an answer, by its key in `GROUP_WORDS`, to everyone in the group. `day` is what it promises."""
    occurrence = f"{what}:{interest.moved_at.isoformat()}"
    letter = Letter(ANSWERED, f"students.interest:{interest.pk}", occurrence, MINE, GROUP_WHY)
    said = {"note": note, "day": day or interest.answer_by, "group": group_name(interest)}
    readers, words = group_of(interest), GROUP_WORDS[what]
    return enqueue_many(_message(letter, one, interest.task, words, **said) for one in readers)


def tell_gone_group(interest: Interest, leaver: Leaver) -> int:
    """Queue to the rest of a group that its interest is over, since who registered it is erased."""
    letter = Letter(ANSWERED, f"students.interest:{interest.pk}", "gone", ("tasks", ()), GROUP_WHY)
    theirs = {address.lower() for address in leaver.addresses}
    rest = [one for one in group_of(interest) if one.account is None and one.email.lower() not in theirs]
    return enqueue_many(_message(letter, one, interest.task, GROUP_WORDS["gone"]) for one in rest)


def ask_member(member: GroupMember) -> int:
    """Queue the question whether somebody is in the group, with a link of their own."""
    interest, key = member.interest, f"students.member:{member.pk}"
    page = ("group_member", (member_token(member.pk, member.email),))
    letter = Letter(MEMBER, key, "asked", page, MEMBER_WHY, secret=True)
    reader = Reader(member.name, member.email, interest.by.language)
    return enqueue_many(
        [_message(letter, reader, interest.task, GROUP_WORDS["named"], group=str(interest.by))]
    )


def tell_registrant_of_no(member: GroupMember) -> int:
    """Queue to who registered the interest that somebody they named is not in the group."""
    interest, key = member.interest, f"students.member:{member.pk}"
    letter = Letter(ANSWERED, key, f"no:{member.said_no_at}", MINE, GROUP_WHY)
    reader = Reader.of(interest.by)
    return enqueue_many(
        [_message(letter, reader, interest.task, GROUP_WORDS["member_no"], group=member.name)]
    )


def tell_answerers(interest: Interest, what: str) -> int:
    """Queue what a group has said or done, and who is first on the waiting list where a place is free."""
    occurrence = f"{what}:{interest.pk}:{interest.moved_at.isoformat()}"
    said: dict[str, Any] = {"group": group_name(interest)}
    if OWNER_WORDS[what].frees:
        said |= _first_in_line(interest.task)
    return _to_answerers(REPLIED, occurrence, interest.task, what, **said)


def tell_of_new(interest: Interest) -> int:
    """Queue that there is new interest in a task: at most one such mail a day for each task."""
    occurrence, group = f"new:{today().isoformat()}", group_name(interest)
    return _to_answerers(NEW, occurrence, interest.task, "new", group=group)


def tell_of_free_place(task: StudentTask) -> int:
    """Queue that a full task has a free place again."""
    return _to_answerers(REPLIED, f"free:{task.version}", task, "free", **_first_in_line(task))


def tell_of_gone_offer(interest: Interest) -> int:
    """Queue that a group with an offer is erased, without its name."""
    first = _first_in_line(interest.task)
    return _to_answerers(REPLIED, f"gone:{interest.pk}", interest.task, "gone", **first)


def tell_owners_of_course(task: StudentTask) -> int:
    """Queue to the owners that a course has reserved their task; nobody hears of what they did."""
    owners = {one.pk: one for one in (task.contact, task.made_by) if one is not None and one.is_active}
    owners.pop(task.coordinator_id or 0, None)
    words, page = OWNER_WORDS["reserved"], ("task", (task.slug,))
    letter = Letter(REPLIED, task_key(task), f"reserved:{task.version}", page, OWNED_WHY)
    return enqueue_many(_message(letter, Reader.of(one), task, words) for one in owners.values())


def remind_answerers(task: StudentTask, *, occurrence: str, count: int) -> int:
    return _to_answerers(LATE, occurrence, task, "late", count=count)


def tell_team(task: StudentTask, members: Iterable[User], *, occurrence: str, count: int) -> int:
    letter = Letter(TEAM, task_key(task), occurrence, _board(task), TEAM_WHY)
    words = OWNER_WORDS["team"]
    return enqueue_many(_message(letter, Reader.of(one), task, words, count=count) for one in members)


def _to_answerers(kind: str, occurrence: str, task: StudentTask, what: str, **said: Any) -> int:
    """To the team where nobody is left to answer."""
    letter = Letter(kind, task_key(task), occurrence, _board(task), OWNER_WHY)
    words, people = OWNER_WORDS[what], answerers(task) or team_on(today())
    return enqueue_many(_message(letter, Reader.of(one), task, words, **said) for one in people)


def _first_in_line(task: StudentTask) -> dict[str, str]:
    waiting = first_waiting(task)
    return {"first": group_name(waiting)} if waiting else {}


def _message(letter: Letter, reader: Reader, task: StudentTask, words: Words, **said: Any) -> Message:
    """In the reader's language. `said` fills the words: `group`, `day`, `note`, `first`, `count`."""
    with translation.override(reader.language):
        day = said.get("day")
        filled = {**said, "day": date_format(day, "DATE_FORMAT") if day else ""}
        context = {
            "name": reader.name,
            "title": task.title,
            "subject": words.subject,
            "said": str(words.sentence) % filled,
            "note": said.get("note", ""),
            "first": _("First on the waiting list: %(first)s.") % filled if said.get("first") else "",
            "do": words.do,
            "url": absolute_url(reverse(letter.page[0], args=letter.page[1])),
            "why": letter.why,
            "partnership": the_partnership(),
            "is_example": task.is_example,
        }
        subject, text, html = render("interest", context, reader.language)
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
    )
