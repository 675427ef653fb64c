"""Dates in words, as exact as they are known and never more: the same words as everywhere."""

from __future__ import annotations

from portal.core.day_words import long_when, short_when

__all__ = ["long_when", "short_when"]
