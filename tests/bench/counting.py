"""Counts the queries of a request. Part of the bench's settings only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

ASKED_FOR = "X-Bench-Count"
ANSWER = "X-Bench-Queries"


class CountQueries:
    """Answers a request that carries `X-Bench-Count` with the number of its queries; leaves others alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if ASKED_FOR not in request.headers:
            return self.get_response(request)
        counter = _Counter()
        with connection.execute_wrapper(counter):
            response = self.get_response(request)
        response.headers[ANSWER] = str(counter.queries)
        return response


class _Counter:
    queries = 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self.queries += 1
        return execute(*arguments)
