"""The pages of the import: first what would come of it, then the yes, which nobody can forge or keep."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.core.clock import at
from students.models import StudentTask
from students.rules.import_file import read_lines
from tests.cast import Cast
from tests.students.importing import csv_of, row
from tests.students.posting import rounds

NOON = at(date(2026, 10, 5), time(12))


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    rounds()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def team(client: Client, cast: Cast) -> Client:
    client.force_login(cast.team_university)
    return client


def hand_in(client: Client, data: bytes) -> Any:
    file = SimpleUploadedFile("liste.csv", data)
    return client.post(reverse("task_import"), {"file": file, "language": "nb"})


def sealed(response: Any) -> str:
    found = re.search(r'name="sealed" value="([^"]+)"', response.content.decode())
    assert found
    return found.group(1)


def test_handing_in_imports_nothing_until_somebody_says_yes(team: Client) -> None:
    looked = hand_in(team, csv_of(row("1"), row("2", unit="nowhere")))
    assert (looked.status_code, StudentTask.objects.count()) == (200, 0)
    said = team.post(reverse("task_import"), {"sealed": sealed(looked)})
    assert said.status_code == 302
    assert [task.source_key for task in StudentTask.objects.all()] == ["1"]


def test_a_file_that_cannot_be_read_says_so(team: Client) -> None:
    said = hand_in(team, b"PK\x03\x04 is no archive")
    assert said.status_code == 422
    assert StudentTask.objects.count() == 0


def test_the_leaders_word_needs_words(team: Client) -> None:
    looked = hand_in(team, csv_of(row("1")))
    said = team.post(reverse("task_import"), {"sealed": sealed(looked), "confirmed": "on"})
    assert (said.status_code, StudentTask.objects.count()) == (422, 0)


def test_what_was_looked_through_is_the_persons_own(team: Client, cast: Cast) -> None:
    theirs = sealed(hand_in(team, csv_of(row("1"))))
    team.force_login(cast.team_municipality)
    assert team.post(reverse("task_import"), {"sealed": theirs}).status_code == 422
    assert StudentTask.objects.count() == 0


@pytest.mark.parametrize("change", ["late", "forged"])
def test_what_is_old_or_changed_is_not_imported(team: Client, change: str) -> None:
    seal = sealed(hand_in(team, csv_of(row("1"))))
    with time_machine.travel(NOON + timedelta(hours=2 if change == "late" else 0), tick=False):
        said = team.post(reverse("task_import"), {"sealed": seal if change == "late" else f"x{seal}"})
    assert (said.status_code, StudentTask.objects.count()) == (422, 0)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_empty_file_has_the_columns_an_import_reads(team: Client, ending: str) -> None:
    body = team.get(reverse("task_import_empty", args=[ending])).content
    if ending == "csv":
        body += b"1;Hvor?\n"
        assert len(read_lines(body)[0]) == 18
    else:
        assert body.startswith(b"PK")


def test_words_from_the_file_are_escaped(team: Client) -> None:
    assert "<script>alert" not in hand_in(team, csv_of(row("1", title="<script>alert(1)"))).content.decode()


@pytest.mark.parametrize("groups", ["0000012345678", "9" * 3000])
def test_a_number_no_column_can_hold_is_told_of(team: Client, groups: str) -> None:
    looked = hand_in(team, csv_of(row("1")).replace(b"contact", b"groups", 1) + groups.encode())
    assert looked.status_code == 200
    assert len(looked.context["found"].wrong) == 1
