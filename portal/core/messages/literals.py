"""Finds words that stand in a template without being marked for translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from django.template.base import Lexer, Token, TokenType

READ_ALOUD = {
    "alt",
    "title",
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "placeholder",
    "label",
}
WORDLESS = {"script", "style", "code", "kbd", "samp"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LETTER = re.compile(r"[^\W\d_]")

# The parts of a tag that are shown to people, whatever the component is called.
SHOWN_ARGUMENT = re.compile(
    r"""\b(?:label|title|heading|text|summary|description|message|hint|help|caption|legend)=("[^"]*"|'[^']*')"""
)
# A quoted sentence given by position. Names of icons, files and variants start with a small letter.
SENTENCE = re.compile(r"""(?<![\w(|:=])("[A-ZÆØÅ][^"]*"|'[A-ZÆØÅ][^']*')""")
MARKED = re.compile(r"""_\(\s*("[^"]*"|'[^']*')\s*\)""")
NOT_SHOWN = {
    "translate",
    "trans",
    "blocktranslate",
    "blocktrans",
    "url",
    "static",
    "now",
    "if",
    "elif",
    "load",
}


@dataclass(frozen=True)
class Literal:
    line: int
    text: str


def literals_in(source: str, *, is_markup: bool = True) -> list[Literal]:
    """Words a reader would see in the template's own language only.

    Elements with `translate="no"` (names, examples of code) and `<code>` are not language.
    """
    readable = "".join(_readable_parts(source))
    found = list(_in_tags(source))
    if not is_markup:
        lines = enumerate(readable.splitlines(), start=1)
        return found + [Literal(number, line.strip()) for number, line in lines if LETTER.search(line)]
    reader = _Reader()
    reader.feed(readable)
    reader.close()
    return sorted(found + reader.found, key=lambda literal: literal.line)


def _tokens(source: str) -> list[Token]:
    return Lexer(source).tokenize()


def _readable_parts(source: str) -> Iterator[str]:
    """The template's own text; tags, and what they translate or leave out, become blank lines."""
    closing = before = ""
    for token in _tokens(source):
        raw = token.contents
        name = raw.split(maxsplit=1)[0] if token.token_type is TokenType.BLOCK and raw.split() else ""
        if closing:
            closing = "" if name == closing else closing
        elif name in {"blocktranslate", "blocktrans", "comment"}:
            closing = f"end{name}"
        elif token.token_type is TokenType.TEXT:
            yield raw
            before = raw
            continue
        # The name of an element may be a variable, as a heading's level is.
        yield "x" if before.endswith(("<", "</")) else "\n" * raw.count("\n") or " "
        before = ""


def _in_tags(source: str) -> Iterator[Literal]:
    for token in _tokens(source):
        if token.token_type is not TokenType.BLOCK:
            continue
        name = token.contents.split(maxsplit=1)[0] if token.contents.split() else ""
        if name in NOT_SHOWN:
            continue
        rest = MARKED.sub("", token.contents)
        for match in [*SHOWN_ARGUMENT.finditer(rest), *SENTENCE.finditer(rest)]:
            if LETTER.search(match[1]):
                yield Literal(token.lineno or 1, match[1].strip("\"'"))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Literal] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in VOID and (self._silent or tag in WORDLESS or values.get("translate") == "no"):
            self._silent.append(tag)
        if not self._silent:
            self._read_attributes(tag, values)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._silent:
            self._read_attributes(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            while self._silent.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._silent and LETTER.search(data):
            line = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
            self.found.append(Literal(line, " ".join(data.split())))

    def _read_attributes(self, tag: str, values: dict[str, str | None]) -> None:
        shown = set(READ_ALOUD)
        if tag == "input" and values.get("type") in {"submit", "button", "reset"}:
            shown.add("value")
        if tag == "meta" and values.get("name") == "description":
            shown.add("content")
        for name in sorted(shown & set(values)):
            if LETTER.search(values[name] or ""):
                self.found.append(Literal(self.getpos()[0], values[name] or ""))
