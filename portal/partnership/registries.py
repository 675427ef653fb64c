"""Where other apps add sections of their own to the partnership's file, and name what those hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from portal.core.registry import Registry

if TYPE_CHECKING:  # queries may read this registry, and must not lead to workflows
    from portal.partnership.workflows.reading import Root

SectionLoader = Callable[["Root"], None]

sections: Registry[SectionLoader] = Registry("partnership sections")
"""Top-level key of the file → a loader that reads it from the file and stores what it says."""

named_facets: Registry[str] = Registry("facets that are named by data")
"""Facet of lists → the table its values are named in, by `key`, `position` and `name`."""
