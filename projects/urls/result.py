from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.core.views.thread_detail import ThreadDetailView
from portal.core.views.thread_list import ThreadListView

urlpatterns = [
    path(
        "resultater/",
        ThreadListView.as_view(
            kind="result",
            lead=_("What changed, what was learnt, and whom to call."),
            empty=_("No results are published yet"),
            because=_(
                "Results are published as tasks and projects are completed."
                " Until then you can see what is going on."
            ),
        ),
        name="results",
    ),
    path("resultater/<slug:key>/", ThreadDetailView.as_view(kind="result"), name="result"),
]
