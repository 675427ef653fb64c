"""What search engines read: which pages there are, and where they may not go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from portal.core.clock import today
from portal.core.queries.published import site_map_file, site_map_files
from portal.home.addresses import absolute
from portal.partnership.queries.partnership import example_content_exists

PAGES = (
    "front_page",
    "about",
    "calendars",
    "events",
    "competence",
    "tasks",
    "placements",
    "needs",
    "projects",
    "applications",
    "exchange",
    "results",
    "governance",
    "seed_money",
    "accessibility",
    "privacy",
    "api_docs",
)
Entry = tuple[str, datetime | None]  # a path, and when it changed where that is known
XML = "application/xml; charset=utf-8"


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """The files there are: one of pages, and one for each thousand things."""
    files = [absolute("sitemap_pages")]
    files += [absolute("sitemap_threads", number) for number in site_map_files()]
    return render(request, "home/sitemap_index.xml", {"files": files}, content_type=XML)


@require_safe
def site_map_pages(request: HttpRequest) -> HttpResponse:
    """Every page that is about no single thing."""
    paths: list[Entry] = []
    with override("nb"):
        for name, args in [*((name, ()) for name in PAGES), ("wheel_year", (today().year,))]:
            paths.append((reverse(name, args=args), None))
    return render(request, "home/sitemap.xml", {"pages": _in_all_languages(paths)}, content_type=XML)


@require_safe
def site_map_threads(request: HttpRequest, number: int) -> HttpResponse:
    """The pages of the things of one file. Raises Http404 where it holds none."""
    found = site_map_file(number)
    if found is None:
        raise Http404
    return render(request, "home/sitemap.xml", {"pages": _in_all_languages(found)}, content_type=XML)


def _in_all_languages(paths: Sequence[Entry]) -> list[tuple[str, str]]:
    """Each page names itself in the other languages, so that the file need not."""
    prefixes = ["" if code == "nb" else f"/{code}" for code, _name in settings.LANGUAGES]
    return [
        (f"{settings.BASE_URL}{prefix}{path}", changed.isoformat() if changed else "")
        for path, changed in paths
        for prefix in prefixes
    ]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """The whole of an installation with example content is closed to search engines."""
    closed = ["/"] if example_content_exists() else [f"{prefix}/min-side/" for prefix in ("", "/nn", "/en")]
    lines = "".join(f"Disallow: {path}\n" for path in closed)
    text = f"User-agent: *\n{lines}Sitemap: {absolute('sitemap')}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
