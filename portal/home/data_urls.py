"""What programs read: one address each, without a language in it."""

from __future__ import annotations

from django.urls import path

from portal.home.views import data, my_calendar

urlpatterns = [
    path("api/v1/", data.api_index, name="api_index"),
    path("api/v1/openapi.json", data.openapi, name="openapi"),
    path("kalender/<slug:secret>.ics", my_calendar.personal_calendar, name="personal_calendar"),
    path("sitemap.xml", data.sitemap, name="sitemap"),
    path("robots.txt", data.robots, name="robots"),
    path(".well-known/security.txt", data.security_txt, name="security_txt"),
    path("datakatalog.ttl", data.catalogue_turtle, name="catalogue_turtle"),
    path("datakatalog.jsonld", data.catalogue_json, name="catalogue_json"),
]
