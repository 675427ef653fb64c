"""Governance as everyone may see it: the agreements, who sits where, and the money as agreed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from governance.models import Fund
from governance.queries.fund import agreed_years
from portal.core.clock import today
from portal.partnership.queries.organisation import agreements, bodies_with_seats


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    day = today()
    context = {
        "today": day,
        "agreements": agreements(),
        "bodies": bodies_with_seats(day),
        "fund": Fund.objects.prefetch_related("purposes").first(),
        "years": agreed_years(),
        "breadcrumbs": [(_("Governance"), None)],
    }
    return render(request, "governance/overview.html", context)
