"""What was backed up and put back is the same: every row, every number, every file, and the guards."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from portal.core.backup.tables import find_tables
from portal.core.models import OutboxMessage, StoredFile
from portal.core.workflows.backup import back_up
from portal.core.workflows.restore import check, restore
from portal.partnership.models import User
from tests.core.backup.installation import ODD_NAMES, Installation
from tests.core.files import PDF

GUARDS = """
    SELECT c.relname, t.tgname, t.tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal ORDER BY 1, 2
"""


def guards(installation: Installation) -> list[tuple[str, str, str]]:
    with installation.used(), connection.cursor() as cursor:
        cursor.execute(GUARDS)
        found: list[tuple[str, str, str]] = cursor.fetchall()
        return found


def test_every_row_number_and_file_is_the_same(in_use: Installation, made: Path, empty: Installation) -> None:
    with empty.used():
        restore(made)
    assert empty.rows() == in_use.rows()
    assert empty.numbers() == in_use.numbers()
    assert empty.files() == in_use.files()


def test_what_people_handed_in_is_read_as_before(made: Path, empty: Installation) -> None:
    with empty.used():
        restore(made)
        assert StoredFile.objects.get(name="rapport.pdf").file.read() == PDF


def test_the_round_trip_was_about_something(in_use: Installation) -> None:
    """People, their log, dates, mail, cache and uploads with the oddest of names."""
    rows = in_use.rows()
    for table in ("partnership_user", "partnership_userevent", "events_entry", "core_outboxmessage"):
        assert rows[table], table
    assert "core_cache" in rows
    assert set(map(os.fsencode, ODD_NAMES)) < set(in_use.files())
    assert b"\xff\xfe" in in_use.files()


def test_a_backup_of_what_was_restored_is_the_same_backup(made: Path, empty: Installation) -> None:
    again = made.with_name("again.tar")
    with empty.used():
        before = restore(made)
        after = back_up(again)
    assert replace(after, made_at=before.made_at) == before
    again.unlink()


def test_the_guards_stand_as_they_stood(in_use: Installation, made: Path, empty: Installation) -> None:
    table, trigger, _state = guards(empty)[0]
    with empty.used(), connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{trigger}"')
    before = guards(empty)
    assert (table, trigger, "A") in before
    with empty.used():
        restore(made)
    assert guards(empty) == before


def test_life_goes_on_after_it(made: Path, empty: Installation) -> None:
    """New rows get new numbers, a change is logged, and what is append-only still is."""
    with empty.used():
        restore(made)
        newest = max(User.objects.values_list("pk", flat=True))
        assert User.objects.create(email="new@test.example", name="New", password="!").pk > newest
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM partnership_userevent WHERE pgh_obj_id > %s", [newest])
            assert cursor.fetchone() == (1,)
        with (
            pytest.raises(DatabaseError, match="Cannot update or delete"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("DELETE FROM partnership_userevent")


def test_the_portal_may_be_used_meanwhile(made: Path, empty: Installation, tmp_path: Path) -> None:
    """All tables are as they were at one moment, whatever is written while they are copied."""
    with empty.used():
        restore(made)
        tables = find_tables
        written: list[int] = []

        def find_and_write(cursor: object) -> object:
            found = tables(cursor)  # type: ignore[arg-type]
            written.append(another_process_deletes_a_mail(empty))
            return found

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("portal.core.workflows.backup.find_tables", find_and_write)
            manifest = back_up(tmp_path / "meanwhile.tar")
        rows = {table.name: table.rows for table in manifest.tables}
        assert written == [1]
        assert rows["core_outboxmessage"] == 2
        assert OutboxMessage.objects.count() == 1


def another_process_deletes_a_mail(installation: Installation) -> int:
    values = connection.settings_dict
    with psycopg.connect(host=values["HOST"], user=values["USER"], dbname=installation.name) as other:
        statement = "DELETE FROM core_outboxmessage WHERE id = (SELECT min(id) FROM core_outboxmessage)"
        return other.execute(statement).rowcount


def test_only_its_owner_can_read_it(made: Path) -> None:
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_the_commands_do_it_and_say_what_they_did(
    in_use: Installation, empty: Installation, tmp_path: Path
) -> None:
    """As processes of their own, with all that `manage.py` puts round a command."""
    path = tmp_path / "portal.tar"
    said = in_use.run("backup", str(path))
    assert "uploads 8." in said
    assert "personal data" in said
    said = empty.run("restore", str(path))
    assert "uploads 8." in said
    assert "Mails that were waiting then: 2." in said
    assert empty.rows() == in_use.rows()


def test_a_backup_never_takes_the_place_of_a_file(in_use: Installation, tmp_path: Path) -> None:
    path = tmp_path / "portal.tar"
    path.write_text("ours", encoding="utf-8")
    with in_use.used(), pytest.raises(CommandError, match="is there already"):
        call_command("backup", path)
    assert path.read_text(encoding="utf-8") == "ours"
    assert list(tmp_path.iterdir()) == [path]


def test_a_backup_is_not_put_among_what_it_holds(in_use: Installation) -> None:
    with in_use.used(), pytest.raises(CommandError, match="among the uploads"):
        call_command("backup", in_use.uploads / "portal.tar")


def test_a_whole_backup_is_found_whole(made: Path) -> None:
    with made.open("rb") as file:
        assert len(check(file).manifest.files) == 8
