"""Reads a partnership file: every mistake is told with the key it stands at and what was expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db.models import Model

from portal.core.text import LANGUAGES, Text

T = TypeVar("T")
SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
LONGEST = 20_000


class PartnershipFileError(Exception):
    """A mistake in the file: where, and what was expected."""

    def __init__(self, where: str, expected: str) -> None:
        super().__init__(f"{where}: {expected}")
        self.where = where
        self.expected = expected


class Table:
    """One table of the file. Reading a key ticks it off; `done()` refuses what nobody read."""

    def __init__(self, values: object, where: str) -> None:
        if not isinstance(values, Mapping):
            raise PartnershipFileError(where or "the file", "expected a table")
        self.values: Mapping[str, Any] = values
        self.where = where
        self.read: set[str] = set()

    def at(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def wrong(self, key: str, expected: str) -> PartnershipFileError:
        return PartnershipFileError(self.at(key), expected)

    def _get(self, key: str) -> Any:
        self.read.add(key)
        return self.values.get(key)

    def _typed(self, key: str, kind: type[T], expected: str, default: T | None) -> T:
        value = self._get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            found = "nothing" if value is None else repr(value)[:60]
            raise self.wrong(key, f"expected {expected}, found {found}")
        return value

    def has(self, key: str) -> bool:
        return key in self.values

    def string(self, key: str, default: str | None = None) -> str:
        value = self._typed(key, str, "a text in quotes", default)
        if len(value) > LONGEST or "\x00" in value:
            raise self.wrong(key, f"expected at most {LONGEST} characters of plain text")
        return value.strip()

    def key(self, name: str = "key") -> str:
        value = self.string(name)
        if not SLUG.match(value):
            raise self.wrong(name, f"expected a key of a–z, 0–9 and single hyphens, found “{value}”")
        return value

    def number(self, key: str, default: int | None = None, *, low: int = 0, high: int = 32_767) -> int:
        value = self._typed(key, int, "a whole number", default)
        if not low <= value <= high:
            raise self.wrong(key, f"expected a number from {low} to {high}, found {value}")
        return value

    def flag(self, key: str, default: bool) -> bool:
        return self._typed(key, bool, "true or false", default)

    def day(self, key: str) -> date | None:
        return self._typed(key, date, "a date such as 2021-02-15", None) if self.has(key) else None

    def clock(self, key: str) -> time | None:
        if not self.has(key):
            return None
        try:
            return time.fromisoformat(self.string(key))
        except ValueError:
            raise self.wrong(key, f"expected a time such as 09:00, found “{self.values[key]}”") from None

    def kroner(self, key: str) -> Decimal:
        value = self.string(key)
        if not re.fullmatch(r"\d{1,10}(\.\d{2})?", value):
            raise self.wrong(key, f"expected kroner such as 100000.00, found “{value}”")
        try:
            return Decimal(value)
        except InvalidOperation:  # pragma: no cover - the pattern lets nothing else through
            raise self.wrong(key, "expected kroner such as 100000.00") from None

    def choice(self, key: str, choices: Iterable[str], default: str | None = None) -> str:
        allowed = list(choices)
        value = self.string(key, default)
        if value not in allowed and value != default:
            raise self.wrong(
                key, f"expected one of {', '.join(allowed) or '(none are defined)'}, found “{value}”"
            )
        return value

    def email(self, key: str, default: str | None = None) -> str:
        return self._checked(key, default, EmailValidator(), "an e-mail address")

    def url(self, key: str) -> str:
        return self._checked(
            key, "", URLValidator(schemes=["https", "http"]), "a web address that starts with https://"
        )

    def _checked(
        self, key: str, default: str | None, validate: Callable[[str], object], expected: str
    ) -> str:
        value = self.string(key, default)
        if value:
            try:
                validate(value)
            except ValidationError:
                raise self.wrong(key, f"expected {expected}, found “{value}”") from None
        return value

    def text(self, key: str, *, optional: bool = False) -> Text:
        """A text per language; the partnership's first language (nb) or nynorsk must be there."""
        if not self.has(key) and optional:
            self.read.add(key)
            return Text()
        table = Table(self._get(key) if self.has(key) else {}, self.at(key))
        text = Text.of({language: table.string(language, "") for language in LANGUAGES})
        table.done()
        if not (text.nb or text.nn):
            raise self.wrong(key, 'expected a text per language: {nb = "…", nn = "…", en = "…"}')
        return text

    def table(self, key: str) -> Table:
        return Table(self._get(key) if self.has(key) else {}, self.at(key))

    def tables(self, key: str) -> Iterator[Table]:
        rows = self._get(key)
        if rows is None:
            return
        if not isinstance(rows, list):
            raise self.wrong(key, f"expected tables headed [[{self.at(key)}]]")
        for index, row in enumerate(rows, start=1):
            yield Table(row, f"{self.at(key)}[{index}]")

    def strings(self, key: str, choices: Iterable[str]) -> list[str]:
        allowed = list(choices)
        values = self._typed(key, list, "a list", [])
        for value in values:
            if value not in allowed:
                raise self.wrong(key, f"expected some of {', '.join(allowed)}, found “{value}”")
        return values

    def raw(self, key: str) -> Any:
        """The value as it stands, for a reader of its own; the caller checks it."""
        return self._get(key)

    def done(self) -> None:
        """Refuse keys that nobody read: most often a misspelling."""
        unknown = [key for key in self.values if key not in self.read]
        if unknown:
            known = ", ".join(sorted(self.read))
            raise self.wrong(unknown[0], f"expected one of the known keys ({known})")


def say_nothing(sentence: str) -> None:
    """For those who don't want to hear what was not followed."""


class Root(Table):
    """The whole file, with the rows that are no longer in it and go when all of it has been read.

    `tell` takes sentences on what was read and not followed.
    """

    def __init__(self, values: object, tell: Callable[[str], object] = say_nothing) -> None:
        super().__init__(values, "")
        self.leaving: list[tuple[str, Model]] = []
        self.tell = tell


def unique_keys(tables: list[Table], name: str = "key") -> None:
    """Refuse a key that stands twice in one section."""
    seen: set[str] = set()
    for table in tables:
        key = table.key(name)
        if key in seen:
            raise table.wrong(name, f"expected a key of its own, but “{key}” stands twice")
        seen.add(key)
