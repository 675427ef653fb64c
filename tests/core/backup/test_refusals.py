"""What is not whole, not ours or not for here is refused in a sentence, and nothing is changed."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from portal.core.backup.failure import BackupError
from portal.core.workflows.backup import back_up
from portal.core.workflows.restore import check, restore
from tests.core.backup.installation import Installation

Parts = dict[str, bytes]
Change = Callable[[Parts], object]


def read_parts(path: Path) -> Parts:
    with tarfile.open(path) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]


def write_parts(path: Path, parts: Parts) -> Path:
    """The parts as a backup has them, with a right sum of whatever manifest there is."""
    if "manifest.json" in parts and "manifest.sha256" in parts:
        parts["manifest.sha256"] = hashlib.sha256(parts["manifest.json"]).hexdigest().encode()
    with path.open("wb") as file:
        for name, content in parts.items():
            header = tarfile.TarInfo(name)
            header.size = len(content)
            file.write(header.tobuf(tarfile.GNU_FORMAT) + content + bytes(-len(content) % 512))
        file.write(bytes(1024))
    return path


def in_manifest(change: Callable[[dict[str, Any]], object]) -> Change:
    def changed(parts: Parts) -> None:
        manifest = json.loads(parts["manifest.json"])
        change(manifest)
        parts["manifest.json"] = json.dumps(manifest).encode()

    return changed


def with_first_upload(**values: object) -> Change:
    return in_manifest(lambda manifest: manifest["files"][0].update(values))


def sum_of(key: str) -> Change:
    """A table whose rows are changed, with a sum that fits."""

    def changed(parts: Parts) -> None:
        manifest = json.loads(parts["manifest.json"])
        number = next(n for n, table in enumerate(manifest["tables"]) if table["name"] == key)
        content = parts[f"tables/{number:06}"].replace(b"\t", b" ", 1)
        parts[f"tables/{number:06}"] = content
        manifest["tables"][number]["sha256"] = hashlib.sha256(content).hexdigest()
        parts["manifest.json"] = json.dumps(manifest).encode()

    return changed


def one_more_upload(parts: Parts) -> None:
    parts["uploads/000099"] = b""
    for name in ("manifest.json", "manifest.sha256"):
        parts[name] = parts.pop(name)


CHANGES: dict[str, tuple[Change, str]] = {
    "rows changed": (lambda p: p.update({"tables/000010": p["tables/000010"] + b"x"}), "changed or damaged"),
    "upload changed": (lambda p: p.update({"uploads/000001": b"other"}), "changed or damaged"),
    "rows that PostgreSQL refuses": (sum_of("partnership_user"), "partnership_user are not taken"),
    "fewer rows than said": (
        in_manifest(lambda m: m["tables"][-1].update(rows=9999)),
        "the backup says 9999",
    ),
    "part missing": (lambda p: p.pop("uploads/000000"), "other things than it says"),
    "part too many": (one_more_upload, "other things than it says"),
    "no manifest": (lambda p: p.pop("manifest.json"), "no description"),
    "manifest is nonsense": (
        lambda p: p.update({"manifest.json": b"{nonsense"}),
        "description can't be read",
    ),
    "manifest is a list": (lambda p: p.update({"manifest.json": b"[]"}), "description can't be read"),
    "manifest is deep": (lambda p: p.update({"manifest.json": b"[" * 99999}), "description can't be read"),
    "format of the future": (in_manifest(lambda m: m.update(format=2)), "format of another version"),
    "path leads out": (with_first_upload(path="../../escaped"), "outside the uploads"),
    "path is absolute": (with_first_upload(path="/tmp/escaped"), "outside the uploads"),
    "path leads round": (with_first_upload(path="a/./../../escaped"), "outside the uploads"),
    "path with a zero": (with_first_upload(path="a\0b"), "outside the uploads"),
    "path is empty": (with_first_upload(path=""), "outside the uploads"),
    "upload twice": (
        in_manifest(lambda m: m["files"][0].update(path=m["files"][1]["path"])),
        "same upload twice",
    ),
    "upload under a file": (with_first_upload(path="tom/under"), "File exists|Not a directory"),
    "name too long": (with_first_upload(path="x" * 300), "too long"),
    "another table": (in_manifest(lambda m: m["tables"][0].update(name='x"; DROP')), "another form"),
    "another column": (in_manifest(lambda m: m["tables"][0].update(columns=["a"])), "another form"),
    "another sequence": (in_manifest(lambda m: m["sequences"].update(x=1)), "another form"),
}


@pytest.mark.parametrize(("change", "sentence"), CHANGES.values(), ids=CHANGES.keys())
def test_a_backup_that_was_changed_changes_nothing(
    change: Change, sentence: str, made: Path, migrated: Installation, tmp_path: Path
) -> None:
    parts = read_parts(made)
    change(parts)
    refused(write_parts(tmp_path / "changed.tar", parts), migrated, sentence, tmp_path)


def refused(path: Path, installation: Installation, sentence: str, tmp_path: Path) -> None:
    """The sentence is told, and neither rows, numbers, files nor anything outside is touched."""
    here = Installation(installation.name, tmp_path / "uploads")
    before, numbers = here.rows(), here.numbers()
    with here.used(), pytest.raises(BackupError, match=sentence):
        restore(path)
    assert (here.rows(), here.numbers(), here.files()) == (before, numbers, {})
    assert not list(tmp_path.parent.rglob("escaped*"))
    assert not list(here.uploads.glob("*"))


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9, 0.9999], ids=str)
def test_a_backup_that_is_cut_short_changes_nothing(
    part: float, made: Path, migrated: Installation, tmp_path: Path
) -> None:
    content = made.read_bytes()
    path = tmp_path / "short.tar"
    path.write_bytes(content[: int(len(content) * part)])
    refused(path, migrated, "cut short|stops before|no description|not a backup", tmp_path)


@pytest.mark.parametrize("byte", range(40, 1000, 97))
def test_not_one_byte_may_differ(byte: int, made: Path, migrated: Installation, tmp_path: Path) -> None:
    """Each of some bytes spread over the whole file, headers included."""
    content = bytearray(made.read_bytes())
    place = len(content) * byte // 1000
    content[place] ^= 0x10
    path = tmp_path / "byte.tar"
    path.write_bytes(content)
    with path.open("rb") as file, pytest.raises(BackupError):
        check(file)


def link(kind: bytes) -> tarfile.TarInfo:
    header = tarfile.TarInfo("uploads/000000")
    header.type, header.linkname = kind, "/etc/passwd"
    return header


def sized(size: int, name: str = "uploads/000000") -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.size = size
    return header


HOSTILE = {
    "symbolic link": (link(tarfile.SYMTYPE), "no backup of the portal does"),
    "hard link": (link(tarfile.LNKTYPE), "no backup of the portal does"),
    "device": (link(tarfile.CHRTYPE), "no backup of the portal does"),
    "long name": (link(tarfile.GNUTYPE_LONGNAME), "no backup of the portal does"),
    "pax header": (link(tarfile.XHDTYPE), "no backup of the portal does"),
    "name that leads out": (sized(0, "../escaped"), "no backup of the portal does"),
    "absolute name": (sized(0, "/etc/escaped"), "no backup of the portal does"),
    "enormous": (sized(2**60), "cut short"),
    "of negative size": (sized(-512), "no backup of the portal does"),
}


@pytest.mark.parametrize(("header", "sentence"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_archive_is_refused(
    header: tarfile.TarInfo, sentence: str, migrated: Installation, tmp_path: Path
) -> None:
    path = tmp_path / "hostile.tar"
    path.write_bytes(header.tobuf(tarfile.GNU_FORMAT) + bytes(2048))
    refused(path, migrated, sentence, tmp_path)


def test_what_is_no_backup_is_called_so(migrated: Installation, tmp_path: Path) -> None:
    path = tmp_path / "other"
    path.write_bytes(b"PGDMP" * 1000)
    refused(path, migrated, "not a backup of the portal", tmp_path)
    with tarfile.open(path, "w") as tar:
        tar.addfile(sized(3, "letter.txt"), io.BytesIO(b"abc"))
    refused(path, migrated, "letter.txt", tmp_path)
    refused(Path("/dev/zero"), migrated, "a device", tmp_path)
    refused(tmp_path / "none.tar", migrated, "No such file", tmp_path)


def test_an_installation_with_content_is_left_alone(made: Path, in_use: Installation, tmp_path: Path) -> None:
    before = in_use.rows()
    elsewhere = Installation(in_use.name, tmp_path / "uploads")
    with elsewhere.used(), pytest.raises(BackupError, match="not empty: there is content in"):
        restore(made)
    assert in_use.rows() == before
    assert elsewhere.files() == {}


def test_uploads_that_are_there_are_left_alone(made: Path, empty: Installation) -> None:
    empty.uploads.mkdir()
    (empty.uploads / "ours").write_text("x", encoding="utf-8")
    with empty.used(), pytest.raises(BackupError, match="There are files in"):
        restore(made)
    assert list(empty.files()) == [b"ours"]


def test_only_the_owner_of_the_tables_restores(made: Path, empty: Installation) -> None:
    role = f"{empty.name}_web"
    with empty.used(), connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role}")
        cursor.execute(f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"SET ROLE {role}")
        with pytest.raises(BackupError, match="DATABASE_OWNER_URL"):
            restore(made)
        cursor.execute("RESET ROLE")
        cursor.execute(f"DROP OWNED BY {role}")
        cursor.execute(f"DROP ROLE {role}")


def test_a_table_that_can_not_be_read_is_named(empty: Installation, tmp_path: Path) -> None:
    role = f"{empty.name}_poor"
    with empty.used(), connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role}")
        cursor.execute(f"GRANT SELECT ON django_migrations TO {role}")
        cursor.execute(f"SET ROLE {role}")
        with pytest.raises(BackupError, match=r"can't be read \(permission denied"):
            back_up(tmp_path / "poor.tar")
        cursor.execute("RESET ROLE")
        cursor.execute(f"DROP OWNED BY {role}")
        cursor.execute(f"DROP ROLE {role}")
    assert not list(tmp_path.glob("*poor*"))


def test_a_link_among_the_uploads_is_told(empty: Installation, tmp_path: Path) -> None:
    empty.uploads.mkdir()
    (empty.uploads / "link").symlink_to("/etc/passwd")
    with empty.used(), pytest.raises(BackupError, match="neither a file nor a folder"):
        back_up(tmp_path / "b.tar")
    assert not list(tmp_path.glob("*b.tar*"))
