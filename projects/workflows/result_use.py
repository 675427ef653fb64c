"""Asks each September whether results were used, and keeps the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from portal.core.clock import OSLO, at, today
from portal.core.mail import absolute_url
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError
from portal.core.models.threaded import tell
from portal.core.workflows.outbox import Message, enqueue_many
from portal.partnership.models import User
from portal.partnership.queries.mail import opted_out
from portal.partnership.workflows.letter import Reader, written
from portal.partnership.workflows.mail import one_click_headers, unsubscribe_url
from projects.models import Result, ResultUse
from projects.queries.result import those_who_answer
from projects.queries.result_use import ABOUT, ANSWERED, GONE, USE, results_to_ask_about, why_not
from projects.rules.enums import Usage
from projects.rules.result_use import UseLink, asks_on, read_use_token, use_token

HOUR = time(8)
"""The mail leaves in the morning, Oslo time."""


class UnanswerableError(Exception):
    """The link can't be answered; the text is `ANSWERED`, `GONE` or `NOT_THEIRS`.

    `shown` is its result, where everyone may see it.
    """

    def __init__(self, why: str, shown: Result | None = None) -> None:
        super().__init__(why)
        self.shown = shown


def ask_whether_used(now: datetime) -> int:
    """Queue the year's questions that have not been asked; gives the number of mails. Only in September.

    Each result is asked about once a year, whoever answers for it later that month.
    """
    day = now.astimezone(OSLO).date()
    if not asks_on(day):
        return 0
    leave = max(now, at(day, HOUR))
    without = opted_out(USE)
    mails = [
        _question(person, result, day.year, leave)
        for result in results_to_ask_about(day.year)
        for person in those_who_answer(result)
        if person.pk not in without
    ]
    return enqueue_many(mails)


@transaction.atomic
def answer_use(token: str, *, answer: Usage, why: str) -> ResultUse:
    """Keep the answer that a link gives, once a result and year, and tell the result's thread.

    Raises LinkBrokenError, LinkExpiredError, and UnanswerableError where it is answered already, no longer
    shown or somebody else's.
    """
    link, result = read_link(token)
    by = User.objects.get(pk=link.person)
    try:
        with transaction.atomic():
            use = ResultUse.objects.create(
                result=result, year=link.year, answer=answer, why=why.strip(), by=by
            )
    except IntegrityError:
        raise UnanswerableError(ANSWERED, result) from None
    tell(result)
    return use


def read_link(token: str) -> tuple[UseLink, Result]:
    """What a link asks. Raises as `answer_use`."""
    link = read_use_token(token, today())
    result = Result.objects.select_related("thread", "project").filter(pk=link.result).first()
    if problem := why_not(link, result):
        raise UnanswerableError(problem, None if problem == GONE else result)
    assert result is not None
    return link, result


def look_at_questions(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
    """The last look: nobody is asked what is answered meanwhile, no longer shown, or not wanted."""
    without = opted_out(USE)
    stands = {f"{ABOUT}{pk}" for pk in Result.objects.published().values_list("pk", flat=True)}
    answered = {f"{ABOUT}{pk}:{year}" for pk, year in ResultUse.objects.values_list("result_id", "year")}
    found: dict[int, str] = {}
    for row in rows:
        if row.recipient_id in without:
            found[row.pk] = OutboxError.NOT_WANTED
        elif row.object_key not in stands or f"{row.object_key}:{row.occurrence}" in answered:
            found[row.pk] = OutboxError.TOO_LATE
    return found


def _question(person: User, result: Result, year: int, leave: datetime) -> Message:
    without_url = unsubscribe_url(person, USE)
    return written(
        "result_use",
        Reader.of(person),
        lambda: _context(person, result, year, without_url),
        kind=USE,
        object_key=f"{ABOUT}{result.pk}",
        occurrence=str(year),
        headers=one_click_headers(without_url),
        send_after=leave,
        expires_at=at(leave.astimezone(OSLO).date().replace(month=12, day=31), time(0)),
        secret=True,
    )


def _context(person: User, result: Result, year: int, without_url: str) -> dict[str, Any]:
    token = use_token(UseLink(result.pk, year, person.pk))
    return {
        "person": person,
        "title": result.title,
        "changed": result.changed or result.summary,
        "url": absolute_url(reverse("result_use", args=[token])),
        "page_url": absolute_url(result.get_absolute_url()),
        "without_url": without_url,
        "is_example": result.is_example,
    }
