"""Where a date stands, or where somebody wants it to stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from events.rules.span import Span
from portal.core.text import Text

if TYPE_CHECKING:
    from events.models import Entry

EDGE = timedelta(days=14)
"""How far outside its year a date of a wheel may stand: a meeting of December may slip into January."""


@dataclass(frozen=True, kw_only=True)
class NewDate:
    """The days as exactly as they are known, from when to when (Oslo time), and where."""

    span: Span
    starts_at: time | None = None
    ends_at: time | None = None
    place: Text = field(default_factory=Text)

    @classmethod
    def of(cls, entry: Entry) -> NewDate:
        """Where `entry` stands."""
        return cls(span=span_of(entry), starts_at=entry.starts_at, ends_at=entry.ends_at, place=entry.place)

    @property
    def exact(self) -> bool:
        """Whether it names days, and not only a week or a month."""
        return self.span.precision == "date"

    def as_values(self) -> dict[str, Any]:
        """The fields of an entry that say the same."""
        return {
            "first_day": self.span.first,
            "last_day": self.span.last,
            "precision": self.span.precision,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "place": self.place,
        }

    def as_texts(self) -> dict[str, Any]:
        """For an entry's history; `from_texts` reads it back."""
        return {
            "first_day": self.span.first.isoformat(),
            "last_day": self.span.last.isoformat(),
            "precision": self.span.precision,
            "starts_at": self.starts_at.isoformat("minutes") if self.starts_at else "",
            "ends_at": self.ends_at.isoformat("minutes") if self.ends_at else "",
            "place": self.place.as_dict(),
        }

    @classmethod
    def from_texts(cls, texts: dict[str, Any]) -> NewDate:
        return cls(
            span=Span(
                date.fromisoformat(texts["first_day"]),
                date.fromisoformat(texts["last_day"]),
                texts["precision"],
            ),
            starts_at=time.fromisoformat(texts["starts_at"]) if texts["starts_at"] else None,
            ends_at=time.fromisoformat(texts["ends_at"]) if texts["ends_at"] else None,
            place=Text.of(texts["place"]),
        )


def span_of(entry: Entry) -> Span:
    return Span(entry.first_day, entry.last_day, entry.precision)  # type: ignore[arg-type]


def belongs_to(span: Span, year: int) -> bool:
    """Whether a date of the wheel of `year` may stand there: within it, or just over its edges."""
    return date(year, 1, 1) - EDGE <= span.first and span.last <= date(year, 12, 31) + EDGE
