"""The rules every page and answer keeps. Each function gives the faults it finds in one crawl."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from tests.guards.crawl import (
    LANGUAGES,
    PER_ROUTE,
    Answer,
    Crawl,
    exists_in,
    in_language,
    language_of,
    route_of,
    without_language,
)

OWN_COOKIES = {"sessionid", "csrftoken"}
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "",
    "permissions-policy": "",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
    "content-security-policy": "default-src 'none'",
}


def server_errors(crawl: Crawl) -> Iterator[str]:
    for address, answer in crawl.answers.items():
        # Readiness may be 503: it says so when the worker rests.
        if answer.status >= 500 and not address.startswith("/readyz"):
            yield f"{address} answers {answer.status} {answer.error}".rstrip()


def dead_links(crawl: Crawl) -> Iterator[str]:
    """A link leads somewhere, and somewhere the one who sees it may go."""
    for source, target in sorted({(link.source, link.target) for link in crawl.references}):
        answer = crawl.answers.get(target)
        # A page that refuses still has its own address and a link to its own main part.
        if answer and 400 <= answer.status < 500 and source != target:
            yield f"{source} links to {target}, which answers {answer.status}"


def dead_fragments(crawl: Crawl) -> Iterator[str]:
    for source, target, fragment in sorted({(r.source, r.target, r.fragment) for r in crawl.references}):
        page = crawl.pages.get(target)
        if fragment and page and fragment not in page.ids:
            yield f"{source} links to #{fragment}, which is not on {target}"


def wrong_language(crawl: Crawl) -> Iterator[str]:
    for address, page in crawl.pages.items():
        if page.lang != language_of(address):
            yield f"{address} says lang=“{page.lang}”, not “{language_of(address)}”"


def wrong_outline(crawl: Crawl) -> Iterator[str]:
    for address, page in crawl.pages.items():
        if page.headings != 1:
            yield f"{address} has {page.headings} h1, not one"
        if page.mains != 1:
            yield f"{address} has {page.mains} main, not one"


def titles_alike(crawl: Crawl) -> Iterator[str]:
    """Two addresses have two titles; one address with other questions may keep its own."""
    paths = defaultdict(set)
    for address, page in crawl.pages.items():
        if crawl.answers[address].status == 200:
            paths[page.title].add(urlsplit(address).path)
    for title, those in paths.items():
        if not title:
            yield f"{', '.join(sorted(those))} has no title"
        elif len(those) > 1:
            yield f"{' and '.join(sorted(those))} are all titled “{title}”"


def inline_code(crawl: Crawl) -> Iterator[str]:
    for address, page in crawl.pages.items():
        for what in sorted(set(page.inline)):
            yield f"{address} has {what}, which the content security policy forbids"


def missing_headers(crawl: Crawl) -> Iterator[str]:
    for address, answer in crawl.answers.items():
        # A file is served before the policy of pages is made; that it is not sniffed is what matters there.
        wanted = ["x-content-type-options"] if address.startswith("/static/") else list(HEADERS)
        for name in wanted:
            value = answer.headers.get(name, "")
            if not value or HEADERS[name] not in value:
                yield f"{address} has no {name} with “{HEADERS[name]}”"
        yield from _loose_policy(address, answer)


def _loose_policy(address: str, answer: Answer) -> Iterator[str]:
    policy = answer.headers.get("content-security-policy", "")
    if "unsafe-" in policy:
        yield f"{address} has a content security policy with unsafe-"
    if policy and "frame-ancestors 'none'" not in policy:
        yield f"{address} may be framed: its policy lacks frame-ancestors 'none'"


def foreign_cookies(crawl: Crawl) -> Iterator[str]:
    for address, answer in crawl.answers.items():
        for name in sorted(answer.cookies - OWN_COOKIES):
            yield f"{address} sets the cookie {name}"


def missing_in_a_language(crawls: Iterable[Crawl]) -> Iterator[str]:
    """Pages that one visitor reaches in one language and not in another.

    Of a route with more pages than the crawl takes it met some, and in another language perhaps others.
    """
    reached = {crawl.language: _paths(crawl) for crawl in crawls}
    sampled = {
        route
        for paths in reached.values()
        for route, number in Counter(map(route_of, paths)).items()
        if number >= PER_ROUTE
    }
    everywhere = {path for path in set().union(*reached.values()) if route_of(path) not in sampled}
    for language in LANGUAGES:
        for path in sorted(everywhere - reached.get(language, set())):
            yield f"{in_language(path, language)} is not reached, and {path} is in another language"


def _paths(crawl: Crawl) -> set[str]:
    """The bokmål paths of the pages reached, of those that have languages."""
    paths = {urlsplit(address).path for address in crawl.pages if crawl.answers[address].status == 200}
    return {without_language(path) for path in paths if exists_in("nn", without_language(path))}


RULES: tuple[Callable[[Crawl], Iterator[str]], ...] = (
    server_errors,
    dead_links,
    dead_fragments,
    wrong_language,
    wrong_outline,
    titles_alike,
    inline_code,
    missing_headers,
    foreign_cookies,
)
