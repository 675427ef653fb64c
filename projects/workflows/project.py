"""Sets up projects, edits what they say, tells their news and takes them from phase to phase."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.models import Thread
from portal.core.models.thread import Relation
from portal.core.models.threaded import tell
from portal.core.text import Text
from portal.core.workflows.authored import edit, make
from portal.core.workflows.thread import link
from portal.core.workflows.transition import NotPossibleError, note_change, take
from portal.partnership.models import Unit
from projects.models import Project, ProjectNews, ProjectOwner, ProjectUnit
from projects.queries.project_owners import partners_of
from projects.rules.project import PROJECT, owners_named

TOLD_NEWS, TOOK_NEWS_BACK = "news", "news_taken_back"
RULE_OF_OWNERS = "project_has_an_owner_at_every_partner"


@transaction.atomic
def set_up(project: Project, *, units: Iterable[Unit], by: Any, origin: Thread | None = None) -> Project:
    """Save a new idea with its units; whoever sets it up answers for it where they work.

    It becomes part of the thread of `origin`, which is told of it. Raises NotPossibleError where `origin`
    can't become anything any more.
    """
    make(project, by=by)
    ProjectUnit.objects.bulk_create([ProjectUnit(project=project, unit=unit) for unit in units])
    ProjectOwner.objects.bulk_create(
        [ProjectOwner(project=project, partner=partner, person=by) for partner in partners_of(by)]
    )
    tell(project)
    if origin:
        link(origin, project.thread, Relation.BECAME, by=by)
    return project


@transaction.atomic
def edit_about(
    project: Project, values: Mapping[str, Any], *, units: Iterable[Unit], by: Any, seen: int
) -> bool:
    """Set what the project says of itself and which units take part. Raises StaleError."""
    chosen = {unit.pk: unit for unit in units}
    before = {unit.pk: unit for unit in project.units.all()}
    data: dict[str, Any] = {}
    if set(chosen) != set(before):
        data["units"] = [sorted(unit.key for unit in group.values()) for group in (before, chosen)]
    changed = edit(project, values, by=by, seen=seen, **data)
    if data:
        ProjectUnit.objects.filter(project=project).exclude(unit__in=chosen).delete()
        ProjectUnit.objects.bulk_create(
            [ProjectUnit(project=project, unit=unit) for pk, unit in chosen.items() if pk not in before]
        )
        tell(project)
    return changed


@transaction.atomic
def tell_news(project: Project, text: Text, *, by: Any) -> ProjectNews:
    """Add a piece of news. It counts as movement; forms that are open stay as good as they were."""
    moment = timezone.now()
    news = ProjectNews.objects.create(project=project, text=text, by=by, at=moment)
    Project.objects.filter(pk=project.pk).update(moved_at=moment)
    project.refresh_from_db()
    note_change(project, TOLD_NEWS, by=by, before=project.state)
    return news


@transaction.atomic
def take_news_back(news: ProjectNews, *, by: Any) -> None:
    """Remove a piece of news; that it was taken back stays in the history."""
    project = news.project
    news.delete()
    note_change(project, TOOK_NEWS_BACK, by=by, before=project.state)


def take_on(project: Project, action: str, *, by: Any, sentences: Mapping[str, Any] | None = None) -> None:
    """Take the project to another phase, with the sentences it is closed with, all or nothing.

    Raises NotPossibleError and PermissionDenied as `take` does, also where somebody took an owner out in the
    meantime and the database holds the rule.
    """
    try:
        with transaction.atomic():
            take(project, PROJECT, action, by=by, **(sentences or {}))
    except IntegrityError as error:
        if RULE_OF_OWNERS not in str(error):
            raise
        raise NotPossibleError(owners_named(project) or _("Name an owner at every partner first.")) from error
