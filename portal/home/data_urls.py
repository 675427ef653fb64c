"""What programs read: one address each, without a language in it."""

from __future__ import annotations

from django.urls import include, path

from portal.home.api import description, operations
from portal.home.api.answers import counted, readable_from_anywhere
from portal.home.views import catalogue, data, my_calendar, site_map

urlpatterns = [
    path("api/v1/openapi.json", readable_from_anywhere(counted(description.openapi)), name="openapi"),
    path("api/v1/", include(operations.patterns())),
    path("kalender/<slug:secret>.ics", my_calendar.personal_calendar, name="personal_calendar"),
    path("sitemap.xml", site_map.site_map, name="sitemap"),
    path("sitemap/pages.xml", site_map.site_map_pages, name="sitemap_pages"),
    path("sitemap/<int:number>.xml", site_map.site_map_threads, name="sitemap_threads"),
    path("robots.txt", site_map.robots, name="robots"),
    path(".well-known/security.txt", data.security_txt, name="security_txt"),
    path("datakatalog.ttl", readable_from_anywhere(catalogue.catalogue_turtle), name="catalogue_turtle"),
    path("datakatalog.jsonld", readable_from_anywhere(catalogue.catalogue_json), name="catalogue_json"),
]
