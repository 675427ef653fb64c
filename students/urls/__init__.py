"""Addresses of student tasks and placements."""

from __future__ import annotations

from students.urls import placement, running, task, work

urlpatterns = [*running.urlpatterns, *work.urlpatterns, *task.urlpatterns, *placement.urlpatterns]
