"""Adds documents to a project and takes them out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from portal.core.rules.upload import Upload
from portal.core.workflows.authored import edit
from portal.core.workflows.stored_file import store
from projects.models import Project, ProjectDocument


@dataclass(frozen=True)
class NewDocument:
    """A file that was handed in, and the words of the link to it."""

    file: Upload
    label: str


@transaction.atomic
def change_documents(
    project: Project, new: NewDocument | None, *, out: Collection[int], by: Any, seen: int
) -> bool:
    """Add `new`, and take out those with the keys `out`; their files are deleted once nothing refers to them.

    The history keeps the labels. Raises StaleError.
    """
    leaving = list(project.documents.filter(pk__in=out))
    said = {
        "added": [new.label] if new else [],
        "taken out": [document.label for document in leaving],
    }
    changed = edit(project, {}, by=by, seen=seen, **({"documents": said} if new or leaving else {}))
    project.documents.filter(pk__in=[document.pk for document in leaving]).delete()
    if new:
        file = store(new.file, by=by, is_example=project.is_example)
        ProjectDocument.objects.create(project=project, file=file, label=new.label)
    return changed
