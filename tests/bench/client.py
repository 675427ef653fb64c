"""A reader with one kept-alive connection, who comes through a proxy as readers of an installation do."""

from __future__ import annotations

import time
from http.client import HTTPConnection, HTTPException
from types import TracebackType
from typing import Self

from tests.bench.counting import ANSWER, ASKED_FOR
from tests.bench.failure import BenchError
from tests.bench.pages import Page

HOST = "portal.example.org"
WAIT = 30.0  # seconds


class Reader:
    """Asks one server; raises BenchError when a page can't be had."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=WAIT)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def read(self, page: Page) -> bytes:
        return self._ask(page)[0]

    def seconds_for(self, page: Page) -> float:
        """How long the whole answer takes to come."""
        began = time.perf_counter()
        self._ask(page)
        return time.perf_counter() - began

    def queries_of(self, page: Page) -> int:
        return int(self._ask(page, {ASKED_FOR: "1"})[1])

    def _ask(self, page: Page, more: dict[str, str] | None = None) -> tuple[bytes, str]:
        headers = {"Host": HOST, "X-Forwarded-Proto": "https"} | (more or {})
        if page.fresh:
            # The page cache lets whoever shows credentials pass by.
            headers["Authorization"] = "Bench"
        if page.session:
            headers["Cookie"] = page.session
        try:
            self._connection.request("GET", page.path, headers=headers)
            response = self._connection.getresponse()
            body = response.read()
        except (OSError, HTTPException) as error:
            raise BenchError(f"{page.path} gave no answer ({error!r}), so it can't be measured.") from error
        if response.status != 200:
            raise BenchError(f"{page.path} answered {response.status}, so it can't be measured.")
        return body, response.headers.get(ANSWER, "")
