from __future__ import annotations

from django.urls import path

from portal.core.views.styleguide import styleguide
from portal.home.api.answers import readable_from_anywhere
from portal.home.views import data, front, mine, my_calendar, search, texts

urlpatterns = [
    path("", front.front_page, name="front_page"),
    path("om/", front.about, name="about"),
    path("min-side/", mine.my_page, name="my_page"),
    path("min-side/kalender/", my_calendar.my_calendar, name="my_calendar"),
    path("min-side/kalender/adresse/", my_calendar.change_address, name="my_calendar_address"),
    path("sok/", search.search, name="search"),
    path("tilgjengelighet/", texts.accessibility, name="accessibility"),
    path("personvern/", texts.privacy, name="privacy"),
    path("stilguide/", styleguide, name="styleguide"),
    path("feed/", readable_from_anywhere(data.feed), name="feed"),
    path("api/v1/docs", data.api_docs, name="api_docs"),
]
