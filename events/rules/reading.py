"""Reads single values out of a table from TOML or JSON, with a sentence for each that is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from events.rules.errors import RecurrenceError

FIRST_YEAR = 2000
LAST_YEAR = 2100
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_KEY = 60

Choice = TypeVar("Choice", bound=str)


def check_year(value: object, key: str = "year") -> int:
    """The year itself. Raises RecurrenceError unless it is a whole number the wheel can draw."""
    if not isinstance(value, int) or isinstance(value, bool) or not FIRST_YEAR <= value <= LAST_YEAR:
        raise RecurrenceError(key, f"a year from {FIRST_YEAR} to {LAST_YEAR}")
    return value


@dataclass(frozen=True, slots=True)
class Reader:
    """Typed access to one table; every method raises RecurrenceError with the key at fault."""

    table: Mapping[str, object]

    def has(self, key: str) -> bool:
        return key in self.table

    def refuse_others(self, known: Collection[str]) -> None:
        """Raises for a key that means nothing here: most often a misspelling."""
        for key in self.table:
            if key not in known:
                raise RecurrenceError(str(key)[:64], f"only these keys here: {', '.join(sorted(known))}")

    def text(self, key: str, *, longest: int) -> str:
        value = self.table[key]
        if not isinstance(value, str) or not value.strip() or len(value) > longest:
            raise RecurrenceError(key, f"a text of at most {longest} characters")
        return value.strip()

    def activity_key(self, key: str) -> str:
        value = self.table[key]
        if not isinstance(value, str) or len(value) > LONGEST_KEY or not KEY.fullmatch(value):
            raise RecurrenceError(key, "the key of another activity: small letters, digits and hyphens")
        return value

    def whole(self, key: str, *, least: int, most: int, default: int) -> int:
        value = self.table.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise RecurrenceError(key, f"a whole number from {least} to {most}")
        return value

    def flag(self, key: str) -> bool:
        value = self.table.get(key, False)
        if not isinstance(value, bool):
            raise RecurrenceError(key, "true or false")
        return value

    def choice(self, key: str, choices: Sequence[Choice]) -> Choice | None:
        """One of `choices`, or None where the key is absent."""
        if key not in self.table:
            return None
        for choice in choices:
            if choice == self.table[key]:
                return choice
        raise RecurrenceError(key, " or ".join(f'"{choice}"' for choice in choices))

    def day(self, key: str) -> date | None:
        """A TOML date or an ISO text such as "2026-01-06"; None where the key is absent."""
        if key not in self.table:
            return None
        value = self.table[key]
        if isinstance(value, str):
            value = _from_iso(value)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise RecurrenceError(key, "a date such as 2026-01-06")
        check_year(value.year, key)
        return value

    def years(self, key: str) -> tuple[int, ...]:
        """A list of years in rising order; empty where the key is absent."""
        if key not in self.table:
            return ()
        value = self.table[key]
        if not isinstance(value, list | tuple) or not 1 <= len(value) <= LAST_YEAR - FIRST_YEAR + 1:
            raise RecurrenceError(key, "a list of years such as [2026]")
        return tuple(sorted({check_year(year, key) for year in value}))


def _from_iso(text: str) -> date | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
