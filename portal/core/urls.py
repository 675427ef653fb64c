"""Addresses for machines, and of files: outside the languages."""

from __future__ import annotations

from django.urls import path

from portal.core.views import files, health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("filer/<uuid:key>/<str:name>", files.document, name="stored_file"),
    path("bilder/<uuid:key>/", files.picture, name="stored_picture"),
]
