"""Seed money, budget and evaluation, before there are any."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from governance.queries.fund import agreed_contributions
from portal.core.guards import only
from portal.core.room import Room
from portal.partnership.rules.standing import (
    is_on_steering_group,
    is_on_team,
    is_partner_staff,
    reads_closed_papers,
)

GOVERNANCE = (_("Governance"), "governance")
SEED_MONEY = (_("Seed money"), "seed_money")
FIRST_YEAR, LAST_YEAR = 2015, 2099

seed_money = Room(
    title=SEED_MONEY[0],
    lead=_("Money to start a project, write an application or take a project further."),
    empty=_("No call is published yet"),
    because=_("The annual wheel shows when the next call opens and closes."),
    parent=GOVERNANCE,
)
_apply = Room(
    title=_("Apply for seed money"),
    lead=_("What you want to find out, what it costs, and who carries it at each partner."),
    empty=_("Applying is not open yet"),
    because=_("The form is being built. The annual wheel shows when the next call closes."),
    parent=SEED_MONEY,
)
_evaluation = Room(
    title=_("Evaluation of the agreement"),
    lead=_("What the partnership has given, and whether it is to go on."),
    empty=_("The evaluation is not started here yet"),
    because=_("It is published here when the partners have adopted it."),
    nearest=_("Read about the agreement"),
    nearest_url="about",
    parent=GOVERNANCE,
)
apply_for_seed_money = only(
    is_partner_staff | is_on_team | is_on_steering_group,
    _("Employees of the partners may apply for seed money."),
)(_apply.view())
evaluation = only(
    reads_closed_papers,
    _("The steering group and the partnership team see the evaluation until it is adopted."),
)(_evaluation.view())


@require_safe
def budget(request: HttpRequest, year: int) -> HttpResponse:
    """What is agreed for a year. No budget is adopted here yet, and the page says so."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    context = {
        "year": year,
        "contributions": agreed_contributions(year),
        "breadcrumbs": [(GOVERNANCE[0], reverse(GOVERNANCE[1])), (_("Budget"), None)],
    }
    return render(request, "governance/budget.html", context)
