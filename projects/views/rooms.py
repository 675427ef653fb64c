"""Needs, projects, exchange and results, before there are any."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.core.guards import only
from portal.core.room import Room
from portal.partnership.rules.standing import (
    is_administrator,
    is_municipal_staff,
    is_on_team,
    is_partner_staff,
)

NEEDS = (_("Needs"), "needs")
PROJECTS = (_("Projects"), "projects")

needs = Room(
    title=NEEDS[0],
    lead=_("Problems from everyday work in the municipality that wait for somebody to look into them."),
    empty=_("No needs are voiced yet"),
    because=_("Needs are gathered and discussed in the workshops. The annual wheel shows when."),
)
need_new = Room(
    title=_("Voice a need"),
    lead=_("Say what is hard today and what would be better if it were solved."),
    empty=_("Voicing needs is not open yet"),
    because=_("The form is being built. Until then the partnership team takes your need by e-mail."),
    nearest=_("See who sits on the team"),
    nearest_url="about",
    parent=NEEDS,
)
projects = Room(
    title=PROJECTS[0],
    lead=_("What the partners find out and develop together."),
    empty=_("No projects are registered yet"),
    because=_("Projects grow out of needs and workshops. The annual wheel shows the calls for seed money."),
)
project_new = Room(
    title=_("Set up a joint project"),
    lead=_("A question, an owner at every partner, and a first step."),
    empty=_("Setting up projects is not open yet"),
    because=_("The form is being built. Until then the partnership team helps you start."),
    nearest=_("See who sits on the team"),
    nearest_url="about",
    parent=PROJECTS,
)
exchange = Room(
    title=_("Staff exchange"),
    lead=_("Public-sector PhDs, shared positions and secondments between the partners."),
    empty=_("No exchanges are registered yet"),
    because=_("The arrangements that the partners have agreed on are described with the agreement."),
    nearest=_("Read about the partnership"),
    nearest_url="about",
)
results = Room(
    title=_("Results"),
    lead=_("What changed, what was learnt, and whom to call."),
    empty=_("No results are published yet"),
    because=_(
        "Results are published as tasks and projects are completed. Until then you can see what is going on."
    ),
)
voice_need = only(
    is_municipal_staff | is_on_team | is_administrator,
    _("Employees of the municipality and the partnership team may voice needs."),
)(need_new.view())
create_project = only(
    is_partner_staff | is_on_team | is_administrator,
    _("Employees of the partners and the partnership team may set up projects."),
)(project_new.view())
