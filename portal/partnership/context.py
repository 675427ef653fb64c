"""What every page says about the partnership it belongs to."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.partnership.queries.partnership import presented


def partnership(request: HttpRequest) -> dict[str, Any]:
    """The partnership and whether this installation holds example content, read only where a page asks."""
    both = cache(presented)
    examples = SimpleLazyObject(lambda: both()[1])
    return {"partnership": SimpleLazyObject(lambda: both()[0]), "has_examples": examples, "noindex": examples}
