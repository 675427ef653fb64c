"""A task as a listing on a board outside the portal, field by field, and who is to paste it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Exists, F, QuerySet, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.core.awaiting import Said, Sort
from portal.core.clock import today
from portal.core.mail import absolute_url
from portal.core.registry import Duty
from portal.core.text import Text
from students.models import StudentTask, TaskBoard
from students.queries.words import field_words
from students.rules.post import DEMANDS


@dataclass(frozen=True)
class Field:
    """One field of the listing. `name` is its id on the page."""

    name: str
    label: str
    text: str

    @property
    def rows(self) -> int:
        """Lines of a textarea that shows most of it."""
        return min(14, max(1, sum(1 + len(line) // 80 for line in self.text.splitlines())))


def listing(task: StudentTask) -> list[Field]:
    """What is pasted, in the order such boards ask for it; what the task does not say is left out."""
    contact = f"{task.contact.name}, {task.contact.email}" if task.contact else ""
    found = [
        ("title", _("Title"), str(task.title)),
        ("description", _("Description"), _description(task)),
        ("employer", _("Employer"), f"{task.unit.partner}, {task.unit}"),
        ("kind", _("Type of task"), str(task.kind or "")),
        ("fields", _("Fields of study"), ", ".join(field_words(task.fields).values())),
        ("semester", _("Semester"), capfirst(str(task.in_semester))),
        ("deadline", _("Last day to apply"), date_format(task.deadline, "DATE_FORMAT")),
        ("groups", _("Room for"), _room(task)),
        ("language", _("Language"), _("Norwegian or English") if task.in_english else _("Norwegian")),
        ("place", _("Place"), task.place),
        ("contact", _("Contact"), contact),
        ("link", _("Link"), absolute_url(reverse("task", args=[task.slug]))),
    ]
    return [Field(name, label, text) for name, label, text in found if text]


def listed_in(task: StudentTask) -> str:
    """The name of the board its listing is on; that of the site where the partnership has no such board.

    Empty, and no query, where it has no listing.
    """
    if not task.listing_url:
        return ""
    host = urlsplit(task.listing_url).netloc.lower()
    board = TaskBoard.objects.filter(hosts__contains=[host]).first()
    return str(board or host)


def _description(task: StudentTask) -> str:
    parts = [
        str(task.summary),
        f"{_('What we hope to learn')}:\n{task.learn}" if task.learn else "",
        f"{_('What you get')}:\n{task.data_offered}" if task.data_offered else "",
        str(DEMANDS.get(task.data, "")),
        _("The students sign a declaration of confidentiality.") if task.confidential else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _room(task: StudentTask) -> str:
    groups = ngettext("%(count)s group", "%(count)s groups", task.groups) % {"count": task.groups}
    return _("%(groups)s of %(least)s–%(most)s students") % {
        "groups": groups,
        "least": task.group_min,
        "most": task.group_max,
    }


def unlisted(user: Any, day: date) -> QuerySet[StudentTask]:
    """One's own open tasks that have no listing outside the portal."""
    return StudentTask.objects.open(day).of_person(user).filter(listing_url="")


def board_duties(user: Any) -> list[Sort]:
    """One's own open tasks that are on no board yet; nothing where the partnership has none.

    Nobody has been promised it, so no day is late.
    """
    board = TaskBoard.objects.order_by("position")
    return [
        Sort(
            key="board",
            heading=gettext_lazy("Student tasks to post elsewhere too"),
            rows=unlisted(user, today()).filter(Exists(board), published_at__isnull=False),
            said={"slug": F("slug"), "title": F("title"), "board": Subquery(board.values("name")[:1])},
            tell=_unlisted,
        )
    ]


def _unlisted(task: Said) -> Duty:
    board = {"board": Text.of(task["board"])}
    return Duty(
        title=str(Text.of(task["title"])),
        summary=_("The task is published here. More students see it if it is in %(board)s too.") % board,
        due=None,
        url=reverse("task_board", args=[task["slug"]]),
        action=_("Copy it to %(board)s") % board,
    )
