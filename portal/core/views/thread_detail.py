"""A page about one thing: what it is, its facts, what became of it, and what can be made of it.

An app declares one in a line of its urls: `ThreadDetailView.as_view(kind="boat")`, and says more of the thing
in a template that extends `core/thread/detail.html`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views import View

from portal.core.clock import today
from portal.core.day_words import days_of
from portal.core.models.thread import Thread
from portal.core.queries.thread import NOT_FOR_READING
from portal.core.threads import Kind, Words, audiences_of, kinds, words_met

Facts = Sequence[tuple[Words, Any]]


class ThreadDetailView(View):
    """The object of `kind` that has the `key` of the address. Raises Http404 where the reader may not see it.

    What has been merged leads to what it became.
    """

    http_method_names = ["get", "head"]
    template_name = "core/thread/detail.html"
    kind = ""

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        kind = kinds.get(self.kind)
        thing = self.find(kind, key)
        if not self.may_see(request, thing):
            raise Http404
        if moved := merged_address(thing.thread):
            return redirect(moved, permanent=True)
        return render(request, self.template_name, self.about(kind, thing))

    def find(self, kind: Kind, key: str) -> Any:
        things = apps.get_model(kind.model)._default_manager.select_related("thread")
        return get_object_or_404(
            things.defer(*NOT_FOR_READING),
            thread__kind=kind.key,
            thread__key=key,
        )

    def may_see(self, request: HttpRequest, thing: Any) -> bool:
        """By the audience of its thread; a kind with threads of its `own` says more."""
        return thing.thread.audience in audiences_of(request.user)

    def about(self, kind: Kind, thing: Any) -> dict[str, Any]:
        thread = thing.thread
        return {
            "object": thing,
            "thread": thread,
            "kind": kind,
            "status": capfirst(str(kind.states.get(thread.state, ""))),
            "facts": self.facts(kind, thread),
            "noindex": thread.example or not thread.live,
            "breadcrumbs": [(kind.plural, reverse(kind.list_url)), (thread.title, None)],
        }

    def facts(self, kind: Kind, thread: Thread) -> Facts:
        """Its day, and what it stands under."""
        found: list[tuple[Words, Any]] = []
        if thread.day:
            found.append((kind.day_label, days_of(thread, today())))
        met: dict[str, list[str]] = {}
        for one in thread.facets:
            name, _colon, value = one.partition(":")
            met.setdefault(name, []).append(value)
        words = words_met(kind.facets, met)
        for facet in kind.facets:
            if values := met.get(facet.name):
                said = ", ".join(str(words[facet.name].get(value, value)) for value in values)
                found.append((facet.label, capfirst(said)))
        return found


def merged_address(thread: Thread) -> str:
    """Where a thread that has been merged leads to; empty for one that has not."""
    return thread.merged_into.get_absolute_url() if thread.merged_into else ""
