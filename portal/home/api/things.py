"""How threads and their kinds are told to programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from portal.core.models.thread import Thread
from portal.core.threads import Facet, Kind, kinds
from portal.home.addresses import absolute, absolute_in_bokmal, in_all_languages, words_in_all_languages


def named(thread: Thread) -> dict[str, Any]:
    root = settings.BASE_URL
    return {
        "id": absolute("api_thing", thread.kind, thread.key),
        "kind": thread.kind,
        "key": thread.key,
        "title": thread.title.as_dict(),
        "pages": {
            code: f"{root}{thread.address}" if code == "nb" else f"{root}/{code}{thread.address}"
            for code, _name in settings.LANGUAGES
        },
        "state": thread.state,
        "live": thread.live,
        "example": thread.example,
    }


def told(thread: Thread) -> dict[str, Any]:
    facets: dict[str, list[str]] = {}
    for facet in thread.facets:
        name, _colon, value = facet.partition(":")
        facets.setdefault(name, []).append(value)
    return {
        **named(thread),
        "summary": thread.lead.as_dict(),
        "text": thread.words,
        "text_language": thread.language or "nb",
        "facets": facets,
        "days": _days(thread),
        "published": thread.published_at,
        "changed": thread.changed_at,
    }


def _days(thread: Thread) -> dict[str, Any] | None:
    if thread.day is None:
        return None
    last = thread.last_day or thread.day
    return {"first": thread.day, "last": last, "precision": thread.precision}


def kind_told(kind: Kind, counts: Mapping[str, int]) -> dict[str, Any]:
    """A kind with its facets, and how many live things stand under each."""
    return {
        "kind": kind.key,
        "label": words_in_all_languages(kind.plural),
        "about": words_in_all_languages(kind.about),
        "number": counts.get("", 0),
        "things": absolute("api_things", kind.key),
        "feed": f"{absolute_in_bokmal('feed')}?kind={kind.key}",
        "list_pages": in_all_languages(lambda: absolute(kind.list_url)),
        "day_label": words_in_all_languages(kind.day_label),
        "states": {state: words_in_all_languages(words) for state, words in kind.states.items()},
        "facets": [_facet_told(facet, counts) for facet in kind.facets],
    }


def _facet_told(facet: Facet, counts: Mapping[str, int]) -> dict[str, Any]:
    start = f"{facet.name}:"
    numbers = {key.removeprefix(start): number for key, number in counts.items() if key.startswith(start)}
    words = facet.values(sorted(numbers))
    return {
        "name": facet.name,
        "label": words_in_all_languages(facet.label),
        "values": [
            {"value": value, "label": words_in_all_languages(words.get(value, value)), "number": number}
            for value, number in sorted(numbers.items())
        ],
    }


def kinds_told(counts: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    return [kind_told(kind, counts.get(kind.key, {})) for kind in kinds]
