"""Pages about the portal itself, and the search page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """There is nothing to search in yet; what was asked for stays in the field."""
    question = request.GET.get("q", "").strip()[:200]
    return render(request, "home/search.html", {"question": question, "breadcrumbs": [(_("Search"), None)]})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html", {"breadcrumbs": [(_("Accessibility"), None)]})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/privacy.html", {"breadcrumbs": [(_("Privacy"), None)]})
