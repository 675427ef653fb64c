"""A page with a fault in it, served to the browser without a server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from playwright.sync_api import Browser, Route

from tests.browser.visitor import Visitor, visiting
from tests.guards.planted import SOUND_HEADERS, html

ADDRESS = "http://planted.localhost"
LOOK = """
body { margin: 0; font: 16px/1.5 sans-serif; color: #222; background: #fff; }
main { padding: 1rem; }
a, button { display: inline-block; padding: 0.5rem; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #111; } a { color: #9cf; } }
"""
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:"


@contextmanager
def planted_page(
    browser: Browser,
    main: str,
    *,
    look: str = "",
    files: Mapping[str, str] | None = None,
    scripts: bool = True,
) -> Iterator[Visitor]:
    """A visitor before a page whose `main` and style sheet are given; everything else about it is sound."""
    page = html(main, head="<link rel='stylesheet' href='/look.css'><link rel='icon' href='data:,'>")
    served = {"/": page, "/look.css": LOOK + look, **(files or {})}

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        kind = (
            "text/css"
            if path.endswith(".css")
            else "text/javascript"
            if path.endswith(".js")
            else "text/html"
        )
        headers = SOUND_HEADERS | {
            "content-type": f"{kind}; charset=utf-8",
            "content-security-policy": POLICY,
        }
        if path in served:
            route.fulfill(status=200, headers=headers, body=served[path])
        else:
            route.fulfill(status=404, headers=headers, body="")

    with visiting(browser, ADDRESS, scripts=scripts) as visitor:
        visitor.context.route("**/*", answer)
        visitor.open("/")
        yield visitor
