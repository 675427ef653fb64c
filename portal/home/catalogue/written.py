"""Statements written as Turtle and as JSON-LD; both say the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from portal.home.catalogue.graph import PREFIXES, Link, Node, Value

IN_AN_ADDRESS = "/:?#[]@!$&'()*+,;=~%"


def as_turtle(nodes: Iterable[Node]) -> str:
    head = [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    return "\n".join([*head, *(_block(node) for node in nodes), ""])


def _block(node: Node) -> str:
    lines = [f"a {node.kind}"]
    lines += [f"{term} {', '.join(_turtle(value) for value in values)}" for term, values in node.by_term()]
    return f"\n{_address(node.address)} " + " ;\n  ".join(lines) + " ."


def _turtle(value: Value) -> str:
    if isinstance(value, Link):
        return _address(value.address)
    text = json.dumps(value.text, ensure_ascii=False)  # its escapes are Turtle's too
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{value.datatype}" if value.datatype else text


def _address(address: str) -> str:
    return f"<{quote(address, safe=IN_AN_ADDRESS)}>"


def as_json_ld(nodes: Iterable[Node]) -> Mapping[str, Any]:
    return {"@context": PREFIXES, "@graph": [_object(node) for node in nodes]}


def _object(node: Node) -> Mapping[str, Any]:
    said = {term: [_json(value) for value in values] for term, values in node.by_term()}
    return {"@id": quote(node.address, safe=IN_AN_ADDRESS), "@type": node.kind, **said}


def _json(value: Value) -> Mapping[str, str]:
    if isinstance(value, Link):
        return {"@id": quote(value.address, safe=IN_AN_ADDRESS)}
    if value.language:
        return {"@value": value.text, "@language": value.language}
    return {"@value": value.text, "@type": value.datatype} if value.datatype else {"@value": value.text}
