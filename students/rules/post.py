"""What a task must say before it is sent, and what its data demand. Pure, but for the clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.clock import today
from students.rules.enums import DataNeed
from students.rules.semester import Semester

DEMANDS: dict[str, str | Promise] = {
    DataNeed.PERSONAL: gettext_lazy(
        "Personal data must be notified to Sikt at least 30 days before the work starts."
    ),
    DataNeed.SENSITIVE: gettext_lazy(
        "Data about patients or pupils may need approval by REK, which takes months, and must be notified to"
        " Sikt at least 30 days before the work starts."
    ),
}
"""What an answer about data leads to; the others lead to nothing."""
MAY_TAKE = {DataNeed.PERSONAL: timedelta(days=30), DataNeed.SENSITIVE: timedelta(days=120)}
"""How long before the work starts it has to be begun with. REK says months: four are reckoned with."""

CONFIRMED_FIELDS = ("unit", "data", "hours")
"""What the leader's word is about: when one of them changes, it no longer holds."""


def demand_on_author(data: str, semester: Semester, day: date) -> str:
    """What its data demand, to those who post or confirm a task on an Oslo day; empty where nothing.

    It never holds the posting up. Where the semester starts too soon for it, that is said.
    """
    if data not in DEMANDS:
        return ""
    said = [str(DEMANDS[data]), _("It does not hold the posting up.")]
    if semester.first_day - day < MAY_TAKE[DataNeed(data)]:
        words = _("The semester starts on %(day)s: begin with it now, or choose a later semester.")
        said.append(words % {"day": date_format(semester.first_day, "DATE_FORMAT")})
    return " ".join(said)


def lacking(task: Any) -> str:
    """What stands in the way of sending a task, as a sentence; empty where nothing does."""
    if not (task.title and task.summary and task.learn):
        return _("Write the question, the problem and what you hope to learn first.")
    if task.contact_id is None:
        return _("Say whom students can contact first.")
    if task.deadline < today():
        return _("The last day to apply has passed. Choose a later one first.")
    return ""
