"""What was changed in a task since the team saw it, field by field, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.models.change import ThreadChange
from portal.core.text import LANGUAGES
from portal.partnership.queries.theme import theme_words
from students.models import StudentTask
from students.queries.check import EDITED, edits_since_seen
from students.queries.told import told
from students.queries.words import field_words
from students.rules.check_difference import Piece, pieces
from students.rules.enums import AssignBy, DataNeed
from students.rules.semester import Semester

MORE_LABELS: dict[str, str | Promise] = {
    "group_min": gettext_lazy("Smallest group"),
    "group_max": gettext_lazy("Largest group"),
    "listing_url": gettext_lazy("Address of the listing elsewhere"),
}
IN_WORDS: dict[str, Callable[[Any], str]] = {
    "data": lambda value: str(DataNeed(value).label),
    "assign_by": lambda value: str(AssignBy(value).label),
    "semester": lambda value: str(Semester.read(value)).capitalize(),
    "deadline": lambda value: date_format(date.fromisoformat(value), "DATE_FORMAT"),
    "files": ", ".join,
    "fields": lambda keys: ", ".join(field_words(keys).values()),
    "themes": lambda keys: ", ".join(theme_words(keys).values()),
}


@dataclass(frozen=True)
class Difference:
    """A field that says something else than it did. `lang` is that of its words, where they have one."""

    label: str
    pieces: list[Piece]
    lang: str = ""


@dataclass(frozen=True)
class Changed:
    """What was changed, by whom (each once), and when the last time."""

    differences: list[Difference]
    names: list[str]
    at: datetime


def since_seen(task: StudentTask) -> Changed | None:
    """What was changed in a published task since the team last saw it; none where nothing was."""
    return _changed(task, edits_since_seen().filter(thread=task.thread_id))


def since_returned(task: StudentTask) -> Changed | None:
    """What was changed since the last check returned it; none where it is checked for the first time."""
    changes = ThreadChange.objects.filter(thread=task.thread_id)
    last = changes.filter(action="return").order_by("-pk").first()
    return _changed(task, changes.filter(action=EDITED, pk__gt=last.pk)) if last else None


def mended_fields(task: StudentTask) -> frozenset[str]:
    """Which answers the last check commented on were changed since; no query where there is no comment."""
    if not task.comments:
        return frozenset()
    steps = ThreadChange.objects.filter(thread=task.thread_id, action__in=["return", EDITED])
    found: set[str] = set()
    for change in steps.order_by("-pk"):
        if change.action == "return":
            break
        found |= set(change.data)
    return frozenset(found & set(task.comments))


def _changed(task: StudentTask, edits: QuerySet[ThreadChange]) -> Changed | None:
    """The edits as one: each field before the first of them and after the last. Back again is still told."""
    ends: dict[str, tuple[Any, Any]] = {}
    names: dict[str, None] = {}
    last: ThreadChange | None = None
    for last in edits.select_related("by").order_by("pk"):
        names[str(last.by or _("Somebody"))] = None
        for field, (before, after) in last.data.items():
            ends[field] = (ends[field][0] if field in ends else before, after)
    return Changed(list(_in_words(task, ends)), list(names), last.at) if last else None


def _in_words(task: StudentTask, ends: Mapping[str, tuple[Any, Any]]) -> Iterator[Difference]:
    labels = {answer.field: answer.label for answer in told(task, unanswered=True)} | MORE_LABELS
    for field, label in labels.items():
        if field not in ends:
            continue
        before, after = ends[field]
        if isinstance(before, dict) or isinstance(after, dict):
            yield from _of_text(str(label), before or {}, after or {})
        elif before != after:
            yield Difference(str(label), _of_value(field, before, after))


def _of_text(label: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    for language in LANGUAGES:
        old, new = before.get(language, ""), after.get(language, "")
        if old != new:
            yield Difference(label, pieces(old, new), language)


def _of_value(field: str, before: Any, after: Any) -> list[Piece]:
    """What somebody wrote is compared word by word; a choice, a number or a day is another one altogether."""
    old, new = _word(field, before), _word(field, after)
    if isinstance(after, str) and field not in IN_WORDS:
        return pieces(old, new)
    return [piece for piece in (Piece("gone", old), Piece("new", new)) if piece.words]


def _word(field: str, value: Any) -> str:
    """A value of the history as one reads it; nothing said is empty."""
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if value in (None, "", []):
        return ""
    return IN_WORDS[field](value) if field in IN_WORDS else str(value)
