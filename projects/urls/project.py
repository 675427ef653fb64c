from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.core.views.thread_detail import ThreadDetailView
from portal.core.views.thread_list import ThreadListView

urlpatterns = [
    path(
        "prosjekter/",
        ThreadListView.as_view(
            kind="project",
            lead=_("What the partners find out and develop together."),
            empty=_("No projects are registered yet"),
            because=_(
                "Projects grow out of needs and workshops. The annual wheel shows the calls for seed money."
            ),
        ),
        name="projects",
    ),
    path("prosjekter/<slug:key>/", ThreadDetailView.as_view(kind="project"), name="project"),
]
