"""What the keeper says of itself to those who wait for it: one small file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from portal.core.launcher.place import Place


@dataclass(frozen=True)
class Status:
    """`state` is starting, ready or failed; `problem` is the sentence for failed; `pids` by server name."""

    state: str
    problem: str = ""
    pids: dict[str, int] = field(default_factory=dict)


def write_status(place: Place, status: Status) -> None:
    fresh = place.status.with_suffix(".fresh")
    fresh.write_text(json.dumps(asdict(status)), encoding="utf-8")
    fresh.replace(place.status)


def read_status(place: Place) -> Status | None:
    """The latest word, or None when nothing has been said."""
    try:
        return Status(**json.loads(place.status.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
