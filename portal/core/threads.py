"""What an app says of a kind of object, so that it gets list, thread, search, feeds, API and cache."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from portal.core.registry import NO_TEXT, Registry
from portal.core.text import Text

if TYPE_CHECKING:  # apps are registered in before models may be imported
    from portal.core.models.thread import Thread

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an object says of itself, right now: the fields of its row, as `core.Thread` explains them."""

    key: str
    title: Text
    address: str
    audience: str
    published_at: datetime
    lead: Text = NO_TEXT
    words: str = ""
    language: str = ""
    state: str = ""
    live: bool = True
    exempt: bool = False
    example: bool = False
    facets: tuple[str, ...] = ()
    day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class Facet:
    """A way to narrow a list: `values` gives the words of the values met, so that data may name them."""

    name: str
    label: Words
    values: Callable[[list[str]], Mapping[str, Words]]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of threaded object. `model` is `app.Model`; `tell` says what one object's row holds.

    `step` orders the stations of a thread (need 10 … result 90). `states` are the words of the states.
    `prepare` adds what `tell` needs to a queryset, so that telling many costs few queries. `schema` is the
    schema.org type of JSON-LD, and `day_label` names what `Thread.day` is, where it has one.
    """

    key: str
    model: str
    label: Words
    plural: Words
    list_url: str
    tell: Callable[[Any], Told]
    step: int
    states: Mapping[str, Words] = field(default_factory=dict)
    facets: tuple[Facet, ...] = ()
    prepare: Callable[[Any], Any] | None = None
    day_label: Words = ""
    schema: str = "CreativeWork"


@dataclass(frozen=True, kw_only=True)
class Maker:
    """“Make this into …”: a form that begins with what a thread says, at `url`, for whom `may` holds."""

    label: Words
    from_kinds: frozenset[str]
    url: Callable[[Thread], str]
    may: Callable[[Any, Thread], bool]


kinds: Registry[Kind] = Registry("kinds of threads")
makers: Registry[Maker] = Registry("makers of threads")
#: Which audiences somebody belongs to: word of the audience → whether a reader does. Everyone is public.
audiences: Registry[Callable[[Any], bool]] = Registry("audiences of threads")


def audiences_of(reader: Any) -> frozenset[str]:
    """The audiences whose threads `reader` may see."""
    return frozenset({"public", *(word for word, belongs in audiences.items() if belongs(reader))})
