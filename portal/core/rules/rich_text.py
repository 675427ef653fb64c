"""What people write with headings, lists and links: kept as a small, safe part of HTML."""

from __future__ import annotations

import re
from html import escape, unescape

import nh3

from portal.core.rules.html_text import text_of
from portal.core.rules.tidy_html import tidy

TAGS = {"p", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br"}
SCHEMES = {"http", "https", "mailto"}
LONGEST = 60_000
"""Characters that are looked at; what is longer isn't read at all."""

_RENAMED = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}
_OLD_NAME = re.compile(rf"<(/?)({'|'.join(_RENAMED)})(?=[\s>/])", re.IGNORECASE)
_MARKED_UP = re.compile(rf"</?(?:{'|'.join(TAGS | set(_RENAMED))})(?=[\s>/])", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_PLAIN = re.compile(r"(?:<p>(?:[^<]|<br>)*</p>\s*)*")
_BETWEEN = re.compile(r"(</(?:p|h3|h4|ul|ol|li|blockquote)>)(?=<)")

_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href"}},
    url_schemes=SCHEMES,
    url_relative="deny",
    link_rel="nofollow noopener",
    strip_comments=True,
)


def safe_html(written: str) -> str:
    """The paragraphs, headings, lists, quotes and links of what was written, and nothing else of it.

    What has no tag of those is plain text, where blank lines divide paragraphs. Empty where nothing can be
    read; the same again when given what it gave. Raises `ValueError` for more than `LONGEST` characters.
    """
    if len(written) > LONGEST:
        raise ValueError(f"There are {len(written)} characters; at most {LONGEST} are read.")
    written = written.replace("\r\n", "\n").replace("\r", "\n")
    html = _renamed(written) if _MARKED_UP.search(written) else _paragraphs(written)
    cleaned = _CLEANER.clean(tidy(_CLEANER.clean(html)))
    return cleaned if text_of(cleaned).strip() else ""


def plain_where_possible(html: str) -> str:
    """How safe HTML is written in a box of plain text: as text where that loses nothing, else as it is."""
    if not html.startswith("<"):
        return html
    if not _PLAIN.fullmatch(html):
        return _BETWEEN.sub(r"\1\n", html)
    lines = html.replace("<br>", "\n").replace("</p>", "\n\n").replace("<p>", "")
    plain = unescape(lines).strip()
    return plain if safe_html(plain) == html else html


def _renamed(html: str) -> str:
    """Names that other programs use for the same."""
    return _OLD_NAME.sub(lambda found: f"<{found[1]}{_RENAMED[found[2].lower()]}", html)


def _paragraphs(text: str) -> str:
    parts = [part.strip() for part in _BLANK_LINE.split(text)]
    return "".join(f"<p>{escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in parts if part)
