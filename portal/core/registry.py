"""Registries: where apps meet without importing each other. Each app fills them in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:  # apps are registered in before models may be imported
    from django.contrib.auth.base_user import AbstractBaseUser

T = TypeVar("T")


class AlreadyRegisteredError(Exception):
    """Two apps claim the same key: a mistake in the code, found at start."""


class NotRegisteredError(LookupError):
    """Nobody has registered the key asked for."""


class Registry(Generic[T]):
    """Named entries in the order they were registered."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, T] = {}

    def register(self, key: str, entry: T) -> T:
        """Add an entry and give it back. Raises `AlreadyRegisteredError` when the key is taken."""
        if key in self._entries:
            raise AlreadyRegisteredError(f"{self.name}: “{key}” is registered already.")
        self._entries[key] = entry
        return entry

    def unregister(self, key: str) -> None:
        """Take an entry out again, as a test does with what it put in."""
        if self._entries.pop(key, None) is None:
            raise NotRegisteredError(f"{self.name}: nobody has registered “{key}”.")

    def get(self, key: str) -> T:
        """The entry of a key. Raises `NotRegisteredError`, naming the keys there are."""
        try:
            return self._entries[key]
        except KeyError:
            known = ", ".join(self._entries) or "none"
            raise NotRegisteredError(
                f"{self.name}: nobody has registered “{key}” (there are: {known})."
            ) from None

    def items(self) -> list[tuple[str, T]]:
        return list(self._entries.items())

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._entries.values()))

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __len__(self) -> int:
        return len(self._entries)


@dataclass(frozen=True)
class Duty:
    """One thing that awaits a person: what, by when (Oslo day), and the one step to take."""

    title: str
    summary: str
    due: date | None
    url: str
    action: str


@dataclass(frozen=True)
class WheelEntry:
    """A date another app puts on the wheel; `last_day` is included, both are Oslo days."""

    key: str
    title: str
    first_day: date
    last_day: date
    kind: str
    url: str
    example: bool = False


DutySource = Callable[["AbstractBaseUser"], list[Duty]]
Audience = Callable[[date], Iterable[Any]]
WheelSource = Callable[[date, date], Iterable[WheelEntry]]
ReadinessCheck = Callable[[], list[str]]

#: My page: what awaits a person.
duties: Registry[DutySource] = Registry("duties")
#: Whom mail reaches: a key such as “steering group” → the recipients on a given Oslo day.
audiences: Registry[Audience] = Registry("audiences")
#: Dates other apps put on the wheel between two Oslo days, both included.
wheel_sources: Registry[WheelSource] = Registry("wheel sources")
#: What `/readyz` asks: each answers with sentences about what is wrong, or none.
readiness: Registry[ReadinessCheck] = Registry("readiness")
