"""The import ladder holds, and a rung climbed the wrong way is caught."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
PACKAGES = (
    "governance",
    "students",
    "events",
    "projects",
    "portal/home",
    "portal/partnership",
    "portal/core",
)


def lint(folder: Path) -> tuple[int, str]:
    run = subprocess.run(
        [sys.executable, "-c", LINT, "--config", str(ROOT / ".importlinter"), "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout + run.stderr


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The portal's packages, empty but for what a test writes."""
    for package in ("portal", "portal/settings", *PACKAGES):
        (tmp_path / package).mkdir(parents=True, exist_ok=True)
        (tmp_path / package / "__init__.py").write_text("")
    return tmp_path


def test_the_portal_keeps_the_ladder() -> None:
    code, output = lint(ROOT)
    assert code == 0, output


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("portal/core/a.py", "portal.partnership"),
        ("portal/partnership/a.py", "projects"),
        ("students/a.py", "events"),
        ("events/a.py", "students"),
        ("projects/a.py", "governance"),
        ("governance/a.py", "portal.home"),
    ],
)
def test_an_import_from_above_or_beside_is_caught(tree: Path, module: str, imported: str) -> None:
    (tree / module).write_text(f"import {imported}\n")
    code, output = lint(tree)
    assert code == 1
    assert "The ladder" in output
    assert "BROKEN" in output


def test_an_import_up_inside_an_app_is_caught(tree: Path) -> None:
    (tree / "events/rules.py").write_text("import events.views\n")
    (tree / "events/views.py").write_text("")
    code, output = lint(tree)
    assert code == 1
    assert "events.rules is not allowed to import events.views" in output


def test_an_import_from_below_is_fine(tree: Path) -> None:
    (tree / "governance/a.py").write_text("import events, students, projects, portal.core\n")
    code, output = lint(tree)
    assert code == 0, output
