"""Pages about the portal itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.personal_data import Basis, by_purpose, what_stays
from portal.partnership.models import Partner


@require_safe
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The register of personal data, in words for the people it is about."""
    context = {
        "breadcrumbs": [(_("Privacy"), None)],
        "purposes": list(by_purpose()),
        "bases": list(Basis),
        "staying": what_stays(),
        "partners": Partner.objects.all(),
    }
    return render(request, "home/privacy.html", context)
