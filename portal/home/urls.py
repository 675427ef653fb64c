from __future__ import annotations

from django.urls import path

from portal.core.views.styleguide import styleguide, writing
from portal.home.api.answers import readable_from_anywhere
from portal.home.views import (
    accessibility,
    data,
    erase_me,
    front,
    mine,
    my_address,
    my_calendar,
    my_data,
    search,
    texts,
)

urlpatterns = [
    path("", front.front_page, name="front_page"),
    path("om/", front.about, name="about"),
    path("min-side/", mine.my_page, name="my_page"),
    path("min-side/venter/<slug:sort>/", mine.all_of_a_sort, name="my_duties"),
    path("min-side/kalender/", my_calendar.my_calendar, name="my_calendar"),
    path("min-side/kalender/adresse/", my_calendar.change_address, name="my_calendar_address"),
    path("min-side/data/", my_data.my_data, name="my_data"),
    path("min-side/data/eksport.json", my_data.my_export, name="my_export"),
    path("min-side/data/epost/", my_address.new_address, name="new_address"),
    path("min-side/data/epost/<str:token>/", my_address.confirm_new_address, name="confirm_address"),
    path("min-side/data/slett/", erase_me.erase_me, name="erase_me"),
    path("min-side/data/slettet/", erase_me.erased, name="erased"),
    path("sok/", search.search, name="search"),
    path("tilgjengelighet/", accessibility.accessibility, name="accessibility"),
    path("personvern/", texts.privacy, name="privacy"),
    path("stilguide/", styleguide, name="styleguide"),
    path("stilguide/skriving/", writing, name="styleguide_writing"),
    path("feed/", readable_from_anywhere(data.feed), name="feed"),
    path("api/v1/docs", data.api_docs, name="api_docs"),
]
