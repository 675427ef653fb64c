"""Where other apps add sections of their own to the partnership's file."""

from __future__ import annotations

from collections.abc import Callable

from portal.core.registry import Registry
from portal.partnership.workflows.reading import Root

SectionLoader = Callable[[Root], None]

sections: Registry[SectionLoader] = Registry("partnership sections")
"""Top-level key of the file → a loader that reads it from the file and stores what it says."""
