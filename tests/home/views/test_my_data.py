"""Everybody corrects their own name and language, and takes along everything that is kept about them."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from portal.core.personal_data import by_purpose
from portal.partnership.models import User
from tests.cast import Cast

PAGE = "/min-side/data/"


@pytest.fixture
def student(cast: Cast, client: Client) -> User:
    client.force_login(cast.student)
    return cast.student


def receipts(client: Client, **answers: str) -> str:
    response = client.post(PAGE, answers, follow=True)
    assert response.redirect_chain
    return " ".join(str(message) for message in response.context["messages"])


def test_a_name_is_corrected_and_the_receipt_says_what_changed(student: User, client: Client) -> None:
    said = receipts(client, name="  Kari   Åsen ", language=student.language)
    student.refresh_from_db()
    assert student.name == "Kari Åsen"
    assert "Kari Åsen" in said
    assert "bokmål" not in said


def test_a_language_is_corrected(student: User, client: Client) -> None:
    said = receipts(client, name=student.name, language="nn")
    student.refresh_from_db()
    assert student.language == "nn"
    assert "nynorsk" in said


@pytest.mark.parametrize("name", ["", "   ", "123", "x" * 121, "\u202e\x07"])
def test_what_is_no_name_is_refused_beside_the_field_and_changes_nothing(
    name: str, student: User, client: Client
) -> None:
    before = student.name
    response = client.post(PAGE, {"name": name, "language": "nb"})
    assert response.status_code == 422
    assert "name" in response.context["form"].errors
    student.refresh_from_db()
    assert student.name == before


def test_the_page_says_all_that_is_kept_and_for_how_long(student: User, client: Client) -> None:
    shown = client.get(PAGE).content.decode()
    for _purpose, lines in by_purpose():
        for line in lines:
            assert str(line.retention).replace("'", "&#x27;") in shown


def test_the_export_is_a_file_that_no_cache_keeps(student: User, client: Client) -> None:
    answer = client.get(f"{PAGE}eksport.json")
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="')
    assert "no-store" in answer.headers["Cache-Control"]
    assert json.loads(answer.content)["you"]["account"]["email"] == student.email


def test_the_export_is_ones_own(cast: Cast, student: User, client: Client) -> None:
    text = client.get(f"{PAGE}eksport.json").content.decode()
    others = [person for person in cast.by_name().values() if person != student]
    assert not [person.email for person in others if person.email in text]
