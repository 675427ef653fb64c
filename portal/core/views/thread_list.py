"""The list every app shares: searched, narrowed by facets, sorted, in pages, all of it in the address.

An app declares one in a line of its urls: `ThreadListView.as_view(kind="boat", lead=…)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views import View

from portal.core.clock import today
from portal.core.models.thread import Thread
from portal.core.queries.listing import DEEPEST, MOST, PAGE, Asked, Found, find
from portal.core.rules.list_address import ALL, COMING, FORMAT, PAST, ListAddress, Ways
from portal.core.threads import Kind, Words, audiences_of, kinds
from portal.core.views.hit_parts import hit_of
from portal.core.views.list_parts import MOST_CHOICES, FacetWords, Row, chips_of, facet_words, panels, row_of
from portal.core.views.thread_files import atom_of, csv_of

SORT_WORDS = {
    "nyeste": pgettext_lazy("order of a list", "newest"),
    "dato": pgettext_lazy("order of a list", "date"),
    "tittel": pgettext_lazy("order of a list", "title"),
}
DAY_WORDS = {
    COMING: pgettext_lazy("dates of a list", "To come"),
    PAST: pgettext_lazy("dates of a list", "Past"),
    ALL: pgettext_lazy("dates of a list", "All"),
}
IN_FEED = 50


class ThreadListView(View):
    """The threads of one kind that the reader may see.

    `by_day` makes it a list of dates: those to come, in their order, unless others are asked for. `empty`,
    `because` and `nearest` are said where there is nothing at all. `related` are pages beside it: words and
    URL name. `most_choices` are shown of each facet until one asks for all.
    `?format=csv` and `?format=atom` give the same view as a file and a feed.
    """

    http_method_names = ["get", "head"]
    template_name = "core/list/page.html"
    kind = ""
    title: Words = ""
    lead: Words = ""
    by_day = False
    most_choices = MOST_CHOICES
    sorts: Sequence[str] = ("nyeste", "tittel")
    empty: Words = _("Nothing is published here yet")
    because: Words = ""
    nearest: Words = _("See the annual wheel")
    nearest_url = "wheel"
    related: Sequence[tuple[Words, str]] = ()

    def get(self, request: HttpRequest) -> HttpResponseBase:
        kind = kinds.get(self.kind)
        address = ListAddress.read(request.GET, self.ways(kind))
        given = [(name, value) for name, values in request.GET.lists() for value in values]
        wanted = request.GET.get(FORMAT, "")
        if not wanted and not address.is_said_shortest(given):
            return redirect(request.path + address.url().rstrip("?"))
        asked = self.asked(request, address)
        if wanted == "csv":
            name = request.path.strip("/").rpartition("/")[2]
            return csv_of(find(replace(asked, page=1, size=MOST)).threads, kind, name)
        if wanted == "atom":
            return self.feed(request, kind, address, asked)
        return self.page(request, kind, address, find(asked))

    def ways(self, kind: Kind) -> Ways:
        return Ways(
            facets=[facet.name for facet in kind.facets],
            sorts=("dato", "nyeste", "tittel") if self.by_day else self.sorts,
            days=(COMING, PAST, ALL) if self.by_day else (),
        )

    def asked(self, request: HttpRequest, address: ListAddress) -> Asked:
        day = today()
        return Asked(
            audiences=audiences_of(request.user),
            kinds=(self.kind,),
            question=address.question,
            facets=address.facets,
            sort="-dato" if address.days == PAST and address.sort == "dato" else address.sort,
            page=min(address.page, DEEPEST),
            from_day=day if address.days == COMING else None,
            before_day=day if address.days == PAST else None,
        )

    def feed(self, request: HttpRequest, kind: Kind, address: ListAddress, asked: Asked) -> HttpResponse:
        found = find(replace(asked, page=1, size=IN_FEED, sort="nyeste"))
        threads = sorted(found.threads, key=lambda thread: thread.published_at, reverse=True)
        return atom_of(
            threads,
            title=str(self.title or kind.plural),
            page=request.path + address.on_page(1).url().rstrip("?"),
            feed=request.path + address.on_page(1).url(format="atom"),
        )

    def page(self, request: HttpRequest, kind: Kind, address: ListAddress, found: Found) -> HttpResponseBase:
        pages = Paginator(range(min(found.number, DEEPEST * PAGE)), PAGE)
        if address.page > pages.num_pages:
            return redirect(request.path + address.on_page(pages.num_pages).url().rstrip("?"))
        words, day = facet_words(kind, found.counts, address), today()
        context: dict[str, Any] = {
            "list": self,
            "title": self.title or kind.plural,
            "address": address,
            "found": found,
            "rows": [hit_of(row, found.stems) for row in self.rows(kind, words, found.threads, day)],
            "panels": panels(kind, words, found.counts, address, self.most_choices),
            "chosen": sum(len(values) for values in address.facets.values()),
            "chips": chips_of(words, address),
            "clear_url": address.bare().url(),
            "past_too_url": address.with_days(ALL).url(),
            "sorts": [
                (SORT_WORDS[sort], address.sorted_by(sort).url(), sort == address.sort)
                for sort in address.ways.sorts
            ],
            "days": [
                (DAY_WORDS[one], address.with_days(one).url(), one == address.days)
                for one in address.ways.days
            ],
            "page_obj": pages.page(address.page),
            "deepest": address.page == pages.num_pages and (found.more or found.number > pages.count),
            "csv_url": address.on_page(1).url(format="csv"),
            "atom_url": address.on_page(1).url(format="atom"),
            "nearest_url": reverse(self.nearest_url),
            "related": [(said, reverse(name)) for said, name in self.related],
            "breadcrumbs": [(self.title or kind.plural, None)],
        }
        return render(request, self.template_name, context | self.more(address, found))

    def rows(self, kind: Kind, words: FacetWords, threads: Sequence[Thread], day: date) -> list[Row]:
        """The page's rows on the Oslo day `day`."""
        return [row_of(thread, kind, words, day) for thread in threads]

    @property
    def plain_days(self) -> bool:
        """Whether all rows stand by their day, so that what the fact at the right is goes without saying."""
        return self.by_day

    def more(self, _address: ListAddress, _found: Found) -> dict[str, Any]:
        """What else the template of one list needs."""
        return {}
