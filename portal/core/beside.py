"""What stands beside a form in which somebody begins a thing: filled in by apps that know something of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal.core.registry import Registry

BesideForm = Callable[[str, str, Any], str]

beside_forms: Registry[BesideForm] = Registry("what stands beside forms")
"""Key → safe HTML for the kind of thing that is begun, the words so far, and the reader; or an empty text."""
