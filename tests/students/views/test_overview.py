"""The overview's page and files."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook  # type: ignore[import-untyped]

from portal.core.text import Text
from students.rules.enums import TaskState
from tests.cast import Cast
from tests.students.factories import TaskFactory


@pytest.fixture
def team(client: Client, cast: Cast) -> Client:
    client.force_login(cast.team_university)
    return client


def test_the_page_has_the_picture_and_its_table(team: Client) -> None:
    TaskFactory.create()
    page = team.get(reverse("task_overview")).content.decode()
    assert '<desc id="steps-0-desc">' in page
    assert "</table>" in page


def test_the_page_stands_without_any_task(team: Client) -> None:
    assert team.get(reverse("task_overview")).status_code == 200


def test_cells_that_look_like_formulas_are_text(team: Client) -> None:
    TaskFactory.create(title=Text(nb="=1+1"), state=TaskState.SUBMITTED)
    text = team.get(reverse("task_overview_file", args=["csv"])).content.decode("utf-8-sig")
    assert list(csv.reader(StringIO(text), delimiter=";"))[1][0] == "'=1+1"
    book = load_workbook(BytesIO(team.get(reverse("task_overview_file", args=["xlsx"])).content))
    cell = book.worksheets[1]["A2"]
    assert (cell.value, cell.data_type) == ("'=1+1", "s")


def test_the_workbook_has_the_numbers_of_each_semester_and_unit(team: Client) -> None:
    task = TaskFactory.create()
    book = load_workbook(BytesIO(team.get(reverse("task_overview_file", args=["xlsx"])).content))
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert rows == [(str(task.in_semester), str(task.unit), 1, 1, 0, 0, 0)]


def test_there_are_no_other_files(team: Client) -> None:
    assert team.get(reverse("task_overview_file", args=["exe"])).status_code == 404


def test_only_the_team_is_led_to_the_quality_check(client: Client, cast: Cast) -> None:
    for reader, led in ((cast.team_university, True), (cast.administrator, False)):
        client.force_login(reader)
        page = client.get("/studentoppgaver/oversikt/").content.decode()
        assert ('href="/studentoppgaver/kontroll/"' in page) is led
