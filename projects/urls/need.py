from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.core.views.thread_detail import ThreadDetailView
from portal.core.views.thread_list import ThreadListView

urlpatterns = [
    path(
        "behov/",
        ThreadListView.as_view(
            kind="need",
            lead=_(
                "Problems from everyday work in the municipality that wait for somebody to look into them."
            ),
            empty=_("No needs are voiced yet"),
            because=_("Needs are gathered and discussed in the workshops. The annual wheel shows when."),
        ),
        name="needs",
    ),
    path("behov/<slug:key>/", ThreadDetailView.as_view(kind="need"), name="need"),
]
