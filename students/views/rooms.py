"""Student tasks and placements, before there are any."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.core.guards import only
from portal.core.room import Room
from portal.partnership.rules.standing import is_administrator, is_municipal_staff, is_on_team

TASKS = (_("Student tasks"), "tasks")
PLACEMENTS = (_("Placements"), "placements")
may_post = is_municipal_staff | is_on_team | is_administrator
who_may_post = _("Employees of the municipality and the partnership team may post here.")

tasks = Room(
    title=TASKS[0],
    lead=_("Questions from the municipality that students can answer in a thesis or a course."),
    empty=_("No tasks are posted yet"),
    because=_(
        "The annual wheel shows when the next call for tasks opens and when the catalogue is published."
    ),
    related=PLACEMENTS,
)
task_new = Room(
    title=_("Post a student task"),
    lead=_("Ten minutes: a problem in plain words, and whom students can talk to."),
    empty=_("Posting is not open yet"),
    because=_("The form is being built. Until then the partnership team takes your task by e-mail."),
    nearest=_("See who sits on the team"),
    nearest_url="about",
    parent=TASKS,
)
placements = Room(
    title=PLACEMENTS[0],
    lead=_("Where students can practise in the municipality, and how many places there are."),
    empty=_("No placements are posted yet"),
    because=_("The annual wheel shows when places are asked for and when they are answered."),
    related=TASKS,
)
placement_new = Room(
    title=_("Offer placements"),
    lead=_("How many students a unit can take, when, and who supervises them."),
    empty=_("Offering places is not open yet"),
    because=_("The form is being built. Until then the placement coordinator takes your places by e-mail."),
    nearest=_("See who coordinates placements"),
    nearest_url="about",
    parent=PLACEMENTS,
)
post_task = only(may_post, who_may_post)(task_new.view())
post_placement = only(may_post, who_may_post)(placement_new.view())
