"""What a task must say before it is sent, and what its data demand. Pure, but for the clock."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.clock import today
from students.rules.enums import DataNeed

DEMANDS: dict[str, str | Promise] = {
    DataNeed.PERSONAL: gettext_lazy(
        "Personal data must be notified to Sikt at least 30 days before the work starts."
        " It does not hold the posting up."
    ),
    DataNeed.SENSITIVE: gettext_lazy(
        "Data about patients or pupils may need approval by REK, which takes months, and must be notified to"
        " Sikt at least 30 days before the work starts. It does not hold the posting up."
    ),
}
"""What an answer about data leads to; the others lead to nothing."""

CONFIRMED_FIELDS = ("unit", "data", "hours")
"""What the leader's word is about: when one of them changes, it no longer holds."""


def lacking(task: Any) -> str:
    """What stands in the way of sending a task, as a sentence; empty where nothing does."""
    if not (task.title and task.summary and task.learn):
        return _("Write the question, the problem and what you hope to learn first.")
    if task.contact_id is None:
        return _("Say whom students can contact first.")
    if task.deadline < today():
        return _("The last day to apply has passed. Choose a later one first.")
    return ""
