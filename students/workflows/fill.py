"""Invented student tasks, in the proportions real ones come in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from uuid import uuid4

from portal.core.fill import Filler
from portal.core.rules.prose import Prose
from portal.core.rules.slug import slug_of
from portal.partnership.models import Theme, Unit
from portal.partnership.models.partner import PartnerKind
from students.models import StudentTask, StudyField, TaskKind
from students.rules.enums import DataNeed, TaskState
from students.rules.semester import Semester

YEARS_BACK = 6
OPEN = {"published": 75, "full": 25}
OVER = {"closed": 80, "published": 12, "full": 8}
DATA = {"none": 40, "open": 40, "personal": 14, "sensitive": 6}
GROUPS = {"1": 70, "2": 20, "4": 10}
LONGEST_SLUG = 60
"""Of a title, so that a key of its own fits behind it."""


@lru_cache(maxsize=1)
def _units(_prose: Prose) -> list[Unit]:
    """Units that ask, read once for each filling."""
    return list(Unit.objects.named().filter(partner__kind=PartnerKind.MUNICIPALITY).order_by("pk"))


@lru_cache(maxsize=1)
def _sorted_by(_prose: Prose) -> tuple[list[TaskKind | None], list[str], list[str]]:
    """Kinds, fields of study and themes."""
    fields = list(StudyField.objects.values_list("key", flat=True))
    themes = list(Theme.objects.values_list("key", flat=True))
    return list(TaskKind.objects.all()) or [None], fields, themes


def make_task(prose: Prose, day: date) -> StudentTask:
    """A task that is or was published; one of five still has its deadline before it."""
    language, deadline = prose.language(), _some_deadline(prose, day)
    kinds, fields, themes = _sorted_by(prose)
    title, published = prose.text(language, "question"), _published(prose, deadline, day)
    return StudentTask(
        slug=f"{slug_of(str(title))[:LONGEST_SLUG]}-{uuid4().hex[:10]}",
        title=title,
        summary=prose.text(language, "sentence", prose.random.randint(1, 3)),
        learn=prose.text(language, "sentence"),
        themes=_some(prose, themes),
        fields=_some(prose, fields),
        kind=prose.random.choice(kinds),
        unit=prose.random.choice(_units(prose)),
        semester=Semester.of(deadline + timedelta(days=60)).key,
        deadline=deadline,
        state=TaskState(prose.one_of(OVER if deadline < day else OPEN)),
        data=DataNeed(prose.one_of(DATA)),
        groups=int(prose.one_of(GROUPS)),
        in_english=prose.random.random() < 0.3,
        supervisor_wanted=prose.random.random() < 0.4,
        is_example=True,
        published_at=published,
        created_at=published,
        updated_at=published,
        moved_at=published,
    )


def _some(prose: Prose, known: list[str]) -> list[str]:
    return prose.random.sample(known, min(len(known), prose.random.randint(1, 2)))


def _some_deadline(prose: Prose, day: date) -> date:
    if prose.random.random() < 0.2:
        return day + timedelta(days=prose.random.randrange(240))
    return day - timedelta(days=1 + prose.random.randrange(365 * YEARS_BACK))


def _published(prose: Prose, deadline: date, day: date) -> datetime:
    """Some weeks before the deadline, and not later than yesterday."""
    when = min(deadline - timedelta(days=prose.random.randint(14, 90)), day - timedelta(days=1))
    return datetime.combine(when, time(tzinfo=UTC)) + timedelta(seconds=prose.random.randrange(86_400))


TASKS = Filler(kind="task", share=50, make=make_task)
