from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.core.views.thread_list import ThreadListView
from projects.views.application import (
    ApplicationEditView,
    ApplicationStepView,
    ApplicationView,
    NewApplicationView,
)

urlpatterns = [
    path(
        "soknader/",
        ThreadListView.as_view(
            kind="application",
            lead=_("Money the partners seek together outside the partnership, and how it went."),
            empty=_("No applications are registered yet"),
            because=_("Applications grow out of projects."),
            nearest=_("See the projects"),
            nearest_url="projects",
        ),
        name="applications",
    ),
    path("prosjekter/<slug:project>/soknad/", NewApplicationView.as_view(), name="application_new"),
    path("soknader/<slug:key>/", ApplicationView.as_view(), name="application"),
    path("soknader/<slug:key>/endre/", ApplicationEditView.as_view(), name="application_edit"),
    path("soknader/<slug:key>/<slug:action>/", ApplicationStepView.as_view(), name="application_step"),
]
