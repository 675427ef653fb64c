"""A task told in full to those who send, confirm or check it: every answer that was given, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.clock import today
from portal.partnership.queries.theme import theme_words
from students.models import StudentTask
from students.queries.words import field_words
from students.rules.post import demand_on_author


@dataclass(frozen=True)
class Answer:
    """One answer. `field` is the task's own name for it, `comment` what the quality check said of it."""

    field: str
    label: str
    said: Any
    comment: str = ""
    more: str = ""


def told(task: StudentTask, *, unanswered: bool = False) -> list[Answer]:
    """What is said, in the order of the form; what nobody answered only where `unanswered`."""
    comments = task.comments or {}
    return [
        Answer(
            field,
            label,
            said,
            str(comments.get(field, "")),
            demand_on_author(task.data, task.in_semester, today()) if field == "data" else "",
        )
        for field, label, said in [*_first(task), *_rest(task)]
        if said or unanswered or comments.get(field)
    ]


def _first(task: StudentTask) -> list[tuple[str, str, Any]]:
    semester = str(task.in_semester).capitalize()
    return [
        ("title", _("Question"), task.title),
        ("summary", _("Problem"), task.summary),
        ("learn", _("What the unit hopes to learn"), task.learn),
        ("unit", _("Unit"), task.unit.name),
        ("contact", _("Contact"), task.contact or ""),
        ("semester", _("Semester"), semester),
        ("deadline", _("Last day to apply"), date_format(task.deadline, "DATE_FORMAT")),
        ("data", _("Data"), task.get_data_display()),
    ]


def _rest(task: StudentTask) -> list[tuple[str, str, Any]]:
    groups = ngettext("%(count)s group", "%(count)s groups", task.groups) % {"count": task.groups}
    size = _("%(groups)s of %(least)s–%(most)s students") % {
        "groups": groups,
        "least": task.group_min,
        "most": task.group_max,
    }
    return [
        ("data_offered", _("Data the unit shares"), task.data_offered),
        ("files", _("Attachments"), ", ".join(one.label for one in task.files.all())),
        ("hours", _("Hours set aside"), task.hours or ""),
        ("kind", _("Kind of task"), task.kind or ""),
        ("fields", _("Fields of study"), _listed(field_words(task.fields))),
        ("groups", _("Room for"), size),
        ("in_english", _("Language"), _("It can be answered in English.") if task.in_english else ""),
        ("supervisor", _("Supervisor"), task.supervisor or (_("Wanted") if task.supervisor_wanted else "")),
        ("assign_by", _("Who gets it"), task.get_assign_by_display()),
        ("coordinator", _("Course coordinator"), task.coordinator or ""),
        ("course", _("Course"), task.course),
        ("place", _("Place"), task.place),
        ("travel", _("Travel"), task.travel),
        (
            "confidential",
            _("Terms"),
            _("The students sign a declaration of confidentiality.") if task.confidential else "",
        ),
        ("themes", _("Themes"), _listed(theme_words(task.themes))),
        ("agreement", _("Sub-agreement"), task.agreement or ""),
        ("measure", _("Measure"), task.measure or ""),
    ]


def _listed(words: dict[str, str]) -> str:
    return ", ".join(words.values())
