"""The sitemap. The path decides the language: bokmål at the root, the others under `/nn/` and `/en/`."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from portal.partnership.views.provider import from_provider

urlpatterns = [
    path("", include("portal.core.urls")),
    path("", include("portal.home.data_urls")),
    # One address whatever the language: it is the one the provider knows.
    path("logg-inn/<slug:provider_id>/retur/", from_provider, name="openid_connect_callback"),
    *i18n_patterns(
        path("demo/", include("portal.core.demo_urls")),
        path("", include("portal.home.urls")),
        path("", include("portal.partnership.urls")),
        path("", include("projects.urls")),
        path("", include("students.urls")),
        path("", include("events.urls")),
        path("", include("governance.urls")),
        prefix_default_language=False,
    ),
]

handler403 = "portal.home.views.errors.forbidden"
handler404 = "portal.home.views.errors.not_found"
handler500 = "portal.home.views.errors.server_error"
