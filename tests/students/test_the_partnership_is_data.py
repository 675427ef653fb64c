"""The app knows no partnership: names of places, universities and boards come from the partnership's file."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

NAMES = re.compile(r"gjøvik|gjovik|\bntnu\b|innlandet|\bBridge\b", re.IGNORECASE)
"""`listing_url` is a column and no word anybody reads."""


def test_no_name_of_a_partnership_stands_in_code_or_templates() -> None:
    root = Path(settings.BASE_DIR)
    files = [
        *(root / "students").rglob("*.py"),
        *(root / "templates" / "students").rglob("*"),
        *(root / "static" / "js").glob("copy*.js"),
    ]
    assert len(files) > 100
    found = [f"{file.name}: {match[0]}" for file in files for match in NAMES.finditer(file.read_text())]
    assert found == []
