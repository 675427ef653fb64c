"""`make run` prepares again what changed, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.core.launcher import fingerprint
from portal.core.launcher.fingerprint import current_fingerprints, steps_to_do, write_stamp


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(fingerprint, "PROJECT", tmp_path)
    for name in (
        "requirements.lock",
        "partnerships/one.toml",
        "partnerships/two.toml",
        "locale/nb/django.po",
        "locale/nb/django.mo",
        "static/portal.css",
        "staticfiles/portal.css",
        "portal/models.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    current = current_fingerprints(tmp_path / "partnerships/one.toml")
    write_stamp(tmp_path / "stamp", current, keeps_database=True)
    return tmp_path


def due(project: Path, partnership: str = "one", *, keeps_database: bool = True) -> list[str]:
    current = current_fingerprints(project / f"partnerships/{partnership}.toml")
    return steps_to_do(project / "stamp", current, keeps_database=keeps_database)


def test_nothing_is_done_when_nothing_changed(project: Path) -> None:
    assert due(project) == []


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("partnerships/one.toml", "database"),
        ("portal/models.py", "database"),
        ("locale/nb/django.po", "catalogues"),
        ("static/portal.css", "static"),
    ],
)
def test_a_changed_file_brings_its_step(project: Path, name: str, step: str) -> None:
    (project / name).write_text("changed", encoding="utf-8")
    assert due(project) == [step]


def test_another_partnership_is_loaded(project: Path) -> None:
    assert due(project, "two") == ["database"]


def test_a_lost_product_is_made_again(project: Path) -> None:
    (project / "locale/nb/django.mo").unlink()
    assert due(project) == ["catalogues"]


def test_a_database_of_the_installation_is_looked_at_each_time(project: Path) -> None:
    assert due(project, keeps_database=False) == ["database"]


def test_what_was_done_in_the_installations_own_database_is_not_taken_for_done_in_the_embedded_one(
    project: Path,
) -> None:
    (project / "portal/models.py").write_text("changed", encoding="utf-8")
    current = current_fingerprints(project / "partnerships/one.toml")
    write_stamp(project / "stamp", current, keeps_database=False)
    assert due(project) == ["database"]


def test_a_run_on_the_installations_own_database_leaves_the_embedded_one_prepared(project: Path) -> None:
    current = current_fingerprints(project / "partnerships/one.toml")
    write_stamp(project / "stamp", current, keeps_database=False)
    assert due(project) == []


def test_a_spoilt_stamp_brings_every_step(project: Path) -> None:
    (project / "stamp").write_text("{", encoding="utf-8")
    assert due(project) == ["catalogues", "static", "database"]
