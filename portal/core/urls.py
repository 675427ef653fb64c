"""Addresses for machines, outside the languages."""

from __future__ import annotations

from django.urls import path

from portal.core.views import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]
