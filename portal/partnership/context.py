"""What every page says about the partnership it belongs to."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.partnership.queries.partnership import the_partnership_and_examples


def partnership(request: HttpRequest) -> dict[str, Any]:
    """The partnership and whether this installation holds example content, read only where a page asks."""
    facts = cache(the_partnership_and_examples)
    examples = SimpleLazyObject(lambda: facts()[1])
    return {
        "partnership": SimpleLazyObject(lambda: facts()[0]),
        "has_examples": examples,
        "noindex": examples,
    }
