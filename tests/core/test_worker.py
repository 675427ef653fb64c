"""The whole way, with nothing stood in for: row → beat → Redis → worker → SMTP."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client

from portal.celery import app
from portal.core.models import Heartbeat, OutboxMessage
from portal.core.models.heartbeat import WORKER
from portal.core.models.outbox import OutboxState
from portal.core.queries import outbox as outbox_queries
from portal.core.queries import readiness
from portal.core.workflows import outbox
from portal.core.workflows.outbox import enqueue
from tests.core.outbox_mail import mail
from tests.core.smtp_sink import SmtpSink

PROJECT = Path(__file__).parents[2]
PATIENCE = 30  # seconds: what a slow machine may take; a quick one takes three
CELERY = [sys.executable, "-m", "celery", "--quiet", "--app", "portal.celery"]


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_sent_when_it_is_hurried_along_and_when_beat_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived: queue.Queue[None] = queue.Queue()
    with SmtpSink() as sink:
        sink.on_data = lambda: arrived.put(None)
        environment = environment_for(sink)
        beat = [*CELERY, "beat", "--schedule", str(tmp_path / "schedule"), "--pidfile="]
        with running([*CELERY, "worker", "--concurrency", "1"], environment):
            enqueue(mail(1))
            arrived.get(timeout=PATIENCE)
            monkeypatch.setattr(outbox, "hurry_along", lambda: None)
            enqueue(mail(2))
            with running(beat, environment):
                arrived.get(timeout=PATIENCE)
                wait_for_heartbeat()
    assert sink.recipients == {"reader1@example.org": 1, "reader2@example.org": 1}
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {OutboxState.SENT}


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_there_and_consumes_nothing_turns_readyz_red(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    """With a quicker beat and shorter limits. A list of processes would see nothing wrong."""
    monkeypatch.setattr(readiness, "SILENT_AFTER", timedelta(seconds=4))
    monkeypatch.setattr(outbox_queries, "LATE_AFTER", timedelta(seconds=4))
    quick = [sys.executable, "-m", "celery", "--quiet", "--app", "tests.faults.app"]
    beat = [*quick, "beat", "--schedule", str(tmp_path / "schedule"), "--pidfile="]
    with (
        SmtpSink() as sink,
        running([*quick, "worker", "--concurrency", "1"], environment_for(sink)) as worker,
        running(beat, environment_for(sink)),
    ):
        wait_for_red(client, set())
        os.killpg(worker.pid, signal.SIGSTOP)
        enqueue(mail(1))
        wait_for_red(client, {"worker", "outbox"})
        assert worker.poll() is None
        os.killpg(worker.pid, signal.SIGCONT)
        wait_for_red(client, set())
    assert sink.recipients == {"reader1@example.org": 1}


def test_every_task_of_the_schedule_exists_and_is_void_before_its_next_turn() -> None:
    app.loader.import_default_modules()
    for name, line in app.conf.beat_schedule.items():
        assert line["task"] in app.tasks, name
        assert 0 < line["options"]["expires"] < line["schedule"], name


def wait_for_red(client: Client, parts: set[str]) -> None:
    """Wait until `/readyz` finds something wrong with just these parts."""
    deadline = time.monotonic() + PATIENCE
    red: set[str] | None = None
    while red != parts:
        assert time.monotonic() < deadline, f"/readyz finds something wrong with {red}, not with {parts}."
        time.sleep(0.1)
        response = client.get("/readyz")
        red = {name for name, problems in response.json()["parts"].items() if problems}
        assert response.status_code == (503 if red else 200)


def wait_for_heartbeat() -> None:
    deadline = time.monotonic() + PATIENCE
    while not Heartbeat.objects.filter(name=WORKER).exists():
        assert time.monotonic() < deadline, "The worker never took up beat's heartbeat task."
        time.sleep(0.1)


def environment_for(sink: SmtpSink) -> dict[str, str]:
    """The test's own database and mail server, told as an installation is told."""
    database = connection.settings_dict
    user = quote(database["USER"], safe="") + (
        f":{quote(database['PASSWORD'], safe='')}" if database["PASSWORD"] else ""
    )
    host = quote(database["HOST"], safe="") + (f":{database['PORT']}" if database["PORT"] else "")
    return os.environ | {
        "DATABASE_URL": f"postgresql://{user}@{host}/{database['NAME']}",
        "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
    }


@contextmanager
def running(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, start_new_session=True)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGCONT)
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)
