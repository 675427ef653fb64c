"""A site of three pages, so that the frame is tried without the portal around it."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import path


def page(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """A page with nothing on it."""
    return HttpResponse()


urlpatterns = i18n_patterns(
    path("", page, name="front_page"),
    path("about/", page, name="about"),
    path("wheel/", page, name="wheel"),
    prefix_default_language=False,
)
