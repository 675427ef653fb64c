"""Placements, before there are any."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.core.guards import only
from portal.core.room import Room
from portal.partnership.rules.standing import is_administrator, is_municipal_staff, is_on_team

TASKS = (_("Student tasks"), "tasks")
PLACEMENTS = (_("Placements"), "placements")
may_post = is_municipal_staff | is_on_team | is_administrator
who_may_post = _("Employees of the municipality and the partnership team may post here.")

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
post_placement = only(may_post, who_may_post)(placement_new.view())
