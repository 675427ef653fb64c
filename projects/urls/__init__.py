"""Addresses of needs, projects, applications, exchanges and results."""

from __future__ import annotations

from projects.urls import application, exchange, need, project, result

urlpatterns = [
    *need.urlpatterns,
    *project.urlpatterns,
    *application.urlpatterns,
    *exchange.urlpatterns,
    *result.urlpatterns,
]
