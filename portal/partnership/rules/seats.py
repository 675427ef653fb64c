"""Which seats are meant: by body, role and partner."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SeatFilter:
    """Which seats are meant: every part that is given must fit. An empty filter means no seat."""

    body: str = ""
    role: str = ""
    partner: str = ""

    def __bool__(self) -> bool:
        return bool(self.body or self.role or self.partner)
