"""Semesters: spring from January to June, autumn from August to December (Oslo days)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

SPRING, AUTUMN = 1, 2


@dataclass(frozen=True, order=True)
class Semester:
    """A semester, stored as `2027-1` (spring) or `2027-2` (autumn)."""

    year: int
    term: int

    @classmethod
    def read(cls, key: str) -> Semester:
        """Raises ValueError for what is no semester."""
        year, _dash, term = key.partition("-")
        found = cls(int(year), int(term))
        if found.term not in (SPRING, AUTUMN) or not 2000 <= found.year < 2200 or key != found.key:
            raise ValueError(f"“{key}” is no semester, such as 2027-1.")
        return found

    @classmethod
    def of(cls, day: date) -> Semester:
        """The one a day is in; July belongs to the autumn that comes."""
        return cls(day.year, SPRING if day.month <= 6 else AUTUMN)

    @property
    def key(self) -> str:
        return f"{self.year}-{self.term}"

    @property
    def first_day(self) -> date:
        return date(self.year, 1 if self.term == SPRING else 8, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, 6, 30) if self.term == SPRING else date(self.year, 12, 31)

    @property
    def next(self) -> Semester:
        return Semester(self.year, AUTUMN) if self.term == SPRING else Semester(self.year + 1, SPRING)

    @property
    def last_years(self) -> Semester:
        return Semester(self.year - 1, self.term)

    def deadline(self, month_day: str) -> date:
        """The last such day (`11-15`) before the semester is over."""
        month, day = (int(part) for part in month_day.split("-"))
        found = date(self.last_day.year, month, day)
        return found if found <= self.last_day else date(found.year - 1, month, day)

    def __str__(self) -> str:
        words = _("spring %(year)s") if self.term == SPRING else _("autumn %(year)s")
        return words % {"year": self.year}


def offered(day: date, number: int = 4) -> list[Semester]:
    """The semester `day` is in and those that follow: what one may post for."""
    found = [Semester.of(day)]
    while len(found) < number:
        found.append(found[-1].next)
    return found
