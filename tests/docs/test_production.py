"""The page on production says what is so: units, commands, modules, files and settings it names exist."""

from __future__ import annotations

import ast
import configparser
import importlib.util
import re
import shlex
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
DOCS = ROOT / "docs"
PAGE = (DOCS / "production.md").read_text(encoding="utf-8")
UNITS = sorted((DOCS / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if line and not line.startswith("#")
]
HARDENED = {
    "NoNewPrivileges": "true",
    "ProtectSystem": "strict",
    "ProtectHome": "true",
    "PrivateTmp": "true",
    "PrivateDevices": "true",
    "User": "portal",
}
#: Settings of the machine and not of the portal.
OTHERS = {"PYTHONUTF8", "PYTHONUNBUFFERED", "PROMETHEUS_MULTIPROC_DIR"}


def read_unit(path: Path) -> configparser.ConfigParser:
    # A key may stand several times in a unit; the last one is enough here.
    unit = configparser.ConfigParser(
        interpolation=None, strict=False, delimiters=("=",), comment_prefixes=("#",)
    )
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(path.read_text(encoding="utf-8"))
    return unit


def environment_names(path: Path) -> set[str]:
    """Names the unit sets or, in an `ini` block of the page, tells the reader to set."""
    return set(re.findall(r"(?:^Environment=|\s)([A-Z][A-Z0-9_]+)=", path.read_text(encoding="utf-8")))


def known_settings() -> set[str]:
    """Every word in capitals that the settings and what they stand on could ask the environment for."""
    files = [*(ROOT / "portal/settings").glob("*.py"), *(ROOT / "portal/core/launcher").glob("*.py")]
    return {
        node.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def is_known(name: str, known: set[str]) -> bool:
    """Providers' settings have the key of the provider in the middle."""
    provider = re.fullmatch(r"OIDC_[A-Z]+_([A-Z_]+)", name)
    return name in known or bool(provider and provider[1] in known | {f"_{provider[1]}"})


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_can_be_read_and_is_named_on_the_page(unit: Path) -> None:
    assert read_unit(unit).has_section("Unit")
    assert unit.stem.removesuffix("-backup") in PAGE


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_gains_no_rights_and_is_not_root(unit: Path) -> None:
    service = read_unit(unit)["Service"]
    assert {key: service[key] for key in HARDENED} == HARDENED
    assert service["EnvironmentFile"] == "/srv/portal/.env"


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_what_a_service_starts_exists(unit: Path) -> None:
    command = shlex.split(read_unit(unit)["Service"]["ExecStart"])
    if command[0] == "/bin/sh":
        command = shlex.split(command[2].removeprefix("exec "))
    assert command[0] == "/srv/portal/.venv/bin/python"
    if command[1] == "-m":
        assert importlib.util.find_spec(command[2])
        module = next(word for word in command if word.startswith("portal."))
        assert importlib.util.find_spec(module.partition(":")[0])
    else:
        assert command[1:3] == ["manage.py", "backup"]


def test_each_command_of_the_portal_on_the_page_exists() -> None:
    named = {found[1] for line in COMMANDS if (found := re.search(r"manage\.py (\w+)", line))}
    assert {"migrate", "load_partnership", "backup", "restore", "invite"} <= named
    assert named <= set(get_commands())


def test_each_file_the_page_names_is_there() -> None:
    named = {
        word
        for line in COMMANDS
        for word in line.split()
        if word.startswith(("docs/", "partnerships/", "requirements"))
    }
    assert len(named) >= 4
    missing = [name for name in named if not list(ROOT.glob(name))]
    assert missing == []


@pytest.mark.parametrize("source", [DOCS / "production.md", *UNITS], ids=lambda source: source.name)
def test_each_setting_it_names_is_one_the_portal_asks_for(source: Path) -> None:
    known = known_settings() | OTHERS
    blocks = re.findall(r"```ini\n(.*?)```", PAGE, re.DOTALL)
    names = (
        set(re.findall(r"^([A-Z_]+)=", "\n".join(blocks), re.MULTILINE)) if source.suffix == ".md" else set()
    )
    names |= environment_names(source) if source.suffix != ".md" else set()
    assert names or source.suffix != ".md"
    assert [name for name in sorted(names) if not is_known(name, known)] == []


def test_what_production_must_have_is_among_them() -> None:
    """Those without a default stop the start; the page gives all of them."""
    for name in ("BASE_URL", "SECRET_KEY", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "EMAIL_URL"):
        assert f"\n{name}=" in PAGE


def test_the_page_names_no_machine_but_examples() -> None:
    hosts = set(re.findall(r"https?://([\w.-]+)", PAGE))
    assert hosts <= {"portal.example.org", "login.microsoftonline.com", "127.0.0.1"}
    assert not re.search(r"pypi|/work|/root", PAGE)
