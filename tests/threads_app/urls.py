from __future__ import annotations

from django.urls import path

from portal.core.views.thread_detail import ThreadDetailView
from portal.core.views.thread_list import ThreadListView

urlpatterns = [
    path("bater/", ThreadListView.as_view(kind="boat", lead="All boats."), name="boats"),
    path("bater/<slug:key>/", ThreadDetailView.as_view(kind="boat"), name="boat"),
]
