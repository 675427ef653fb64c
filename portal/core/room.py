"""A page of a part of the portal that holds nothing yet: it says so truly and offers the nearest thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Room:
    """What the page says. `parent` is the page above it and `related` one beside it: words and URL name."""

    title: Words
    lead: Words
    empty: Words
    because: Words
    nearest: Words = _("See the annual wheel")
    nearest_url: str = "wheel"
    parent: tuple[Words, str] | None = None
    related: tuple[Words, str] | None = None

    @property
    def breadcrumbs(self) -> list[tuple[Words, str | None]]:
        above = [(self.parent[0], reverse(self.parent[1]))] if self.parent else []
        return [*above, (self.title, None)]

    def view(self) -> Callable[..., HttpResponse]:
        @require_safe
        def show(request: HttpRequest) -> HttpResponse:
            context: dict[str, Any] = {
                "room": self,
                "breadcrumbs": self.breadcrumbs,
                "nearest_url": reverse(self.nearest_url),
            }
            if self.related:
                context["related"] = (self.related[0], reverse(self.related[1]))
            return render(request, "core/room.html", context)

        return show
