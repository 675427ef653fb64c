from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.core.views.thread_detail import ThreadDetailView
from portal.core.views.thread_list import ThreadListView

urlpatterns = [
    path(
        "utveksling/",
        ThreadListView.as_view(
            kind="exchange",
            lead=_("Public-sector PhDs, shared positions and secondments between the partners."),
            empty=_("No exchanges are registered yet"),
            because=_("The arrangements that the partners have agreed on are described with the agreement."),
        ),
        name="exchange",
    ),
    path("utveksling/<slug:key>/", ThreadDetailView.as_view(kind="exchange"), name="exchange_page"),
]
