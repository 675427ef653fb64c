"""Handing over a seat: apps say what comes with it, and move what its holder owns personally."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from portal.core.registry import Registry

if TYPE_CHECKING:  # apps are registered in before models may be imported
    from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(frozen=True)
class HandedSeat:
    """The seat that changes hands, by its own key and those of its body and partner."""

    key: str
    body: str
    role: str
    partner: str


@dataclass(frozen=True)
class HandoverLine:
    """One thing that comes with a seat, in the active language; `day` is an Oslo day, or none."""

    day: date | None
    title: str
    summary: str
    url: str


Lines = Callable[[HandedSeat, date, date], list[HandoverLine]]
Move = Callable[[HandedSeat, "AbstractBaseUser", "AbstractBaseUser", date], list[HandoverLine]]


@dataclass(frozen=True, kw_only=True)
class Handover:
    """What one app has to say when a seat changes hands.

    `lines` lists what comes with the seat between two Oslo days, both included. `move` gives what the one who
    leaves owns personally to the one who comes, from the successor's first day on, and lists it; it is called
    in the transaction in which the successor accepts. What belongs to the seat itself needs no moving.
    """

    lines: Lines
    move: Move | None = None


handovers: Registry[Handover] = Registry("handovers")
