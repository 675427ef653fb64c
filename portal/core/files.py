"""Who may fetch a file: whoever may see something it belongs to, and whoever handed it in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model

from portal.core.registry import Registry
from portal.core.threads import audiences_of

if TYPE_CHECKING:  # apps are registered in before models may be imported
    from portal.core.models import StoredFile

FileAudience = Callable[[Any, "StoredFile"], bool]

file_audiences: Registry[FileAudience] = Registry("audiences of files")
"""Key → whether a reader may see something of one model that a file belongs to. A file of no entry is seen by
nobody but the one who handed it in, so that a new use of files begins closed.
"""


def of_threads(
    model: str, field: str, *, through: str = "", own: Callable[[Any, Any], bool] | None = None
) -> FileAudience:
    """An entry for a `model` whose `field` is the file: as the thread says, of the object or of what it is
    part of (`through`, a lookup such as `project`). `own` says who else may, given a reader and the object
    with the thread.
    """

    def sees(reader: Any, file: StoredFile) -> bool:
        found = apps.get_model(model)._default_manager.filter(**{field: file})
        to_thread = f"{through}__thread" if through else "thread"
        rows = found.select_related(to_thread).defer(
            *(f"{to_thread}__{name}" for name in ("search", "heading", "marks"))
        )
        things = [thing_of(row, through) for row in rows]
        open_to = audiences_of(reader)
        return any(thing.thread.audience in open_to for thing in things) or (
            own is not None and any(own(reader, thing) for thing in things)
        )

    return sees


def thing_of(row: Model, through: str) -> Any:
    """What a row is part of, by a lookup with `__` between the steps."""
    found: Any = row
    for step in through.split("__") if through else ():
        found = getattr(found, step)
    return found


def may_fetch(reader: Any, file: StoredFile) -> bool:
    """Reads the audiences the reader belongs to."""
    own = reader.is_authenticated and file.made_by_id == reader.pk
    return own or any(sees(reader, file) for sees in file_audiences)
