"""The texts of `search_corpus.toml` as threads, and what is asked of them."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from portal.core.models import Thread
from portal.core.text import Text
from portal.core.workflows.words import note_words

SAID = tomllib.loads((Path(__file__).parent / "search_corpus.toml").read_text(encoding="utf-8"))
QUERIES: dict[str, str] = SAID["queries"]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def write_corpus() -> None:
    """A thread for each text, and their words in the vocabulary."""
    Thread.objects.bulk_create(
        _thread(key, said, number) for number, (key, said) in enumerate(SAID["texts"].items())
    )
    note_words(LONG_AGO)


def _thread(key: str, said: dict[str, Any], number: int) -> Thread:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)
    return Thread(
        kind="need" if number % 2 else "task",
        key=key,
        title=_text(said.get("title", "")),
        lead=_text(said.get("lead", "")),
        words=said["words"],
        language=said.get("language", "nb"),
        address=f"/{key}/",
        audience="public",
        published_at=at,
        changed_at=at,
        facets=[f"tema:{number % 3}"],
    )


def _text(said: str | dict[str, str]) -> Text:
    return Text(nb=said) if isinstance(said, str) else Text.of(said)
