"""What the API answers. The names are a promise to programs: they are added to, never changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema

Words = dict[str, str]
"""One text by language (`nb`, `nn`, `en`); a language nobody has written it in is left out."""


class Fault(Schema):
    detail: str


class Days(Schema):
    first: date
    last: date
    precision: Literal["date", "week", "month"]


class Named(Schema):
    """Enough of a thing to show it and to ask for more."""

    id: str
    kind: str
    key: str
    title: Words
    pages: Words
    state: str
    live: bool
    example: bool


class Thing(Named):
    summary: Words
    text: str
    text_language: Literal["nb", "nn", "en"]
    facets: dict[str, list[str]]
    days: Days | None
    published: datetime
    changed: datetime


class ThingWithThread(Thing):
    thread: list[Named]


class Things(Schema):
    items: list[Thing]
    next: str | None
    licence: str


class FacetValue(Schema):
    value: str
    label: Words
    number: int


class FacetOfKind(Schema):
    name: str
    label: Words
    values: list[FacetValue]


class KindOfThing(Schema):
    kind: str
    label: Words
    about: Words
    number: int
    things: str
    feed: str
    list_pages: Words
    day_label: Words
    states: dict[str, Words]
    facets: list[FacetOfKind]


class Index(Schema):
    name: Words
    licence: str
    examples: bool
    openapi: str
    documentation: Words
    catalogue: str
    calendar: str
    feed: str
    kinds: list[KindOfThing]
