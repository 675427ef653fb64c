from __future__ import annotations

from django.urls import path

from tests.bench.yardstick import views

urlpatterns = [
    path("h", views.bare),
    path("c", views.Search.as_view()),
    path("article/<int:pk>", views.bare, name="article"),
]
