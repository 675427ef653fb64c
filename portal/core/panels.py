"""Panels: what one app shows on the page of another app's thing, such as a grant on a project's page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from portal.core.registry import Registry

if TYPE_CHECKING:  # apps are registered in before models may be imported
    from portal.core.models.thread import Thread

Words = str | Promise


@dataclass(frozen=True)
class Shown:
    """A panel as one reader sees it: `template` is drawn below the heading, with `context` and the page's."""

    heading: Words
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Panel:
    """On the pages of things of `kinds`. `fetch` is given the thread and the reader, and says what is shown.

    It shows only what that reader may see, and gives None where there is nothing. It runs at each look at
    such a page, so it costs few queries.
    """

    kinds: frozenset[str]
    fetch: Callable[[Thread, Any], Shown | None]


panels: Registry[Panel] = Registry("panels on pages of threads")
"""Filled in `AppConfig.ready`; shown in the order they were registered."""


def panels_of(thread: Thread, reader: Any) -> list[tuple[str, Shown]]:
    """The panels of a thing's page, by key."""
    asked = [
        (key, panel.fetch(thread, reader)) for key, panel in panels.items() if thread.kind in panel.kinds
    ]
    return [(key, shown) for key, shown in asked if shown]
