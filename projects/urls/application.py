from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.core.views.thread_detail import ThreadDetailView
from portal.core.views.thread_list import ThreadListView

urlpatterns = [
    path(
        "soknader/",
        ThreadListView.as_view(
            kind="application",
            lead=_("Money the partners seek together outside the partnership, and how it went."),
            empty=_("No applications are registered yet"),
            because=_("Applications grow out of projects."),
        ),
        name="applications",
    ),
    path("soknader/<slug:key>/", ThreadDetailView.as_view(kind="application"), name="application"),
]
