"""What the mail server says of itself, read while it writes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path


class Journal:
    """`taken`: how often each Message-ID was accepted. `unheard`: those whose verdict was never given.

    `kills`: how often it waited for the worker to be killed. `refused`: how often each code was given.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read_to = 0
        self.taken: Counter[str] = Counter()
        self.unheard: set[str] = set()
        self.refused: Counter[str] = Counter()
        self.kills = 0

    def read(self) -> None:
        """Take in the whole lines that are new."""
        with self.path.open("rb") as lines:
            lines.seek(self.read_to)
            new = lines.read()
        whole = new[: new.rfind(b"\n") + 1]
        self.read_to += len(whole)
        for line in whole.decode().splitlines():
            event, *words = line.split()
            if event == "taken":
                self.taken[words[0]] += 1
            elif event == "unheard":
                self.unheard.add(words[0])
            elif event == "kill":
                self.kills += 1
            else:
                self.refused[" ".join(words[:2])] += 1
