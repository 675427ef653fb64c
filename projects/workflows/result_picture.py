"""Keeps the picture of a result as a file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.core.models import StoredFile
from portal.core.text import Text
from portal.core.workflows.stored_file import store
from projects.models import Result


def change_picture(result: Result, answers: Mapping[str, Any], *, by: Any) -> dict[str, StoredFile | None]:
    """Store a new picture, or put other words to the old one, and set it on `result`, which is not saved.

    `answers` are those of a form: `picture`, `alt`, `no_picture` and the `language` they are in. Gives the
    field as a workflow sets it; empty where the picture stays. What nothing shows any more is taken away by
    the file store.
    """
    if "alt" not in answers:
        return {}
    alt = {answers["language"]: answers["alt"].strip()}
    if upload := answers.get("picture"):
        result.picture = store(upload, by=by, alt=Text.of(alt))
    elif answers.get("no_picture"):
        result.picture = None
    elif result.picture is not None:
        said = Text.of({**result.picture.alt.as_dict(), **alt})
        if said != result.picture.alt:
            StoredFile.objects.filter(pk=result.picture.pk).update(alt=said)
        return {}
    return {"picture": result.picture}
