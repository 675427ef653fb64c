"""The two yardsticks, written the way Django's documentation writes them."""

from __future__ import annotations

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import ListView

from tests.bench.yardstick.models import Article

ROWS = 20


def bare(request: HttpRequest) -> HttpResponse:
    """Yardstick h: the middleware of every project, and a tiny template."""
    return render(request, "yardstick/bare.html", {"word": "portal"})


class Search(ListView):  # type: ignore[type-arg]
    """Yardstick c: the 20 best of what a Norwegian full-text search finds, and how many there are."""

    template_name = "yardstick/search.html"
    paginate_by = ROWS

    def get_queryset(self) -> QuerySet[Article]:
        query = SearchQuery(self.request.GET.get("q", ""), config="norwegian", search_type="websearch")
        found = Article.objects.filter(search=query).defer("search")
        ranked: QuerySet[Article] = found.annotate(rank=SearchRank(F("search"), query))
        return ranked.order_by("-rank", "-pk")
