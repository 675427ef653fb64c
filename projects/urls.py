from __future__ import annotations

from django.urls import path

from projects.views.rooms import create_project, exchange, needs, projects, results, voice_need

urlpatterns = [
    path("behov/", needs.view(), name="needs"),
    path("behov/nytt/", voice_need, name="need_new"),
    path("prosjekter/", projects.view(), name="projects"),
    path("prosjekter/nytt/", create_project, name="project_new"),
    path("utveksling/", exchange.view(), name="exchange"),
    path("resultater/", results.view(), name="results"),
]
