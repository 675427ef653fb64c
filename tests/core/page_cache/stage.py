"""One page that shows one word of the database, for tests of what its visitors read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from portal.core.page_cache.middleware import PageCache

BEFORE, AFTER = "published", "withdrawn"


class Stage:
    """`read` is a visit through the page cache, `write` a transaction that changes what the page says."""

    def __init__(self) -> None:
        self.made = 0
        self.answer: Callable[[str], HttpResponseBase] = HttpResponse
        self.page_cache = PageCache(self._render)

    def set_up(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS told_page")
            cursor.execute("CREATE TABLE told_page (word text)")
            cursor.execute("INSERT INTO told_page VALUES (%s)", [BEFORE])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS told_page")

    def ask(self, path: str = "/", **extra: Any) -> HttpResponse:
        return self.page_cache(RequestFactory().get(path, **extra))

    def read(self) -> str:
        return self.ask().content.decode()

    def write(self, word: str) -> None:
        with transaction.atomic():
            self.change(word)

    def change(self, word: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE told_page SET word = %s", [word])

    def _render(self, _request: HttpRequest) -> HttpResponse:
        self.made += 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT word FROM told_page")
            row = cursor.fetchone()
        assert row is not None
        return self.answer(row[0])  # type: ignore[return-value]
