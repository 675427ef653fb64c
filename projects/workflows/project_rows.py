"""Writes the lists a project has anew: people, money, links, milestones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from portal.core.workflows.authored import edit
from projects.models import Funding, Milestone, Project, ProjectLink, ProjectPerson

RowModel = type[ProjectPerson] | type[Funding] | type[ProjectLink] | type[Milestone]
Rows = Sequence[Mapping[str, Any]]


@transaction.atomic
def replace_rows(
    project: Project, model: RowModel, names: Sequence[str], rows: Rows, *, by: Any, seen: int
) -> bool:
    """Let the project have these `rows` of `model`, in their order; each has all of `names`.

    The history keeps how many there were and are, so that names of people are in one place only. Raises
    StaleError. Says whether anything is new.
    """
    objects: Any = model._default_manager.filter(project=project)
    before = list(objects.values(*names))
    after = [{name: row[name] for name in names} for row in rows]
    key = f"rows of {model._meta.model_name}"
    changed = edit(
        project, {}, by=by, seen=seen, **({key: [len(before), len(after)]} if before != after else {})
    )
    if changed:
        objects.delete()
        objects.bulk_create([model(project=project, **row) for row in after])
    return changed
