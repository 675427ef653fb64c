"""Statements about things with addresses, whatever they are written as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True)
class Link:
    """Another thing, by its address."""

    address: str


@dataclass(frozen=True)
class Literal:
    """A text in a language, or a value of a datatype (`xsd:date`), or a plain one."""

    text: str
    language: str = ""
    datatype: str = ""


Value = Link | Literal


@dataclass(frozen=True)
class Node:
    """A thing: its address, its class (`dcat:Dataset`), and what is said of it."""

    address: str
    kind: str
    said: list[tuple[str, Value]] = field(default_factory=list)

    def say(self, term: str, *values: Value) -> Node:
        self.said.extend((term, value) for value in values)
        return self

    def link(self, term: str, *addresses: str) -> Node:
        return self.say(term, *map(Link, addresses))

    def words(self, term: str, words: Mapping[str, str]) -> Node:
        return self.say(term, *(Literal(text, language) for language, text in words.items()))

    def by_term(self) -> Iterator[tuple[str, list[Value]]]:
        terms: dict[str, list[Value]] = {}
        for term, value in self.said:
            terms.setdefault(term, []).append(value)
        yield from terms.items()
