"""Several calendar files as one, for a mail that gathers several."""

from __future__ import annotations

import re
from collections.abc import Iterable

PARTS = re.compile(r"BEGIN:(VTIMEZONE|VEVENT)\r\n.*?END:\1\r\n", re.DOTALL)
#: What is about the one entry of a file, and not about the file.
ABOUT_ONE = re.compile(r"(?m)^(?:NAME|X-WR-CALNAME|URL)[:;].*\r\n(?: .*\r\n)*")
END = "END:VCALENDAR\r\n"


def join_calendars(texts: Iterable[str]) -> str:
    """The head of the first with the parts of all, each part once; empty where there are no files.

    The texts are as `portal.core.calendar` makes them: a value can't hold a line of its own.
    """
    files = [text for text in texts if text]
    if not files:
        return ""
    parts = dict.fromkeys(match.group() for text in files for match in PARTS.finditer(text))
    zones = [part for part in parts if part.startswith("BEGIN:VTIMEZONE")]
    events = [part for part in parts if part.startswith("BEGIN:VEVENT")]
    head = ABOUT_ONE.sub("", PARTS.sub("", files[0]).removesuffix(END))
    return "".join([head, *zones[:1], *events, END])
