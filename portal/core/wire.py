"""A mail of the outbox as it goes over the wire.

Django's classes make the same mail in several times the time, and the outbox goes no faster than this.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable
from email.header import Header
from email.utils import formatdate
from functools import lru_cache

from django.core.mail.message import sanitize_address

from portal.core.models.outbox import OutboxMessage

# “=_” never comes in quoted-printable text, so that no body can hold its own boundary.
OUTER, INNER = "=_whole", "=_wordings"
LINE_END = re.compile(r"\r\n|\r|\n")
LONGEST_LINE = 900  # bytes; a header line may have 998


def envelope_address(address: str) -> str:
    """The address as the mail server takes it: ASCII. Raises ValueError when it can't be."""
    return address if address.isascii() else str(sanitize_address(address, "utf-8"))


def wire_format(row: OutboxMessage, sender: str) -> bytes:
    """The whole mail, with the Message-ID it was given when it was queued.

    Raises ValueError when something in it can't be put in a header.
    """
    headers = [
        ("Subject", row.subject),
        ("Date", formatdate()),
        ("Message-ID", row.message_id),
        ("Auto-Submitted", "auto-generated"),
        ("Content-Language", row.language),
        *row.headers.items(),
    ]
    lines = [
        _header("From", _sender(sender)),
        _header("To", envelope_address(row.address)),
        *(_header(name, str(value)) for name, value in headers),
        "MIME-Version: 1.0",
    ]
    return "\r\n".join([*lines, *_body(row), ""]).encode("ascii")


def _body(row: OutboxMessage) -> list[str]:
    content = _text("plain", row.text)
    if row.html:
        content = _together("alternative", INNER, [content, _text("html", row.html)])
    if row.calendar:
        file = _text("calendar", row.calendar, 'Content-Disposition: attachment; filename="calendar.ics"')
        content = _together("mixed", OUTER, [content, file])
    return content


def _text(subtype: str, text: str, *more: str) -> list[str]:
    quoted = binascii.b2a_qp(LINE_END.sub("\n", text).encode()).decode("ascii")
    return [
        f'Content-Type: text/{subtype}; charset="utf-8"',
        "Content-Transfer-Encoding: quoted-printable",
        *more,
        "",
        quoted.replace("\n", "\r\n"),
    ]


def _together(subtype: str, boundary: str, parts: Iterable[list[str]]) -> list[str]:
    lines = [f'Content-Type: multipart/{subtype}; boundary="{boundary}"', ""]
    for part in parts:
        lines += [f"--{boundary}", *part]
    return [*lines, f"--{boundary}--"]


def _header(name: str, value: str) -> str:
    if "\n" in value or "\r" in value:
        raise ValueError(f"The header {name} has a line break in it.")
    if value.isascii() and len(value) < LONGEST_LINE:
        return f"{name}: {value}"
    return f"{name}: " + Header(value, "utf-8", header_name=name).encode(linesep="\r\n")


@lru_cache(maxsize=8)
def _sender(sender: str) -> str:
    return str(sanitize_address(sender, "utf-8"))
