"""What a guard needs to know of a page, read in one pass over its HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# An address a browser asks for by itself or when followed. Forms are the permission table's matter.
ADDRESS = {
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "iframe": ("src",),
    "img": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src",),
    "use": ("href", "xlink:href"),
}
# Attributes that change how a page looks or is read aloud; their values, but for these, do not matter.
TELLING = (
    "class",
    "type",
    "role",
    "open",
    "hidden",
    "disabled",
    "aria-current",
    "aria-expanded",
    "data-size",
)
DATA_BLOCKS = {"application/json", "application/ld+json"}


@dataclass(frozen=True)
class Link:
    address: str
    tag: str
    other_language: bool


@dataclass
class Page:
    """`skeleton` is equal for pages that differ only in words and in how often a part repeats."""

    lang: str = ""
    title: str = ""
    headings: int = 0
    mains: int = 0
    text: str = ""
    skeleton: int = 0
    ids: set[str] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)


def read_page(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    page = reader.page
    page.title = " ".join(page.title.split())
    page.text = " ".join(page.text.split())
    page.skeleton = _print_of(reader.root)
    return page


@dataclass
class _Node:
    tag: str
    look: tuple[str, ...] = ()
    has_text: bool = False
    children: list[int] = field(default_factory=list)


def _print_of(node: _Node) -> int:
    """A fingerprint of an element, good for this process.

    An element like one of the two before it counts once: a list of two is a list of twenty, and so is one of
    terms and descriptions by turns.
    """
    those = node.children
    distinct = tuple(each for at, each in enumerate(those) if each not in those[max(0, at - 2) : at])
    return hash((node.tag, node.look, node.has_text, distinct))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.root = _Node("page")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._note(tag, values)
        present = dict(attrs)
        look = tuple(f"{name}={values[name]}" for name in TELLING if name in present)
        self._open.append(_Node(tag, look))
        if tag in VOID:
            self._close()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._close()

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self._open):
            while self._open[-1].tag != tag:
                self._close()
            self._close()

    def handle_data(self, data: str) -> None:
        inside = [node.tag for node in self._open]
        if data.strip():
            self._open[-1].has_text = True
        if "title" in inside and "svg" not in inside:
            self.page.title += data
        if "main" in inside and not {"script", "style"} & set(inside):
            self.page.text += f" {data}"
        if inside[-1] == "style" and data.strip():
            self.page.inline.append("a <style> element")

    def _close(self) -> None:
        node = self._open.pop()
        self._open[-1].children.append(_print_of(node))

    def close(self) -> None:
        super().close()
        while len(self._open) > 1:
            self._close()

    def _note(self, tag: str, values: dict[str, str]) -> None:
        page = self.page
        if tag == "html":
            page.lang = values.get("lang", "")
        page.headings += tag == "h1"
        page.mains += tag == "main"
        if values.get("id"):
            page.ids.add(values["id"])
        for name in ADDRESS.get(tag, ()):
            if name in values:
                page.links.append(Link(values[name].strip(), tag, "hreflang" in values))
        self._note_inline(tag, values)

    def _note_inline(self, tag: str, values: dict[str, str]) -> None:
        found = self.page.inline
        found += [f"{name}= on <{tag}>" for name in values if name == "style" or name.startswith("on")]
        if tag == "script" and "src" not in values and values.get("type") not in DATA_BLOCKS:
            found.append("an inline <script>")
        if any(value.strip().lower().startswith("javascript:") for value in values.values()):
            found.append(f"a javascript: address on <{tag}>")
