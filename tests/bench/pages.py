"""What is measured, and the goals for it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.bench.findings import Prepared
from tests.bench.yardstick.fill import QUERY

PORTAL, YARDSTICK = "portal", "yardstick"


@dataclass(frozen=True)
class Goal:
    """What a page should cost at most: `app` in multiples of the yardstick `of`, sizes in kB (1000 bytes)."""

    app: float
    of: str
    queries: int
    p99_ms: int | None = None
    html_kb: int | None = None
    gzip_kb: int | None = None


@dataclass(frozen=True)
class Page:
    """One address on one of the two servers. `key` names a yardstick."""

    name: str
    path: str
    server: str = PORTAL
    key: str = ""
    goal: Goal | None = None
    session: str = ""


FROM_CACHE = Goal(app=1.2, of="h", queries=0, p99_ms=10)
FULL_WHEEL = Goal(app=3, of="c", queries=4, html_kb=90, gzip_kb=12)
SIGNED_IN = Goal(app=1, of="c", queries=9, html_kb=20)
"""A detail page, with the three queries more that session and user may cost."""


def all_pages(prepared: Prepared) -> list[Page]:
    query = QUERY.replace(" ", "+")
    return [
        Page("h: bare page", "/h", YARDSTICK, key="h"),
        Page("c: search", f"/c?q={query}", YARDSTICK, key="c"),
        Page("front page", "/", goal=FROM_CACHE),
        Page("wheel, this year", f"/arshjul/{prepared.this_year}/", goal=FROM_CACHE),
        Page("wheel, 200 entries", f"/arshjul/{prepared.full_year}/", goal=FULL_WHEEL),
        Page("about the partnership", "/om/", goal=FROM_CACHE),
        Page("governance", "/styring/", goal=FROM_CACHE),
        Page("my page, signed in", "/min-side/", goal=SIGNED_IN, session=prepared.session),
        Page("wheel as calendar (.ics)", "/arshjul.ics", goal=FROM_CACHE),
        Page("healthz", "/healthz"),
    ]
