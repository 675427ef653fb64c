from __future__ import annotations

from django.urls import path

from students.views.rooms import placements, post_placement

urlpatterns = [
    path("praksisplasser/", placements.view(), name="placements"),
    path("praksisplasser/ny/", post_placement, name="placement_new"),
]
