"""The search page: everything a reader may see, of all kinds, and people whose role is public."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.clock import today
from portal.core.people import people_found
from portal.core.queries.listing import PAGE, Asked, Found, find
from portal.core.rules.list_address import ListAddress, Ways
from portal.core.rules.query_words import WORD, words_of
from portal.core.threads import Answered, Kind, audiences_of, kinds
from portal.core.views.hit_parts import hit_of
from portal.core.views.list_parts import Choice, Panel, Row, chips_of, facet_words, panels, row_of

KIND = "type"
DEEPEST = 50


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits of all kinds, narrowed by kind and, where one is chosen, by what it is narrowed by in its list."""
    address, kind = _address(request)
    asked = Asked(
        audiences=audiences_of(request.user),
        kinds=tuple(word for word in address.facets.get(KIND, ()) if word in kinds),
        question=address.question,
        facets={name: values for name, values in address.facets.items() if name != KIND},
        page=min(address.page, DEEPEST),
        count_kinds=True,
    )
    found = find(asked)
    pages = Paginator(range(min(found.number, DEEPEST * PAGE)), PAGE)
    words = facet_words(kind, found.counts, address) if kind else {}
    context: dict[str, Any] = {
        "address": address,
        "found": found,
        "rows": _rows(found, address),
        "people": people_found(words_of(address.question)) if address.page == 1 else [],
        "panels": [
            panel
            for panel in (
                _kinds_panel(found, address),
                *(panels(kind, words, found.counts, address) if kind else []),
            )
            if panel.choices
        ],
        "chosen": sum(len(values) for values in address.facets.values()),
        "chips": chips_of({**words, KIND: _kind_words()}, address),
        "clear_url": replace(address, facets={}, page=1).url(),
        "meant": _meant(address.question, found.meant),
        "page_obj": pages.get_page(address.page),
        "lists": [(one.plural, reverse(one.list_url)) for one in kinds],
        "breadcrumbs": [(_("Search"), None)],
    }
    return render(request, "home/search.html", context)


def _address(request: HttpRequest) -> tuple[ListAddress, Kind | None]:
    """What is asked for, and the one kind that is chosen, if it is one."""
    ways = Ways(facets=[KIND], sorts=["nyeste"])
    chosen = [word for word in ListAddress.read(request.GET, ways).facets.get(KIND, ()) if word in kinds]
    kind = kinds.get(chosen[0]) if len(chosen) == 1 else None
    names = [facet.name for facet in kind.facets] if kind else []
    return ListAddress.read(request.GET, replace(ways, facets=[KIND, *names])), kind


def _kind_words() -> Mapping[str, str]:
    return {key: str(kind.plural) for key, kind in kinds.items()}


def _kinds_panel(found: Found, address: ListAddress) -> Panel:
    chosen = address.facets.get(KIND, ())
    choices = [
        Choice(key, capfirst(said), found.kinds.get(key, 0), key in chosen)
        for key, said in _kind_words().items()
        if key in chosen or found.kinds.get(key)
    ]
    return Panel(KIND, _("What it is"), choices)


def _rows(found: Found, address: ListAddress) -> list[Row]:
    """Each with the word of its kind first among its tags."""
    day = today()
    met = {thread.kind: kinds.get(thread.kind) for thread in found.threads if thread.kind in kinds}
    told: Answered = {}
    words = {key: facet_words(kind, found.counts, address, told) for key, kind in met.items()}
    labels = {key: capfirst(str(kind.label)) for key, kind in met.items()}
    rows = []
    for thread in found.threads:
        if kind := met.get(thread.kind):
            row = row_of(thread, kind, words[kind.key], day, first_tag=labels[kind.key])
            rows.append(hit_of(row, found.stems))
    return rows


def _meant(question: str, meant: Mapping[str, str]) -> str:
    """The question with the words that were searched for instead; empty where none were."""
    if not meant:
        return ""
    return re.sub(WORD, lambda found: meant.get(found[0].casefold(), found[0]), question)
