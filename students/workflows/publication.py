"""Shows what students have delivered as a result, as long as they consent and no longer kept back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from portal.core.clock import OSLO, today
from portal.core.mail import absolute_url
from portal.core.models.thread import Relation
from portal.core.rules.identifiers import doi_of
from portal.core.text import LANGUAGES, Text
from portal.core.workflows.authored import make
from portal.core.workflows.thread import link
from portal.core.workflows.transition import take
from projects.models import Result
from projects.rules.enums import ResultKind, ResultState
from projects.rules.result import RESULT
from students.models import Assignment, StudentTask
from students.queries.work import shown_wrongly, to_be_shown
from students.rules.delivery import may_be_shown

MOST_OF_A_TITLE = 140


def publish_ready(now: datetime) -> int:
    """Show all that may be shown now that its embargo is over (Oslo days), and hide what may not; gives how
    many. Safe to run twice.
    """
    day = now.astimezone(OSLO).date()
    found = to_be_shown(day).filter(result=None).values_list("pk", flat=True).order_by("pk")
    wrong = shown_wrongly(day).values_list("pk", flat=True).order_by("pk")
    return sum(keep_to_consent(pk) for pk in [*found, *wrong])


@transaction.atomic
def keep_to_consent(pk: int) -> bool:
    """Bring the result of one work in line with what its students say; gives whether anything came of it."""
    work = Assignment.objects.select_for_update(of=("self",)).select_related("task", "result").get(pk=pk)
    shown, result = may_be_shown(work, today()), work.result
    if result is None:
        return shown and _show(work)
    if not shown and result.state == ResultState.PUBLISHED:
        return _hide(result)
    if shown and (result.url != link_to(work) or _was_hidden(result)):
        return _show_again(work, result)
    return False


def link_to(work: Assignment) -> str:
    """Where everyone reads the work: where it is archived, else the file that was handed in."""
    if work.delivered_url or work.report is None:
        return work.delivered_url
    with override(settings.LANGUAGE_CODE):
        return absolute_url(work.report.get_absolute_url())


def _show(work: Assignment) -> bool:
    result = make(_told(work), by=None)
    link(work.task.thread, result.thread, Relation.RESULTED, by=None)
    take(result, RESULT, "publish", by=None)
    Assignment.objects.filter(pk=work.pk).update(result=result)
    return True


def _hide(result: Result) -> bool:
    """Its card stays its owner's, without the work itself."""
    with override(settings.LANGUAGE_CODE):
        why = gettext("The students no longer want their work shown.")
    take(result, RESULT, "withdraw", by=None, note=why, url="", doi="")
    return True


def _was_hidden(result: Result) -> bool:
    """By `_hide`, and not by somebody who had another reason."""
    return result.state == ResultState.WITHDRAWN and not result.url


def _show_again(work: Assignment, result: Result) -> bool:
    address: dict[str, Any] = {"url": link_to(work), "doi": _doi(work)}
    if _was_hidden(result):
        take(result, RESULT, "publish", by=None, **address)
        return True
    Result.objects.filter(pk=result.pk).update(**address)
    return True


def _told(work: Assignment) -> Result:
    task = work.task
    assert work.delivered_on is not None
    return Result(
        kind=ResultKind.THESIS,
        state=ResultState.DRAFT,
        title=Text.of({work.language: work.title[:MOST_OF_A_TITLE]}),
        summary=work.found or _question(task),
        changed=_not_told(),
        call=task.unit.name,
        happened_on=work.delivered_on,
        unit=task.unit,
        contact=task.contact or task.made_by,
        doi=_doi(work),
        url=link_to(work),
        themes=task.themes,
        is_example=task.is_example,
    )


def _question(task: StudentTask) -> Text:
    said = {}
    for language, title in task.title.as_dict().items():
        with override(language):
            said[language] = gettext("Students have worked on the question “%(title)s”") % {"title": title}
    return Text.of(said)


def _not_told() -> Text:
    """What changed is the owner's to tell; until then it says that nobody has."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = gettext("The unit has not told yet what changed.")
    return Text.of(said)


def _doi(work: Assignment) -> str:
    try:
        return doi_of(work.delivered_url) if "doi.org/" in work.delivered_url else ""
    except ValueError:
        return ""
