"""How many of some tasks came how far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

STEPS: dict[str, str | Promise] = {
    "asked": pgettext_lazy("number of tasks", "Asked"),
    "published": pgettext_lazy("number of tasks", "Published"),
    "assigned": pgettext_lazy("number of tasks", "Assigned"),
    "delivered": pgettext_lazy("number of tasks", "Delivered"),
    "used": pgettext_lazy("number of tasks", "Used"),
}
"""What a task goes through from being asked to being used, in order."""


@dataclass(frozen=True)
class Numbers:
    """Of some tasks, how many came how far. One that came far counts at each step before."""

    asked: int = 0
    published: int = 0
    assigned: int = 0
    delivered: int = 0
    used: int = 0

    def __iter__(self) -> Iterator[int]:
        return (getattr(self, one.name) for one in fields(self))

    def __add__(self, other: Numbers) -> Numbers:
        return Numbers(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))
