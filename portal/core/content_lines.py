"""The lines an iCalendar file is made of (RFC 5545, 3.1 and 3.3): escaped, folded, safe from what they carry.

Written here and not by a library: a whole wheel is two hundred entries, and `icalendar` takes 50 ms for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

WIDEST = 75
"""Octets of one line, its end not counted."""
#: What may not stand in a line of its own making; line feeds are kept where a text may have them.
CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
CONTROL_BUT_LINE_FEED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\x85\u2028\u2029]+")


def join_lines(lines: Iterable[str]) -> bytes:
    """The lines as they are sent: folded, each ended by CRLF, in UTF-8."""
    fitting = [line if len(line) <= WIDEST and line.isascii() else fold(line) for line in lines]
    return ("\r\n".join(fitting) + "\r\n").encode("utf-8", "replace")


def fold(line: str) -> str:
    """The line, broken where it is wider than 75 octets; never inside a character."""
    raw = line.encode("utf-8", "replace")
    if len(raw) <= WIDEST:
        return line
    pieces, start, room = [], 0, WIDEST
    while len(raw) - start > room:
        end = start + room
        while raw[end] & 0b1100_0000 == 0b1000_0000:
            end -= 1
        pieces.append(raw[start:end])
        # The space that marks what goes on takes one octet.
        start, room = end, WIDEST - 1
    pieces.append(raw[start:])
    return b"\r\n ".join(pieces).decode()


def one_line(text: str) -> str:
    """The text without what could end a line, and without spaces around it."""
    return (text if text.isprintable() else CONTROL.sub(" ", text)).strip()


def many_lines(text: str) -> str:
    """The text with its line feeds and without other control characters or spaces around it."""
    if text.isprintable():
        return text.strip()
    return CONTROL_BUT_LINE_FEED.sub(" ", text.replace("\r\n", "\n")).strip()


def escape(text: str) -> str:
    """A value of type TEXT. What `many_lines` or `one_line` takes away must be gone already."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def uri(text: str) -> str:
    """An address, or nothing: unlike texts, addresses are not escaped in a calendar."""
    if not text.startswith(("https://", "http://")) or not text.isprintable() or " " in text:
        return ""
    return text


def host_of(url: str) -> str:
    """The host of an address; empty where there is none to be read."""
    try:
        return one_line(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def day(value: date) -> str:
    return value.isoformat().replace("-", "")


def local_time(moment: datetime) -> str:
    """The wall time of a moment, to the second, without its zone."""
    return moment.isoformat(timespec="seconds")[:19].replace("-", "").replace(":", "")


def utc_time(moment: datetime) -> str:
    return local_time(moment.astimezone(UTC)) + "Z"
