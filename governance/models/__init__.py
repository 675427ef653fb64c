"""How the partnership governs itself: its money, and later its meetings and decisions."""

from __future__ import annotations

from governance.models.fund import Contribution, Fund, Purpose

__all__ = ["Contribution", "Fund", "Purpose"]
