"""Registries: where apps meet without importing each other. Each app fills them in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Generic, TypeVar

from portal.core.text import Text

if TYPE_CHECKING:  # apps are registered in before models may be imported
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

    from portal.core.awaiting import Sort
    from portal.core.models.outbox import OutboxMessage

T = TypeVar("T")
NO_TEXT = Text()


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


@dataclass(frozen=True, kw_only=True)
class SourceDate:
    """A date another app puts on the wheel: the days from first to last, both included, in Oslo time.

    `key` is the app's own name for it (small letters, digits and hyphens) and never changes; `sequence` and
    `updated_at` rise with every change, since calendars go by them. `kind`, `audience`, `shown_to` and
    `precision` are the wheel's own words (`events.rules.enums`). `shown_to` is kept by the wheel, whatever
    the source gives. What is called off is given as `cancelled` and not left out: calendars must be told.
    A time needs one day. `responsible` names the seats whose date it is, by `body`, `role` and `partner`, and
    `people` those who answer for it by name, as keys of accounts; `reminders` is when all of them are
    reminded: calendar days before the first day, after it where negative.
    """

    key: str
    title: Text
    first_day: date
    last_day: date
    kind: str
    audience: str
    shown_to: str
    updated_at: datetime
    sequence: int = 0
    summary: Text = NO_TEXT
    place: Text = NO_TEXT
    url: str = ""
    precision: str = "date"
    starts_at: time | None = None
    ends_at: time | None = None
    tentative: bool = False
    cancelled: bool = False
    example: bool = False
    responsible: Mapping[str, str] = field(default_factory=dict)
    people: tuple[int, ...] = ()
    reminders: tuple[int, ...] = ()


DutySource = Callable[["AbstractBaseUser"], "Sequence[Duty | Sort]"]
WheelSource = Callable[[date, date, "AbstractBaseUser | AnonymousUser | None"], Iterable[SourceDate]]
ReadinessCheck = Callable[[], list[str]]
LastLook = Callable[[Sequence["OutboxMessage"]], Mapping[int, str]]

#: My page: what awaits a person, as duties where there can only be a few, and as sorts of them.
duties: Registry[DutySource] = Registry("duties")
#: Dates other apps put on the wheel between two Oslo days, both included, as one reader may see them.
#: Asked without a reader, a source gives all it has: reminders ask so.
wheel_sources: Registry[WheelSource] = Registry("wheel sources")
#: What `/readyz` asks: each answers with sentences about what is wrong, or none.
readiness: Registry[ReadinessCheck] = Registry("readiness")
#: A last look at claimed mails of one kind, right before they leave: the primary keys of those that
#: should not be sent after all → why, in a word that `OutboxMessage.last_error` keeps. It may bring the words
#: of the others up to date, in the rows it is given and in the database.
last_looks: Registry[LastLook] = Registry("last looks")
