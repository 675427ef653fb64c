"""Projects nobody has heard of for long, whose time is over without a result, or which have lost an owner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest

from portal.core.clock import OSLO
from portal.core.models import ThreadLink
from portal.partnership.models import User
from portal.partnership.queries.quiet import quiet_between
from portal.partnership.rules.quiet import QuietSpan
from projects.models import Application, CareQuestion, Project, ProjectNews, ProjectOwner, Result
from projects.rules.care import CareAbout, is_over, is_silent
from projects.rules.enums import ResultState

A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Lapse:
    """What the owners of a project are to be asked about; `since` as in `CareQuestion`."""

    project: Project
    about: CareAbout
    since: date


def cared_for() -> QuerySet[Project]:
    """Projects under way, with `last_sign`, when something was last told of them, and `has_result`.

    A sign is a step of the project's or of one of its applications, a news item, and a result.
    """
    published = Result.objects.filter(state=ResultState.PUBLISHED)
    linked = ThreadLink.objects.filter(
        earlier=OuterRef("thread"), later__in=published.values("thread"), later__live=True
    )
    return Project.objects.under_way().annotate(
        last_sign=Greatest(
            F("moved_at"),
            _newest(ProjectNews.objects.all(), "at"),
            _newest(Application.objects.all(), "moved_at"),
            _newest(published, "moved_at"),
        ),
        has_result=Exists(published.filter(project=OuterRef("pk"))) | Exists(linked),
    )


def lapses_at(now: datetime) -> list[Lapse]:
    """What is to be asked at `now` and has not been asked. Three queries."""
    day = now.astimezone(OSLO).date()
    projects = list(cared_for().select_related("thread").order_by("pk"))
    asked = questions_by_project()
    quiet = quiet_around(day, [project.last_sign for project in projects])  # type: ignore[attr-defined]
    found = (_lapse(project, asked.get(project.pk, []), day, quiet) for project in projects)
    return [lapse for lapse in found if lapse]


def questions_by_project() -> dict[int, list[CareQuestion]]:
    found: dict[int, list[CareQuestion]] = {}
    for question in CareQuestion.objects.filter(project__in=Project.objects.under_way()):
        found.setdefault(question.project_id, []).append(question)
    return found


def is_unanswered(question: CareQuestion, project: Any) -> bool:
    """Whether what was asked still stands, of one of `cared_for`: nothing has been told of the project since.

    A period that was given another end, and a result, answer what was asked about the period too.
    """
    if project.last_sign > question.asked_at:
        return False
    over = project.ends == question.since and not project.has_result
    return over or question.about == CareAbout.SILENCE


def still_asked() -> QuerySet[CareQuestion]:
    """What awaits an answer, oldest first: twin of `is_unanswered`."""
    about = ExpressionWrapper(OuterRef("about"), output_field=CharField())
    cared: Any = cared_for().annotate(about=about)
    project = cared.filter(
        Q(about=CareAbout.SILENCE) | Q(ends=OuterRef("since"), has_result=False),
        pk=OuterRef("project"),
        last_sign__lte=OuterRef("asked_at"),
    )
    return CareQuestion.objects.filter(Exists(project)).order_by("asked_at", "pk")


def people_to_ask(project: Project) -> list[User]:
    """Its owners whose accounts are open; where there is none, who set it up. Two queries at most."""
    owners = User.objects.filter(
        pk__in=ProjectOwner.objects.filter(project=project).values("person"), is_active=True
    ).order_by("pk")
    maker = User.objects.filter(pk__in=[project.made_by_id] if project.made_by_id else [], is_active=True)
    return list(owners) or list(maker)


def left_places() -> QuerySet[ProjectOwner]:
    """The places of owners whose accounts are erased or closed, in projects under way."""
    gone = Q(person=None) | Q(person__is_active=False)
    found = ProjectOwner.objects.filter(gone, project__in=Project.objects.under_way())
    return found.select_related("project__thread", "partner").order_by("project__pk", "partner__position")


def quiet_around(day: date, moments: Iterable[datetime]) -> Sequence[QuietSpan]:
    """Quiet time from the first of the moments to `day`, two years at most: what is older has lapsed."""
    first = min((moment.astimezone(OSLO).date() for moment in moments), default=day)
    return quiet_between(max(first, day - 2 * A_YEAR), day)


def _newest(rows: QuerySet[Any], moment: str) -> Subquery:
    newest = rows.filter(project=OuterRef("pk")).order_by().values("project").annotate(newest=Max(moment))
    return Subquery(newest.values("newest"))


def _lapse(
    project: Any, asked: Sequence[CareQuestion], day: date, quiet: Sequence[QuietSpan]
) -> Lapse | None:
    """One question at a time: while one awaits its answer, nothing else is asked."""
    if any(is_unanswered(question, project) for question in asked):
        return None
    known = {(question.about, question.since) for question in asked}
    last_sign = project.last_sign.astimezone(OSLO).date()
    over = not project.has_result and is_over(project.state, project.ends, day, quiet)
    if over and (CareAbout.NO_RESULT, project.ends) not in known:
        return Lapse(project, CareAbout.NO_RESULT, project.ends)
    if is_silent(last_sign, day, quiet) and (CareAbout.SILENCE, last_sign) not in known:
        return Lapse(project, CareAbout.SILENCE, last_sign)
    return None
