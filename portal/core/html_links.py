"""Reads the links out of a piece of HTML that is not to be trusted on a page."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Link:
    text: str
    url: str


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Link] = []
        self._url = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._url, self._text = dict(attrs).get("href") or "", []

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and urlsplit(self._url).scheme in {"http", "https", "mailto"}:
            self.found.append(Link(" ".join("".join(self._text).split()) or self._url, self._url))
            self._url = ""


def links_in(html: str) -> list[Link]:
    """The links one could follow, in order; those of other schemes (`javascript:`) are left out."""
    parser = _Links()
    parser.feed(html)
    parser.close()
    return parser.found
