"""Reads `.env` into the environment. Plain Python: it runs before Django does."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]


def read_dotenv(path: Path = PROJECT / ".env") -> None:
    """Take `NAME=value` lines from `.env`; what the environment already says stands.

    Ends the process with a line that names the file and the line number when one can't be read.
    """
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals or not name.strip().isidentifier():
            raise SystemExit(f"{path.name}, line {number}: expected NAME=value, found “{text[:40]}”.")
        os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def is_set(name: str) -> bool:
    return bool(os.environ.get(name, "").strip())
