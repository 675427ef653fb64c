"""The accessibility statement: what is met, what is not and why, and where to write and complain."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.home.models import AccessibilityStatement


@dataclass(frozen=True)
class Limit:
    """Something in the portal itself that is harder for some than it should be, and the way round it."""

    what: str | Promise
    instead: str | Promise


#: Known to those who build the portal. An installation's own shortfalls stand in the partnership's file.
LIMITS = (
    Limit(
        gettext_lazy(
            "In a year with very many dates, marks in the picture of the annual wheel lie close together and"
            " may partly cover each other."
        ),
        gettext_lazy("The list below the picture has the same dates and the same links, well apart."),
    ),
    Limit(
        gettext_lazy("The picture of the effort through the year is scrolled sideways on a narrow screen."),
        gettext_lazy("The table below it has the same figures."),
    ),
    Limit(
        gettext_lazy("Signing in with a passkey needs scripts in the browser."),
        gettext_lazy("A code from an app, or a recovery code, works without them."),
    ),
    Limit(
        gettext_lazy("Some names and texts that people have written exist in one language only."),
        gettext_lazy("They are marked with their language, so that a screen reader reads them rightly."),
    ),
)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {
        "breadcrumbs": [(_("Accessibility"), None)],
        "statement": AccessibilityStatement.objects.first(),
        "limits": LIMITS,
    }
    return render(request, "home/accessibility.html", context)
