"""Small sites with one fault each, made of nothing but addresses and what they answer."""

from __future__ import annotations

from collections.abc import Callable

from tests.guards.crawl import Answer, Crawl, crawl, in_language

SOUND_HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=()",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}


def html(main: str, *, title: str = "A page", lang: str = "nb", head: str = "") -> str:
    return (
        f"<!doctype html><html lang='{lang}'><head><title>{title}</title>{head}</head>"
        f"<body><main id='innhold'><h1>{title}</h1>{main}</main></body></html>"
    )


def answer(
    content: str,
    status: int = 200,
    *,
    cookies: frozenset[str] = frozenset(),
    location: str = "",
    policy: str = SOUND_HEADERS["content-security-policy"],
) -> Answer:
    headers = SOUND_HEADERS | {"location": location, "content-security-policy": policy}
    return Answer(status, headers, content.encode(), cookies)


def site(pages: dict[str, Answer | str]) -> Callable[[str], Answer]:
    """Answers what is given, and 404 to everything else."""

    def fetch(address: str) -> Answer:
        found = pages.get(address, answer(html("", title="Not here"), 404))
        return answer(found) if isinstance(found, str) else found

    return fetch


def crawled(pages: dict[str, Answer | str], language: str = "nb") -> Crawl:
    return crawl(site(pages), [in_language("/", language)], visitor="visitor", language=language)
