"""Needs that ask nearly the same as what somebody is about to ask."""

from __future__ import annotations

from collections.abc import Collection

from portal.core.models import Thread
from portal.core.queries.similar import NEAREST, similar_threads

__all__ = ["NEAREST", "similar_needs"]


def similar_needs(
    words: str, audiences: Collection[str], *, but: int = 0, most: int = NEAREST
) -> list[Thread]:
    """The threads of needs that share most with `words`. `but` is a thread to leave out. Two queries."""
    return similar_threads("need", words, audiences, but=but, most=most)
