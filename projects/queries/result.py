"""What is asked of results and lessons."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from portal.core.models import ThreadChange
from portal.partnership.models import Unit, User
from portal.partnership.rules.standing import is_inside, own_units
from projects.models import Result
from projects.rules.rights import runs_projects


def editable_results(user: Any) -> QuerySet[Result]:
    """What `user` may change: twin of `may_edit_result`."""
    if not is_inside(user):
        return Result.objects.none()
    if runs_projects(user):
        return Result.objects.all()
    mine = Q(made_by=user) | Q(contact=user)
    return Result.objects.filter(mine | Q(project__made_by=user) | Q(project__owners__person=user)).distinct()


def units_to_answer(user: Any) -> QuerySet[Unit]:
    """The units in whose name `user` may publish: their own; any, for those who run projects."""
    units = Unit.objects.named().select_related("partner")
    return units if runs_projects(user) else units.filter(pk__in=own_units(user))


def those_who_answer(result: Result) -> list[User]:
    """Who is asked about a result: its contact; where that is nobody any more, the owners of its project."""
    active = User.objects.filter(is_active=True).exclude(email="")
    if result.contact_id and (contact := active.filter(pk=result.contact_id).first()):
        return [contact]
    if result.project_id is None:
        return []
    owners = result.project.owners.values("person_id")  # type: ignore[union-attr]
    return list(active.filter(pk__in=owners).order_by("pk"))


def candidates_to_answer(result: Result, by: Any) -> QuerySet[User]:
    """Whom `by` can hand a result to: themselves, who answers for it, who wrote it, its project's owners."""
    people = [result.contact_id, result.made_by_id, by.pk]
    if result.project is not None:
        people += result.project.owners.values_list("person_id", flat=True)
    return User.objects.filter(pk__in=[pk for pk in people if pk], is_active=True).order_by("name", "pk")


def last_reason(result: Result) -> str:
    """Why it was withdrawn last; empty where it never was."""
    changes = ThreadChange.objects.filter(thread_id=result.thread_id, action="withdraw")
    return str(changes.values_list("note", flat=True).first() or "")
