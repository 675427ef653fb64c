"""The three sizes of the wheel and their measures, in picture units (CSS pixels at full size)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from events.drawing.marks import Mark, Ring


class Size(StrEnum):
    """FULL names every date at both sides; DENSE is larger and gathers; COMPACT has no labels."""

    FULL = "full"
    DENSE = "dense"
    COMPACT = "compact"


@dataclass(frozen=True)
class Measures:
    """One size in figures. `column` is the width of a label column, 0 when there are no labels."""

    width: float
    height: float
    column: float
    hub: float
    ring: float
    rim: float
    shape: float
    type_size: float
    title_lines: int
    gap: float

    def lane(self, ring: Ring) -> tuple[float, float]:
        """Inner and outer radius of a ring."""
        inner = self.hub + 2 + (Ring.GOVERNANCE - ring) * (self.ring + 2)
        return inner, inner + self.ring

    @property
    def rim_inner(self) -> float:
        """Where the band of month names begins."""
        return self.hub + 2 + 3 * (self.ring + 2)

    @property
    def rim_outer(self) -> float:
        """Where the wheel ends."""
        return self.rim_inner + self.rim

    @property
    def leave(self) -> float:
        """Radius where a leader comes out from under the rim, clear of the elapsed year."""
        return self.rim_outer + 4

    @property
    def bend(self) -> float:
        """Radius where a leader turns towards its label."""
        return self.rim_outer + 17


MEASURES = {
    Size.FULL: Measures(920, 640, 168, 98, 41, 26, 7.5, 14, 3, 10),
    Size.DENSE: Measures(1184, 790, 224, 108, 61, 28, 7.5, 14, 2, 10),
    Size.COMPACT: Measures(646, 646, 0, 112, 42, 34, 9, 18, 0, 0),
}
MOST_LABELS_OF_FULL = 18
MANY_MARKS = 100


def measures_for(size: Size, marks: int) -> Measures:
    """The measures of a size; very many marks are drawn a little smaller."""
    measures = MEASURES[size]
    return replace(measures, shape=measures.shape * 0.84) if marks > MANY_MARKS else measures


def choose_size(marks: Sequence[Mark]) -> Size:
    """FULL while every date can have a label of its own (a series counts as one), DENSE beyond."""
    labels = {mark.series or f"{index}:" for index, mark in enumerate(marks)}
    return Size.FULL if len(labels) <= MOST_LABELS_OF_FULL else Size.DENSE
