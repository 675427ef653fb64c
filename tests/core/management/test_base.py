"""A database that can't be used gets one sentence: which, why, what to do, and no password."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import OperationalError, connection

from portal.core.management.base import explain

RUN = "import sys; from portal.core.management.base import run; run(sys.argv)"


@pytest.mark.parametrize(
    ("message", "cause"),
    [
        ('connection failed: FATAL:  password authentication failed for user "x"', "refuses the user name"),
        ('connection failed: FATAL:  database "gone" does not exist', "has no database"),
        ('connection failed: FATAL:  role "x" does not exist', "doesn't know the user"),
        ("connection failed: FATAL:  sorry, too many clients already", "takes no more connections"),
        ("connection failed: FATAL:  the database system is starting up", "is starting or stopping"),
        ("connection failed: Connection refused", "doesn't answer"),
        ("failed to resolve host 'db': Name or service not known", "doesn't answer"),
        ("terminating connection due to administrator command", "doesn't answer"),
    ],
)
def test_each_cause_has_its_sentence(message: str, cause: str) -> None:
    sentence = explain(OperationalError(message))
    assert sentence is not None
    assert sentence.startswith("The database at ")
    assert cause in sentence
    assert "DATABASE_URL" in sentence


def test_an_error_that_is_not_about_reaching_it_stays_an_error() -> None:
    assert explain(OperationalError("deadlock detected")) is None


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("postgresql://me:hunter2@127.0.0.1:1/portal", "The database at 127.0.0.1 doesn't answer."),
        ("{here}/no_such_database", "has no database “no_such_database”."),
    ],
)
def test_a_command_ends_with_that_sentence_alone(address: str, sentence: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", RUN, "migrate", "--check"],
        env=os.environ | {"DATABASE_URL": address.format(here=server_address())},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 1
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "hunter2" not in ended.stderr + ended.stdout


def server_address() -> str:
    parts = urlsplit(os.environ["DATABASE_URL"])
    assert connection.vendor == "postgresql"
    return f"{parts.scheme}://{parts.netloc}"
