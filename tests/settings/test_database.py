"""Ordinary processes get the web role; what changes tables gets their owner, where there are two."""

from __future__ import annotations

import pytest

from portal.core.management.owner import act_as_owner, address_name, needs_owner
from portal.settings import database

WEB = "postgresql://web:secret@db.example.org/portal"
OWNER = "postgresql://owner:secret@db.example.org/portal"


@pytest.fixture(autouse=True)
def _addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", WEB)
    monkeypatch.setenv("DATABASE_OWNER_URL", OWNER)
    monkeypatch.setenv("DATABASE_AS", "")


def test_a_process_has_the_web_role_unless_it_acts_as_the_owner() -> None:
    assert (database.chosen()["USER"], address_name()) == ("web", "DATABASE_URL")
    act_as_owner()
    assert (database.chosen()["USER"], address_name()) == ("owner", "DATABASE_OWNER_URL")
    assert database.web_role() == "web"


@pytest.mark.parametrize("owner", ["", " ", WEB])
def test_one_role_does_all_where_there_is_one(monkeypatch: pytest.MonkeyPatch, owner: str) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", owner)
    act_as_owner()
    assert database.chosen()["USER"] == "web"
    assert database.web_role() == ""


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("postgresql://owner@db.example.org/other", "is for another database than DATABASE_URL"),
        ("mysql://owner@db.example.org/portal", "is not a PostgreSQL address"),
    ],
)
def test_an_owners_address_that_can_not_be_right_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, address: str, sentence: str
) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", address)
    with pytest.raises(SystemExit, match=f"^DATABASE_OWNER_URL: {sentence}"):
        database.chosen()


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        (["migrate"], True),
        (["migrate", "core", "zero"], True),
        (["restore", "backup.tar"], True),
        (["createcachetable"], True),
        (["pgtrigger", "install"], True),
        (["load_partnership", "migrate"], False),
        (["check", "--deploy", "--database", "default"], False),
        (["send_reminders"], False),
        ([], False),
    ],
)
def test_commands_that_change_tables_need_the_owner_and_no_others(words: list[str], needs: bool) -> None:
    assert needs_owner(["manage.py", *words]) == needs
