"""The money as agreed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from governance.models import Contribution


@dataclass(frozen=True)
class AgreedYear:
    """The contributions of one year and their sum, in kroner."""

    year: int
    rows: list[Contribution]

    @property
    def total(self) -> Decimal:
        return sum((row.amount for row in self.rows), Decimal(0))

    @property
    def assumed(self) -> bool:
        """Whether any of it rests on something the partners have not stated."""
        return any(row.basis == "assumed" for row in self.rows)


def agreed_contributions(year: int) -> AgreedYear:
    return AgreedYear(year, list(Contribution.objects.filter(year=year).select_related("partner")))


def agreed_years() -> list[AgreedYear]:
    """Every year with a contribution, oldest first, in one query."""
    years: dict[int, list[Contribution]] = {}
    for row in Contribution.objects.select_related("partner"):
        years.setdefault(row.year, []).append(row)
    return [AgreedYear(year, rows) for year, rows in sorted(years.items())]
