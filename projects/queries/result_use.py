"""Which results are asked about, and whether a link to answer still can be."""

from __future__ import annotations

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from portal.core.models import OutboxMessage
from portal.partnership.models import User
from projects.models import Result, ResultUse
from projects.rules.enums import ResultKind, ResultState
from projects.rules.result_use import UseLink, happened_before
from projects.rules.rights import may_edit_result

USE = "projects.result_use"
ABOUT = "projects.result:"
"""What the mail's `object_key` begins with; the result's number follows."""
ANSWERED, GONE, NOT_THEIRS = "answered", "gone", "not_theirs"


def results_to_ask_about(year: int) -> QuerySet[Result]:
    """Published results (no lessons) from before September that were neither asked about nor answered."""
    asked = OutboxMessage.objects.filter(kind=USE, occurrence=str(year), object_key=OuterRef("asked_as"))
    answered = ResultUse.objects.filter(result=OuterRef("pk"), year=year)
    return (
        Result.objects.published()
        .exclude(kind=ResultKind.LESSON)
        .filter(happened_on__lt=happened_before(year))
        .annotate(asked_as=Concat(Value(ABOUT), Cast("pk", CharField())))
        .exclude(Exists(asked))
        .exclude(Exists(answered))
        .select_related("thread", "project")
        .order_by("pk")
    )


def why_not(link: UseLink, result: Result | None) -> str:
    """Why a link can't be answered; empty where it can."""
    if result is None or result.state != ResultState.PUBLISHED:
        return GONE
    if result.uses.filter(year=link.year).exists():
        return ANSWERED
    person = User.objects.filter(pk=link.person, is_active=True).first()
    return "" if person is not None and may_edit_result(person, result) else NOT_THEIRS
