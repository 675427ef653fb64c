"""Invented needs, projects, exchanges and results, in the proportions real ones come in.

Applications are left out: each hangs on a project, and there are few of them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import uuid4

from portal.core.fill import Filler
from portal.core.models.authored import Authored
from portal.core.rules.prose import Prose
from portal.core.rules.slug import slug_of
from portal.partnership.models import Theme, Unit
from portal.partnership.models.partner import PartnerKind
from projects.models import Exchange, Need, Project, Result

YEARS_BACK = 6
NEEDS = {"voiced": 30, "explored": 25, "picked_up": 25, "answered": 12, "parked": 8}
#: A project that nobody owns can be nothing else.
PROJECTS = {"shelved": 85, "idea": 15}
EXCHANGES = {"ended": 70, "filled": 20, "open": 10}
EXCHANGE_KINDS = {"secondment": 30, "shared": 25, "adjunct": 20, "project": 15, "public_phd": 10}
RESULT_KINDS = {
    "thesis": 22, "report": 18, "lesson": 16, "publication": 12, "service": 8, "event": 8, "course": 5,
    "media": 5, "decision": 4, "application": 2,
}  # fmt: skip
LONGEST_SLUG = 60
"""Of a title, so that a key of its own fits behind it."""


@lru_cache(maxsize=1)
def _units(_prose: Prose) -> list[Unit]:
    """The units people can name, read once for each filling."""
    return list(Unit.objects.named().select_related("partner").order_by("pk"))


@lru_cache(maxsize=1)
def _voicing_units(prose: Prose) -> list[Unit]:
    """Those whose staff voice needs."""
    return [unit for unit in _units(prose) if unit.partner.kind == PartnerKind.MUNICIPALITY]


@lru_cache(maxsize=1)
def _themes(_prose: Prose) -> list[str]:
    return list(Theme.objects.values_list("key", flat=True))


def make_need(prose: Prose, day: date) -> Need:
    """A need, voiced in some unit of a municipality."""
    language, state = prose.language(), prose.one_of(NEEDS)
    return Need(
        **_authored(prose, day, language, "question"),
        state=state,
        unit=prose.random.choice(_voicing_units(prose)),
        better=prose.text(language, "sentence"),
        reason=str(prose.text(language, "sentence")) if state == "parked" else "",
    )


def make_project(prose: Prose, day: date) -> Project:
    """A project without owners or units."""
    language = prose.language()
    project = Project(
        **_authored(prose, day, language, "project"),
        state=prose.one_of(PROJECTS),
        question=prose.text(language, "question"),
        why=prose.text(language, "sentence"),
        learned=prose.text(language, "sentence"),
        ends=day - timedelta(days=prose.random.randrange(365 * YEARS_BACK)),
    )
    _know(project, "units")
    return project


def make_exchange(prose: Prose, day: date) -> Exchange:
    """A position at some unit."""
    language, state = prose.language(), prose.one_of(EXCHANGES)
    ahead = timedelta(days=prose.random.randrange(1, 400))
    return Exchange(
        **_authored(prose, day, language, "project"),
        state=state,
        kind=prose.one_of(EXCHANGE_KINDS),
        host=prose.random.choice(_units(prose)),
        percent=prose.random.choice([20, 40, 50, 100]),
        ends=day - ahead if state == "ended" else day + ahead,
        apply_by=day + ahead / 4 if state == "open" else None,
    )


def make_result(prose: Prose, day: date) -> Result:
    """A published result or lesson of some unit."""
    language = prose.language()
    said = _authored(prose, day, language, "outcome")
    result = Result(
        **said,
        state="published",
        kind=prose.one_of(RESULT_KINDS),
        changed=prose.text(language, "sentence"),
        happened_on=said["created_at"].date(),
        unit=prose.random.choice(_units(prose)),
    )
    _know(result, "uses")
    return result


def _authored(prose: Prose, day: date, language: str, phrase: str) -> dict[str, Any]:
    title = prose.text(language, phrase)
    at = _some_time(prose, day)
    known = _themes(prose)
    return {
        "slug": f"{slug_of(str(title))[:LONGEST_SLUG]}-{uuid4().hex[:10]}",
        "title": title,
        "summary": prose.text(language, "sentence", prose.random.randint(1, 3)),
        "themes": prose.random.sample(known, min(len(known), prose.random.randint(1, 2))),
        "is_example": True,
        "created_at": at,
        "updated_at": at,
        "moved_at": at,
    }


def _some_time(prose: Prose, day: date) -> datetime:
    """In one of the last years, not later than yesterday."""
    when = day - timedelta(days=1 + prose.random.randrange(365 * YEARS_BACK))
    return datetime.combine(when, time(tzinfo=UTC)) + timedelta(seconds=prose.random.randrange(86_400))


def _know(thing: Authored, *without: str) -> None:
    """What a new thing has none of needn't be asked for when it tells what it is."""
    known: dict[str, list[Any]] = {name: [] for name in without}
    thing._prefetched_objects_cache = known  # type: ignore[attr-defined]  # noqa: SLF001


FILLERS = (
    Filler(kind="need", share=15, make=make_need),
    Filler(kind="project", share=10, make=make_project),
    Filler(kind="exchange", share=3, make=make_exchange),
    Filler(kind="result", share=20, make=make_result),
)
