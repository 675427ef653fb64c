"""The days of the yearly rounds: on the wheel, and when units are asked for tasks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.core.registry import SourceDate
from portal.core.text import LANGUAGES, Text
from portal.partnership.models import Affiliation, User
from portal.partnership.models.partner import PartnerKind
from portal.partnership.rules.standing import STAFF_ROLES
from students.models import StudentTask, TaskRound
from students.queries.leader import leaders_of
from students.queries.overview import SENT
from students.rules.enums import RoundDay, Term
from students.rules.semester import AUTUMN, SPRING, Semester

CALLED_WITHIN = timedelta(days=14)
"""How long after the day of the call it is still sent, where nothing was sent on the day itself."""
REMINDED = {RoundDay.POST_BY: (14, 3)}
"""Days before, on which the team is reminded."""


def day_of(one: TaskRound, day: str, semester: Semester) -> date | None:
    """The Oslo day of a round's day for a semester; none where the round has no such day."""
    said = getattr(one, day)
    return semester.deadline(said) if said else None


def round_dates(first: date, last: date, _user: Any) -> Iterator[SourceDate]:
    """The wheel's source: those days of the rounds that the partnership's file wants on it. One query."""
    for one in TaskRound.objects.all():
        term = SPRING if one.key == Term.SPRING else AUTUMN
        for semester in (Semester(year, term) for year in range(first.year, last.year + 2)):
            for word in one.on_wheel:
                day = day_of(one, word, semester)
                if day and first <= day <= last:
                    yield _dressed(one, RoundDay(word), semester, day)


def _dressed(one: TaskRound, word: RoundDay, semester: Semester, day: date) -> SourceDate:
    asks = word in (RoundDay.CALL, RoundDay.POST_BY)
    return SourceDate(
        key=f"{semester.key}-{word.value.replace('_', '-')}",
        title=_in_every_language(word, semester),
        first_day=day,
        last_day=day,
        kind="student" if word in (RoundDay.CALL, RoundDay.PUBLICATION) else "deadline",
        audience="partners" if asks else "public",
        shown_to="public",
        updated_at=one.updated_at,
        sequence=one.version,
        url=reverse("tasks"),
        responsible={"body": "team"} if word in REMINDED else {},
        reminders=REMINDED.get(word, ()),
    )


def _in_every_language(word: RoundDay, semester: Semester) -> Text:
    said = {}
    for language in LANGUAGES:
        with override(language):
            words = {"what": word.label, "semester": semester}
            said[language] = capfirst(_("%(what)s: %(semester)s") % words)
    return Text.of(said)


def rounds_called(day: date) -> list[tuple[Semester, date]]:
    """The semesters whose call goes out on `day`, or should have lately, each with the day to post by."""
    found = []
    for one in TaskRound.objects.exclude(call=""):
        term = SPRING if one.key == Term.SPRING else AUTUMN
        for semester in (Semester(year, term) for year in (day.year, day.year + 1)):
            call, post_by = semester.deadline(one.call), semester.deadline(one.post_by)
            if call <= day <= min(call + CALLED_WITHIN, post_by):
                found.append((semester, post_by))
    return found


def posters_of(semester: Semester, day: date) -> dict[User, list[StudentTask]]:
    """Whom to ask again: who posted for a semester, and who leads the units, each with those tasks.

    Only those who work in the municipality on `day`.
    """
    tasks = StudentTask.objects.filter(SENT, semester=semester.key)
    staff = set(
        Affiliation.objects.on(day)
        .filter(role__in=STAFF_ROLES, unit__partner__kind=PartnerKind.MUNICIPALITY)
        .values_list("user", flat=True)
    )
    leaders: dict[int, list[User]] = {}
    found: dict[User, list[StudentTask]] = {}
    for task in tasks.select_related("unit", "contact", "made_by").order_by("unit", "pk"):
        if task.unit_id not in leaders:
            leaders[task.unit_id] = leaders_of(task.unit, day)
        people = {one for one in (task.contact, task.made_by, *leaders[task.unit_id]) if one is not None}
        for person in people:
            if person.is_active and person.pk in staff:
                found.setdefault(person, []).append(task)
    return found
