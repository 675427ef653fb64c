"""What every page says about the partnership it belongs to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.partnership.queries.partnership import example_content_exists, the_partnership


def partnership(request: HttpRequest) -> dict[str, Any]:
    """The partnership and whether this installation holds example content, read only where a page asks."""
    examples = SimpleLazyObject(example_content_exists)
    return {"partnership": SimpleLazyObject(the_partnership), "has_examples": examples, "noindex": examples}
