"""“What became of it?”, “Make this into …” and the history, for any page about one thing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import template
from django.utils.text import capfirst

from portal.core.clock import today
from portal.core.day_words import days_of
from portal.core.models.thread import Audience, Thread
from portal.core.queries.history import history_of
from portal.core.queries.thread import Station, lineage
from portal.core.rules.transition import Table
from portal.core.text import Text
from portal.core.threads import audiences_of, kinds, makers

register = template.Library()


@dataclass(frozen=True)
class Thing:
    """One thing at a stop; `note` is its state and its day in words."""

    title: Text
    url: str
    note: str
    here: bool
    example: bool


@dataclass(frozen=True)
class Stop:
    """All of one kind on the line. `state`: `here`, `done`, or `later` where nothing of it stands."""

    label: str
    things: list[Thing]
    state: str

    @property
    def here(self) -> bool:
        return self.state == "here"

    @property
    def several(self) -> bool:
        return len(self.things) > 1

    @property
    def element(self) -> str:
        return "li" if self.several else "div"


@register.inclusion_tag("core/thread/line.html", takes_context=True)
def thread_line(context: template.Context, thread: Thread, alone: str = "") -> dict[str, Any]:
    """What led to a thing and what came of it, as the reader may see it, in one query.

    Where nothing did, `alone` is said instead; without it nothing is shown.
    """
    stations = lineage(thread.pk, audiences_of(_reader(context)))
    return {"stops": _stops(stations) if len(stations) > 1 else [], "alone": alone}


@register.inclusion_tag("core/thread/makers.html", takes_context=True)
def thread_makers(context: template.Context, thread: Thread) -> dict[str, Any]:
    """What the reader may make of a thing: links to forms that begin with what it says."""
    reader = _reader(context)
    able = [maker for maker in makers if thread.kind in maker.from_kinds and maker.may(reader, thread)]
    return {"made": [(maker.label, maker.url(thread)) for maker in able]}


@register.inclusion_tag("core/thread/history.html", takes_context=True)
def thread_history(context: template.Context, thread: Thread, table: Table | None = None) -> dict[str, Any]:
    """What has happened to a thing and why, in public words; who did it, for those inside. One query.

    The words are those of the kind's table, unless another `table` is given.
    """
    inside = Audience.PARTNERS in audiences_of(_reader(context))
    return {"lines": history_of(thread, inside=inside, table=table)}


def _reader(context: template.Context) -> Any:
    request = context.get("request")
    return getattr(request, "user", None)


def _stops(stations: list[Station]) -> list[Stop]:
    """Stations of one kind stand together, so that a need that became five tasks has one stop for them.

    The one whose page is read has a stop of its own, between what came before it and after.
    """
    groups = groupby(stations, key=lambda station: (station.thread.kind, station.here))
    return [_stop(list(group)) for _key, group in groups]


def _stop(stations: list[Station]) -> Stop:
    first = stations[0].thread
    kind = kinds.get(first.kind) if first.kind in kinds else None
    label = "" if kind is None else kind.label if len(stations) == 1 else kind.plural
    here = any(station.here for station in stations)
    live = any(station.thread.live for station in stations)
    return Stop(
        label=capfirst(str(label)),
        things=[_thing(station) for station in stations],
        state="here" if here else "done" if live else "later",
    )


def _thing(station: Station) -> Thing:
    thread = station.thread
    kind = kinds.get(thread.kind) if thread.kind in kinds else None
    state = str(kind.states.get(thread.state, "")) if kind else ""
    words = [state, days_of(thread, today())]
    return Thing(
        title=thread.title,
        url=thread.get_absolute_url(),
        note=capfirst(", ".join(word for word in words if word)),
        here=station.here,
        example=thread.example,
    )
