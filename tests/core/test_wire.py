"""A mail over the wire says the same as Django's own, and hostile text stays text."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.mail import get_connection
from hypothesis import given
from hypothesis import strategies as st

from portal.core.mail import compose
from portal.core.models import OutboxMessage
from portal.core.wire import envelope_address, wire_format

SENDER = "Universitetskommunen på Åsen <svar@example.org>"
# What PostgreSQL can keep: all but NUL and lone surrogates.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
one_line = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300)


def row(**values: Any) -> OutboxMessage:
    fields: dict[str, Any] = {
        "address": "reader@example.org",
        "subject": "Frokostmøte på Åsen",
        "text": "Hei på deg\n.\nFrom oss\n",
        "html": "<p>Hei på deg</p>" * 80,
        "calendar": "BEGIN:VCALENDAR\r\nSUMMARY:Møte\r\nEND:VCALENDAR\r\n",
        "language": "nb",
        "message_id": "<one@example.org>",
        "headers": {"List-Unsubscribe": "<https://portal.example.org/avmelding/x/>"},
    }
    return OutboxMessage(**(fields | values))


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def parts(message: EmailMessage) -> list[tuple[str, str | None, str]]:
    """Type, file name and content of each part, with plain line ends."""
    return [
        (part.get_content_type(), part.get_filename(), part.get_content().replace("\r\n", "\n").rstrip("\n"))
        for part in message.walk()
        if not part.is_multipart()
    ]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"html": "", "calendar": ""},
        {"calendar": ""},
        {"html": ""},
        {"subject": "x" * 500},
        {"subject": "å" * 500},
        {"headers": {"X-Long": "word " * 400}},
    ],
)
def test_it_says_the_same_as_djangos_own(values: dict[str, Any], settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = SENDER
    mail = row(**values)
    ours = read(wire_format(mail, SENDER))
    djangos = read(compose(mail, get_connection()).message().as_bytes(linesep="\r\n"))
    assert parts(ours) == parts(djangos)
    for name in ("From", "To", "Subject", "Message-ID", "Auto-Submitted", "Content-Language", *mail.headers):
        assert str(ours[name]).split() == str(djangos[name]).split(), name
    assert ours["Date"].datetime is not None


@given(subject=one_line, text=texts, html=texts, calendar=texts)
def test_whatever_is_written_comes_out_as_it_went_in(
    subject: str, text: str, html: str, calendar: str
) -> None:
    raw = wire_format(row(subject=subject, text=text, html=html, calendar=calendar), SENDER)
    assert raw.isascii()
    lines = raw.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 998
    written = [("text/plain", text), ("text/html", html), ("text/calendar", calendar)]
    expected = [(kind, plain(body)) for kind, body in written if body or kind == "text/plain"]
    decoded = [
        (part.get_content_type(), plain(payload(part)))
        for part in read(raw).walk()
        if not part.is_multipart()
    ]
    assert decoded == expected


@pytest.mark.parametrize("value", ["one\ntwo", "one\r\nBcc: everyone@example.org"])
@pytest.mark.parametrize("place", ["subject", "header", "language"])
def test_a_line_break_can_not_start_a_header(value: str, place: str) -> None:
    hostile = row(headers={"X-Note": value}) if place == "header" else row(**{place: value})
    with pytest.raises(ValueError, match="line break"):
        wire_format(hostile, SENDER)


def test_a_domain_in_norwegian_letters_is_written_as_servers_want_it() -> None:
    assert envelope_address("reader@blåbær.example") == "reader@xn--blbr-roah.example"
    assert envelope_address("reader@example.org") == "reader@example.org"


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def payload(part: EmailMessage) -> str:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()
