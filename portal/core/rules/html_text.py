"""The words of a piece of safe HTML, for search and short descriptions."""

from __future__ import annotations

import re
from html import unescape

BLOCK = re.compile(r"</(?:p|h[1-6]|li|blockquote|tr|pre)>|<br ?/?>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")


def text_of(html: str) -> str:
    """The text without tags, one line for each block; `html` has been cleaned already."""
    if "<" not in html:
        return unescape(html)
    lines = TAG.sub("", BLOCK.sub("\n", html)).splitlines()
    return unescape("\n".join(line.strip() for line in lines if line.strip()))
