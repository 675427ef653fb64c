from __future__ import annotations

from django.urls import path

from students.views.rooms import placements, post_placement, post_task, tasks

urlpatterns = [
    path("studentoppgaver/", tasks.view(), name="tasks"),
    path("studentoppgaver/ny/", post_task, name="task_new"),
    path("praksisplasser/", placements.view(), name="placements"),
    path("praksisplasser/ny/", post_placement, name="placement_new"),
]
