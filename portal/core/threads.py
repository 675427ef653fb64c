"""What an app says of a kind of object, so that it gets list, thread, search, feeds, API and cache."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import override

from portal.core.registry import NO_TEXT, Registry
from portal.core.rules.transition import Table
from portal.core.text import Text

if TYPE_CHECKING:  # apps are registered in before models may be imported
    from portal.core.models.thread import Thread

Words = str | Promise
FacetWords = Mapping[str, Mapping[str, Words]]
"""Facet → value → what it is called."""
Asked = Callable[[Mapping[str, list[str]]], FacetWords]
Answered = dict[Asked, FacetWords]


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
    precision: str = "date"


@dataclass(frozen=True)
class Facet:
    """A way to narrow a list: `values` gives the words of the values met, so that data may name them.

    Facets that share the function `together` get theirs at once: it is given all values met, by facet, and
    answers for the facets it knows.
    """

    name: str
    label: Words
    values: Callable[[list[str]], Mapping[str, Words]]
    together: Asked | None = None


@dataclass(frozen=True)
class DataFile:
    """A file in which a kind of thing is given too, beside the API, the list's CSV and the feed."""

    url_name: str
    media_type: str
    label: Words


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of threaded object. `model` is `app.Model`; `tell` says what one object's row holds.

    `step` orders the stations of a thread (need 10 … result 90). `states` are the words of the states.
    `prepare` adds what `tell` needs to a queryset, so that telling many costs few queries. `schema` is the
    schema.org type of JSON-LD, and `day_label` names what `Thread.day` is, where it has one. A list shows the
    facets of `tags` as tags on its rows, and the states of `telling`, which are those that are worth a word.
    In the data catalogue the kind is a data set: `about` says what it holds, `theme` is a code of the EU's
    data themes, and `files` are its further distributions. `led_to` is told, in the transaction that links
    them, of each later thread one of this kind led to: the object, that thread, the relation, who did it.
    History is told in the words of `table`, and of `acts`: those of what is no step of the table, by action.
    Only those inside are told of the actions `inside`, and why one of `unexplained` was taken: such a reason
    may name people.
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
    tags: tuple[str, ...] = ()
    telling: frozenset[str] = frozenset()
    schema: str = "CreativeWork"
    about: Words = ""
    theme: str = "GOVE"
    files: tuple[DataFile, ...] = ()
    led_to: Callable[[Any, Thread, str, Any], None] | None = None
    table: Table = field(default_factory=lambda: Table(()))
    acts: Mapping[str, Words] = field(default_factory=dict)
    inside: frozenset[str] = frozenset()
    unexplained: frozenset[str] = frozenset()


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


def words_met(
    facets: Sequence[Facet], met: Mapping[str, list[str]], told: Answered | None = None
) -> dict[str, Mapping[str, Words]]:
    """The words of the values `met`, by facet. `told` keeps what was asked together for the next kind."""
    told = {} if told is None else told
    found: dict[str, Mapping[str, Words]] = {}
    for facet in facets:
        values = met.get(facet.name, [])
        if not values or facet.together is None:
            found[facet.name] = facet.values(values) if values else {}
        else:
            if facet.together not in told:
                told[facet.together] = facet.together(met)
            found[facet.name] = told[facet.together].get(facet.name, {})
    return found


def address_in_bokmal(name: str, *args: object) -> str:
    """The address of a page as `Told.address` wants it, whatever language the writer's request has."""
    with override("nb"):
        return reverse(name, args=args)


def audiences_of(reader: Any) -> frozenset[str]:
    """The audiences whose threads `reader` may see."""
    return frozenset({"public", *(word for word, belongs in audiences.items() if belongs(reader))})
