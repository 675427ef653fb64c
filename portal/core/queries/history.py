"""What has happened to a thing, in words for those who read of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.core.clock import OSLO
from portal.core.models.change import ThreadChange
from portal.core.models.thread import Thread
from portal.core.rules.transition import Table
from portal.core.threads import Kind, Words, kinds

MADE, EDITED = "made", "edited"
COMMON: dict[str, Words] = {
    MADE: _("Created."),
    EDITED: _("The text is changed."),
    "merged": _("Another one of the same is made part of it."),
}
MOST = 100


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened: when, what in public words, why, and by whom where the reader may know."""

    at: datetime
    what: Words
    why: str
    by: str


def history_of(thread: Thread, *, inside: bool, table: Table | None = None) -> list[HistoryLine]:
    """The newest first, at most 100, in one query. What has no words is not told.

    Of one person's edits of one day (Oslo) only the last is told. Names, and what the kind keeps among those
    `inside`, are told only to them.
    """
    changes = ThreadChange.objects.filter(thread=thread).defer("data")
    kind = kinds.get(thread.kind) if thread.kind in kinds else None
    hidden = kind.inside if kind and not inside else ()
    found = changes.select_related("by") if inside else changes.exclude(action__in=hidden)
    lines = []
    for change in _without_repeats(found[:MOST]):
        if what := words_of(change.action, kind, table):
            by = str(change.by) if inside and change.by else ""
            why = change.note if inside else reason_for_all(change, kind)
            lines.append(HistoryLine(at=change.at, what=what, why=why, by=by))
    return lines


def reason_for_all(change: ThreadChange, kind: Kind | None) -> str:
    """Why it was done, as everyone may read it; empty where only those inside may."""
    kept = kind.inside | kind.unexplained if kind else frozenset()
    return "" if change.action in kept else change.note


def words_of(action: str, kind: Kind | None, table: Table | None = None) -> Words:
    """What everyone reads of an action; empty for one that nobody is told of."""
    steps = table if table is not None else kind.table if kind else Table(())
    acts = kind.acts if kind else {}
    return steps.said(action) or acts.get(action, "") or COMMON.get(action, "")


def _without_repeats(changes: Iterable[ThreadChange]) -> Iterable[ThreadChange]:
    told: set[tuple[Any, date]] = set()
    for change in changes:
        if change.action == EDITED:
            edit = (change.by_id, change.at.astimezone(OSLO).date())
            if edit in told:
                continue
            told.add(edit)
        yield change
