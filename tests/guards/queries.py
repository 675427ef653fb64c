"""Lists ask the database as often for thirty rows as for one."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

MANY = 30


def assert_same_queries(url: str, make_one: Callable[[], object], *, client: Client | None = None) -> None:
    """Fail if `url` asks more of the database at 30 rows than at one.

    `make_one` makes one more row of the list. The page is opened once before counting, so that what is read
    once per process (content types, the partnership) is not counted.
    """
    client = client or Client()
    make_one()
    _open(client, url)
    few = _queries(client, url)
    for _ in range(MANY - 1):
        make_one()
    many = _queries(client, url)
    if len(many) > len(few):
        more = [sql for sql in many if many.count(sql) > few.count(sql)]
        listed = "\n".join(dict.fromkeys(more))
        raise AssertionError(
            f"{url}: {len(few)} queries at 1 row, {len(many)} at {MANY}. Repeated:\n{listed}"
        )


def _open(client: Client, url: str) -> None:
    status = client.get(url).status_code
    assert status == 200, f"{url} answers {status}, so its queries can't be counted."


def _queries(client: Client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        _open(client, url)
    return [query["sql"] for query in captured.captured_queries]
