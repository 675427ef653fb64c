"""The bench reads processor time right, counts queries right, and does its sums right."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tests.bench.counting import ANSWER, CountQueries
from tests.bench.cpu import cpu_seconds, process_tree
from tests.bench.failure import BenchError
from tests.bench.findings import Inside, Mailing
from tests.bench.pages import Goal, Page
from tests.bench.rounds import Measured
from tests.bench.table import inside_table, mail_table, page_table

BUSY = """
import subprocess, sys, threading, time

def use(seconds):
    while time.thread_time() < seconds:
        pass

used = float(sys.argv[1])
child = subprocess.Popen([sys.executable, "-c", "input()"]) if len(sys.argv) > 2 else None
worker = threading.Thread(target=use, args=[used])
worker.start()
worker.join()
print(f"{time.process_time()} {child.pid if child else 0}", flush=True)
input()
"""


@pytest.fixture
def busy() -> Iterator[subprocess.Popen[str]]:
    """A process that has used a fifth of a second in a thread, has a child, and waits."""
    command = [sys.executable, "-c", BUSY, "0.2", "child"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process


def said(process: subprocess.Popen[str]) -> tuple[float, int]:
    """What the process says of itself: its processor time, and its child."""
    assert process.stdout is not None
    used, child = process.stdout.readline().split()
    return float(used), int(child)


def test_the_processor_time_of_another_process_is_what_it_says_itself(busy: subprocess.Popen[str]) -> None:
    used, _child = said(busy)
    assert used >= 0.2
    assert cpu_seconds([busy.pid]) == pytest.approx(used, abs=0.05)


def test_waiting_costs_no_processor_time(busy: subprocess.Popen[str]) -> None:
    said(busy)
    before = cpu_seconds([busy.pid])
    # Asking for our own time until some has passed is not sleeping: the machine is busy, the other is not.
    end = time.process_time() + 0.1
    while time.process_time() < end:
        pass
    assert cpu_seconds([busy.pid]) - before < 0.05


def test_a_family_of_processes_is_counted_together(busy: subprocess.Popen[str]) -> None:
    _used, child = said(busy)
    assert set(process_tree(busy.pid)) == {busy.pid, child}
    assert busy.pid in process_tree(os.getpid())
    each = cpu_seconds([busy.pid]), cpu_seconds([child])
    assert cpu_seconds([busy.pid, child]) == pytest.approx(sum(each), abs=0.05)


def test_a_process_that_ended_is_a_sentence_and_not_a_zero(busy: subprocess.Popen[str]) -> None:
    said(busy)
    busy.communicate("\n")
    with pytest.raises(BenchError, match="ended while it was measured"):
        cpu_seconds([busy.pid])


def two_queries(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.execute("SELECT 2")
    return HttpResponse()


@pytest.mark.django_db
def test_queries_are_counted_for_the_request_that_asks() -> None:
    counted = CountQueries(two_queries)
    requests = RequestFactory()
    assert counted(requests.get("/", headers={"X-Bench-Count": "1"})).headers[ANSWER] == "2"
    assert ANSWER not in counted(requests.get("/")).headers


def measured(page: Page, app_ms: float) -> Measured:
    return Measured(
        page=page,
        rounds=5,
        app_ms=app_ms,
        database_ms=0.5,
        p50_ms=4.0,
        p99_ms=9.0,
        queries=3,
        size=20_000,
        zipped=5_000,
    )


YARDSTICKS = [measured(Page("bare", "/h", key="h"), 0.5), measured(Page("search", "/c", key="c"), 5.0)]


def line(one: Measured) -> list[str]:
    """The cells of a page's line in the table."""
    [found] = [row for row in page_table([*YARDSTICKS, one]).splitlines() if row.startswith("mine ")]
    return [cell.strip() for cell in found.split("  ") if cell]


def test_a_page_is_a_multiple_of_each_yardstick() -> None:
    cells = line(measured(Page("mine", "/"), 10.0))
    assert cells == ["mine", "10.00", "20.0", "2.00", "0.50", "4.0", "9.0", "3", "20.0", "5.0"]


def test_what_is_still_missing_is_named() -> None:
    goal = Goal(app=3, of="c", queries=2, p99_ms=10, html_kb=20, gzip_kb=4)
    cells = line(measured(Page("mine", "/", goal=goal), 15.1))
    assert cells[-2:] == ["3 c, 2 queries, p99 10 ms, 20 kB, 4 kB gz", "app, queries, gz kB"]


def test_a_goal_that_is_just_reached_misses_nothing() -> None:
    goal = Goal(app=30, of="h", queries=3, p99_ms=9, html_kb=20, gzip_kb=5)
    assert line(measured(Page("mine", "/", goal=goal), 15.0))[-1] == "nothing"


def test_application_and_database_are_counted_together_where_the_goal_says_so() -> None:
    goal = Goal(app=30, of="h", queries=3, both_ms=15)
    assert line(measured(Page("mine", "/", goal=goal), 14.5))[-1] == "nothing"
    assert line(measured(Page("mine", "/", goal=goal), 14.6))[-1] == "app + db"


def test_mail_is_compared_with_a_bare_loop() -> None:
    mailing = Mailing(
        200, queued_per_second=300, sent_per_second=450, celery_per_second=240, bare_per_second=600
    )
    lines = mail_table(mailing).splitlines()
    assert any("in batches" in line and "450  0.75 of the loop" in line for line in lines)
    assert any("through Celery" in line and "240  0.40 of the loop" in line for line in lines)


def test_drawing_is_compared_with_the_yardstick() -> None:
    assert "200 marks: 10.0 ms app (2.0 x c)" in inside_table(Inside(200, 10.0), c_ms=5.0)
