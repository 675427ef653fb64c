"""Pages about the portal itself, and the search page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.personal_data import Basis, by_purpose, what_stays
from portal.partnership.models import Partner


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """There is nothing to search in yet; what was asked for stays in the field."""
    question = request.GET.get("q", "").strip()[:200]
    return render(request, "home/search.html", {"question": question, "breadcrumbs": [(_("Search"), None)]})


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
