"""Where My page leads on to in student tasks."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.partnership.rules.standing import is_on_team
from students.rules.rights import may_show_interest, runs_tasks

register = template.Library()


@register.simple_tag
def task_pages_of(user: Any) -> list[tuple[str, str]]:
    """Words and address of each page of the person's own: a student's interests, what the team runs."""
    pages: list[tuple[str, str]] = []
    if may_show_interest(user):
        pages.append((_("My interests"), reverse("my_interests")))
    if is_on_team(user):
        pages.append((_("Quality check"), reverse("task_check_queue")))
    if runs_tasks(user):
        pages.append((_("Overview of student tasks"), reverse("task_overview")))
        pages.append((_("Tasks nobody took"), reverse("tasks_untaken")))
    return pages
