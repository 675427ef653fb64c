"""What is measured, and the goals for it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from tests.bench.findings import Filled, Prepared
from tests.bench.yardstick.fill import QUERY

PORTAL, YARDSTICK = "portal", "yardstick"


@dataclass(frozen=True)
class Goal:
    """What a page should cost at most: `app` in multiples of the yardstick `of`, sizes in kB (1000 bytes).

    `both_ms` is application and database together.
    """

    app: float
    of: str
    queries: int
    p99_ms: int | None = None
    html_kb: int | None = None
    gzip_kb: int | None = None
    both_ms: int | None = None


@dataclass(frozen=True)
class Page:
    """One address on one of the servers. `key` names a yardstick; a `fresh` page is made anew each time."""

    name: str
    path: str
    server: str = PORTAL
    key: str = ""
    goal: Goal | None = None
    session: str = ""
    fresh: bool = False


FROM_CACHE = Goal(app=1.2, of="h", queries=0, p99_ms=10)
FULL_WHEEL = Goal(app=3, of="c", queries=4, html_kb=90, gzip_kb=12)
LIST = Goal(app=1.2, of="c", queries=4, html_kb=20, gzip_kb=5, both_ms=12)
DETAIL = Goal(app=1, of="c", queries=6, html_kb=20)
DEEPEST = 400
ROWS_OF_A_PAGE = 20
SIGNED_IN = Goal(app=1, of="c", queries=9, html_kb=20)
"""A detail page, with the three queries more that session and user may cost."""


def yardsticks() -> list[Page]:
    query = QUERY.replace(" ", "+")
    return [
        Page("h: bare page", "/h", YARDSTICK, key="h"),
        Page("c: search", f"/c?q={query}", YARDSTICK, key="c"),
    ]


def growing_pages(filled: Filled) -> list[Page]:
    """Those that must cost the same however much there is."""
    deep = min(DEEPEST, filled.dates // ROWS_OF_A_PAGE // 2)
    listed, searched = "/arrangementer/?", "/sok/?q="
    tasks = "/studentoppgaver/"
    common, rare, misspelt = (quote(word) for word in (filled.common, filled.rare, filled.misspelt))
    return [
        _fresh("list", f"{listed}sortering=nyeste&tid=alle"),
        _fresh("list, dates to come", listed.rstrip("?")),
        _fresh("list, narrowed twice", f"{listed}slag=meeting&for=partners&tid=alle"),
        _fresh(f"list, page {deep}", f"{listed}tid=alle&sortering=nyeste&side={deep}"),
        _fresh("list, search in it", f"{listed}q={rare}&tid=alle"),
        _fresh("search, rare word", searched + rare),
        _fresh("search, commonest word", searched + common),
        _fresh("search, both words", f"{searched}{common}+{rare}"),
        _fresh("search, misspelt word", searched + misspelt),
        _fresh("search, page 50", f"{searched}{common}&side=50"),
        _fresh("page of a thing, with thread", filled.detail, DETAIL),
        _fresh("needs", "/behov/"),
        _fresh("needs, narrowed", "/behov/?status=explored"),
        _fresh("projects", "/prosjekter/"),
        _fresh("results, with their picture", "/resultater/"),
        _fresh("results, narrowed", "/resultater/?slag=thesis"),
        _fresh("results, search in them", f"/resultater/?q={rare}"),
        _fresh("page of a project", filled.project, DETAIL),
        _fresh("student tasks", tasks),
        _fresh("student tasks, narrowed twice", f"{tasks}?plass=published&semester={filled.semester}"),
        _fresh("student tasks, past ones too, by title", f"{tasks}?tid=alle&sortering=tittel"),
        _fresh("student tasks, search in them", f"{tasks}?q={rare}"),
        _fresh("student tasks, commonest word", f"{tasks}?q={common}&tid=alle"),
        _fresh("page of a student task", filled.task, DETAIL),
        Page("list, from cache", listed.rstrip("?"), goal=FROM_CACHE),
    ]


def _fresh(name: str, path: str, goal: Goal = LIST) -> Page:
    return Page(name, path, goal=goal, fresh=True)


def lasting_pages(prepared: Prepared) -> list[Page]:
    """Those that have the same on them however much there is."""
    return [
        Page("front page", "/", goal=FROM_CACHE),
        Page("wheel, this year", f"/arshjul/{prepared.this_year}/", goal=FROM_CACHE),
        Page("wheel, 200 entries", f"/arshjul/{prepared.full_year}/", goal=FULL_WHEEL, fresh=True),
        Page("about the partnership", "/om/", goal=FROM_CACHE),
        Page("governance", "/styring/", goal=FROM_CACHE),
        Page("my page, signed in", "/min-side/", goal=SIGNED_IN, session=prepared.session),
        Page("wheel as calendar (.ics)", "/arshjul.ics", goal=FROM_CACHE),
        Page("healthz", "/healthz"),
    ]
