from __future__ import annotations

from django.apps import AppConfig


class Yardstick(AppConfig):
    name = "tests.bench.yardstick"
    label = "yardstick"
