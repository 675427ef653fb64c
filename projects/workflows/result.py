"""Writes results and lessons, and ties them to what they came of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from portal.core.models import Thread
from portal.core.models.thread import Relation
from portal.core.workflows.authored import edit, make
from portal.core.workflows.thread import link, unlink
from projects.models import Result
from projects.rules.enums import ResultState


@transaction.atomic
def draft_result(result: Result, *, by: Any, origin: Thread | None = None) -> Result:
    """Save a new result as a draft nobody else is shown, with `by` as the one who answers for it.

    Its project and the thread it comes from lead to it; others read so once it is published.
    """
    result.state = ResultState.DRAFT
    result.contact = result.contact or by
    make(result, by=by)
    for earlier in _earlier(result, origin):
        link(earlier, result.thread, Relation.RESULTED, by=by)
    return result


@transaction.atomic
def edit_result(result: Result, values: Mapping[str, Any], *, by: Any, seen: int) -> bool:
    """Set `values` on the version `by` had before them, and move the tie to another project along.

    Says whether anything is new. Raises StaleError.
    """
    before = result.project
    changed = edit(result, values, by=by, seen=seen)
    after = result.project
    if before != after:
        if before is not None:
            unlink(before.thread, result.thread)
        if after is not None:
            link(after.thread, result.thread, Relation.RESULTED, by=by)
    return changed


def _earlier(result: Result, origin: Thread | None) -> list[Thread]:
    threads = [result.project.thread] if result.project else []
    return threads if origin is None or origin in threads else [*threads, origin]
