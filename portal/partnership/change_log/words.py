"""One change in words: when, who, what, and each field before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from portal.core.fields import TextField
from portal.core.text import LANGUAGES, Text
from portal.partnership.change_log.things import LoggedThing, Words, logged_things
from portal.partnership.models import User
from portal.partnership.queries.change_log import Change, Values
from portal.partnership.queries.names import Row, names_of

DONE = {
    "insert": pgettext_lazy("change log", "added"),
    "update": pgettext_lazy("change log", "changed"),
    "delete": pgettext_lazy("change log", "removed"),
}
NOTHING = "–"
Names = Mapping[Row, "str | Text"]


@dataclass(frozen=True)
class FieldChange:
    """One field, as it was and as it became; empty where there was nothing, or where nothing is left."""

    field: str
    before: str | Text
    after: str | Text


@dataclass(frozen=True)
class Line:
    """One change as people read it. `how` says what the portal was doing where no person did it."""

    at: datetime
    who: str
    how: str
    called: Words
    done: Words
    title: str
    thing: str
    fields: tuple[FieldChange, ...]


def in_words(changes: Iterable[Change]) -> list[Line]:
    """The changes with the names people and things have today; one query for all of them."""
    changes = list(changes)
    names = names_of({row for change in changes for row in _rows_in(change)})
    return [_line(change, names) for change in changes]


def _rows_in(change: Change) -> Iterator[Row]:
    thing = logged_things.get(change.kind)
    yield thing.model, change.row
    if (person := _person(change)) is not None:
        yield User, person
    for field in thing.logged_fields():
        for values in (change.before, change.after):
            if field.related_model and values and values.get(field.column) is not None:
                yield _target(field), values[field.column]


def _target(field: models.Field[Any, Any]) -> type[models.Model]:
    target = field.related_model
    assert isinstance(target, type)
    return target


def _person(change: Change) -> int | None:
    found = (change.who or {}).get("user")
    return int(found) if found is not None else None


def _line(change: Change, names: Names) -> Line:
    thing = logged_things.get(change.kind)
    who, how = _who(change, names)
    return Line(
        at=change.at,
        who=who,
        how=how,
        called=thing.called,
        done=DONE[change.label],
        title=_title(thing, change, names),
        thing=f"{change.kind}:{change.row}",
        fields=tuple(_field_changes(thing, change, names)),
    )


def _who(change: Change, names: Names) -> tuple[str, str]:
    told = change.who
    if told is None:
        return _("Directly in the database"), _("such as by a new version of the portal")
    if (person := _person(change)) is not None:
        return name_of(User, person, names), ""
    if "url" in told:
        return _("Somebody who was not signed in"), ""
    return _("The portal itself"), str(told.get("command") or told.get("task") or "")


def name_of(model: type[models.Model], number: int, names: Names) -> str:
    """What it is called today; people who have left have no name any more."""
    if name := names.get((model, number)):
        return str(name)
    return _("Somebody who has left") if model is User else _("Something that is gone")


def _title(thing: LoggedThing, change: Change, names: Names) -> str:
    parts = []
    for name in thing.titled:
        if name == "self":
            parts.append(name_of(thing.model, change.row, names))
            continue
        field = thing.model._meta.get_field(name)
        assert isinstance(field, models.Field)
        if said := str(_said(field, change.after.get(field.column), names)):
            parts.append(said)
    return ", ".join(parts)


def _field_changes(thing: LoggedThing, change: Change, names: Names) -> Iterator[FieldChange]:
    before: Values = {} if change.label == "insert" else change.before or {}
    after: Values = {} if change.label == "delete" else change.after
    if change.label == "delete":
        before = change.after
    for field in thing.logged_fields():
        was, became = before.get(field.column), after.get(field.column)
        if was == became:
            continue
        label = str(thing.fields.get(field.name, field.verbose_name))
        if isinstance(field, TextField):
            yield from _text_changes(label, was or {}, became or {})
            continue
        one = FieldChange(label, _said(field, was, names), _said(field, became, names))
        if one.before or one.after:
            yield one


def _text_changes(label: str, was: Mapping[str, str], became: Mapping[str, str]) -> Iterator[FieldChange]:
    """A text is changed in one language at a time; each that changed is told."""
    for language in LANGUAGES:
        before, after = was.get(language, ""), became.get(language, "")
        if before != after:
            named = pgettext("a field in one language", "%(field)s, %(language)s") % {
                "field": label,
                "language": dict(NAMES_OF_LANGUAGES)[language],
            }
            yield FieldChange(named, Text(**{language: before}), Text(**{language: after}))


NAMES_OF_LANGUAGES = (
    ("nb", pgettext_lazy("in a sentence", "bokmål")),
    ("nn", pgettext_lazy("in a sentence", "nynorsk")),
    ("en", pgettext_lazy("in a sentence", "English")),
)


def _said(field: models.Field[Any, Any], value: Any, names: Names) -> str | Text:
    """A logged value as people say it; empty for none."""
    if value is None or value in ("", []):
        return ""
    if field.related_model:
        return name_of(_target(field), value, names)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _plain(field, value)


def _plain(field: models.Field[Any, Any], value: Any) -> str | Text:
    if isinstance(field, TextField):
        return Text.of(value)
    if isinstance(field, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, models.DateTimeField):
        return date_format(timezone.localtime(datetime.fromisoformat(value)), "SHORT_DATETIME_FORMAT")
    if isinstance(field, models.DateField):
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if isinstance(field, models.DecimalField):
        return number_format(value, use_l10n=True, force_grouping=True)
    if isinstance(field, ArrayField):
        return ", ".join(str(one) for one in value)
    return str(value)
