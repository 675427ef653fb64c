"""Puts a piece of clean HTML in order, so that whoever wrote it, it is valid where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

LISTS = ("ul", "ol")
TEXT_BLOCKS = ("p", "h3", "h4")
BLOCKS = (*LISTS, *TEXT_BLOCKS, "li", "blockquote")
MARKS = ("strong", "em", "a")


def tidy(html: str) -> str:
    """The same, with text in paragraphs, points in lists, nothing in a heading but text, and no empty blocks.

    `html` has no other tags than those above and `br`, and of attributes only those of `a`.
    """
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.finish()


class _Writer(HTMLParser):
    """Writes as it reads. `open` are the blocks it is in; `marks` are asked for, `marked` are written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.marked: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._write("<br>")
        elif tag == "a" and "href" not in dict(attrs):
            return  # leads nowhere
        elif tag in MARKS:
            written = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)
            self.marks.append((tag, f"<{tag}{written}>"))
        elif tag in BLOCKS:
            self._make_room(tag)
            self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS:
            self._end_marks()
            for place in reversed(range(len(self.marks))):
                if self.marks[place][0] == tag:
                    del self.marks[place]
                    break
        elif tag in self.open:
            while self._end() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() or not self._is_at_edge():
            self._write(escape(data.lstrip() if self._is_at_edge() else data, quote=False))

    def finish(self) -> str:
        while self.open:
            self._end()
        return "".join(self.out)

    def _is_at_edge(self) -> bool:
        """Whether a block has just begun or ended, so that space means nothing."""
        return not self.open or not self.out or self.out[-1].strip("</>") in BLOCKS

    def _write(self, text: str) -> None:
        self._make_room("")
        for name, start in self.marks[len(self.marked) :]:
            self.out.append(start)
            self.marked.append(name)
        self.out.append(text)

    def _make_room(self, tag: str) -> None:
        """End and begin what must be before `tag`, or text where it is empty, may come."""
        if tag:
            while self.open and self.open[-1] in TEXT_BLOCKS:
                self._end()
        here = self.open[-1] if self.open else ""
        if tag == "li" and here not in LISTS:
            self._begin("ul")
        elif tag != "li" and here in LISTS:
            self._begin("li")
        elif not tag and here in ("", "blockquote"):
            self._begin("p")

    def _begin(self, tag: str) -> None:
        self._end_marks()
        self.open.append(tag)
        self.out.append(f"<{tag}>")

    def _end(self) -> str:
        """End the innermost block; one with nothing in it has never been."""
        self._end_marks()
        tag = self.open.pop()
        if self.out[-1] == f"<{tag}>":
            self.out.pop()
            return tag
        if not self.out[-1].startswith("<"):
            self.out[-1] = self.out[-1].rstrip()
        self.out.append(f"</{tag}>")
        return tag

    def _end_marks(self) -> None:
        """End what is written of bold, italics and links; it begins anew where text follows."""
        while self.marked:
            self.out.append(f"</{self.marked.pop()}>")
