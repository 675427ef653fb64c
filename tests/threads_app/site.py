"""The portal with the boats in it: what `portal.urls` would be if the app were one of its own."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from portal import urls

handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500
urlpatterns = [
    *urls.urlpatterns,
    *i18n_patterns(path("", include("tests.threads_app.urls")), prefix_default_language=False),
]
