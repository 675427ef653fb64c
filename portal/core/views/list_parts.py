"""What a list of threads shows, in the reader's words: its rows, its facets, its chips."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.core.clock import OSLO
from portal.core.day_words import days_of, short_with_year
from portal.core.models.thread import Thread
from portal.core.rules.list_address import ListAddress
from portal.core.templatetags.design_text import lang_of
from portal.core.text import Text
from portal.core.threads import Answered, Kind, words_met

LONGEST_LEAD = 80
"""One line of why: the rest stands on the thing's own page."""
MOST_CHOICES = 8
"""Of one facet, until one asks for all: thirty units would be longer than the list they narrow."""
SENTENCE_ENDS = re.compile(r"(?<=[^\W\d]{3})[.?!](?=\s+[^\W\da-zæøå])")
"""Not the point of a date or of a short form: “22. mars”, “f.eks. vann”."""
NO_LANG = SafeString("")
FacetWords = Mapping[str, Mapping[str, str]]
"""Facet → value → how it begins a line, in the reader's language."""


@dataclass(frozen=True)
class Row:
    """A thread as a row: its title, one line of why, tags, and at the right the one fact that decides."""

    thread: Thread
    url: str
    title: str
    title_lang: SafeString
    lead: str
    lead_lang: SafeString
    tags: list[str]
    state: str
    fact: str
    fact_label: str


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many there are under it, and whether it is chosen."""

    value: str
    words: str
    number: int
    chosen: bool


@dataclass(frozen=True)
class Panel:
    """One facet with the values that lead somewhere, and those chosen that lead nowhere.

    Of many values it has the commonest; `whole_url` leads to all of them, of which there are `number`.
    """

    name: str
    label: str
    choices: list[Choice]
    number: int = 0
    whole_url: str = ""


def facet_words(
    kind: Kind,
    counts: Mapping[str, int],
    address: ListAddress,
    told: Answered | None = None,
) -> FacetWords:
    """The words of all facet values met, counted or chosen. `told` is as `words_met` takes it."""
    met = {name: set(values) for name, values in address.facets.items()}
    for key in counts:
        name, _colon, value = key.partition(":")
        met.setdefault(name, set()).add(value)
    found = words_met(kind.facets, {name: sorted(values) for name, values in met.items()}, told)
    return {
        name: {value: capfirst(str(said)) for value, said in words.items()} for name, words in found.items()
    }


def panels(
    kind: Kind,
    words: FacetWords,
    counts: Mapping[str, int],
    address: ListAddress,
    most: int = MOST_CHOICES,
) -> list[Panel]:
    """The facets that divide what there is, in the kind's order; values in the order their words come in.

    `most` is how many choices of one facet there are until one asks for all.
    """
    found = []
    for facet in kind.facets:
        chosen = address.facets.get(facet.name, ())
        choices = [
            Choice(value, said, counts.get(f"{facet.name}:{value}", 0), value in chosen)
            for value, said in words[facet.name].items()
            if value in chosen or counts.get(f"{facet.name}:{value}")
        ]
        if choices:
            found.append(_panel(facet.name, str(facet.label), choices, address, most))
    return found


def _panel(name: str, label: str, choices: list[Choice], address: ListAddress, most: int) -> Panel:
    if len(choices) <= most or address.whole == name:
        return Panel(name, label, choices)
    commonest = sorted(choices, key=lambda choice: (not choice.chosen, -choice.number))[:most]
    shown = [choice for choice in choices if choice.chosen or choice in commonest]
    return Panel(name, label, shown, len(choices), address.showing_whole(name).url())


def chips_of(words: FacetWords, address: ListAddress) -> list[tuple[str, str]]:
    """What is chosen, each with the address without it."""
    return [
        (capfirst(words[name].get(value, value)), address.without(name, value).url())
        for name, values in address.facets.items()
        for value in values
    ]


def row_of(thread: Thread, kind: Kind, words: FacetWords, day: date, *, first_tag: str = "") -> Row:
    """The row of one thread on the Oslo day `day`."""
    fact, label = _fact(thread, kind, day)
    state = kind.states.get(thread.state, "") if thread.state in kind.telling else ""
    language = get_language() or ""
    title, title_lang = _read(thread.title, language)
    lead, lead_lang = _read(thread.lead, language)
    return Row(
        thread=thread,
        url=thread.get_absolute_url(),
        title=title,
        title_lang=title_lang,
        lead=cut(lead, LONGEST_LEAD),
        lead_lang=lead_lang,
        tags=[*([first_tag] if first_tag else []), *_tags(thread, kind, words)],
        state=capfirst(str(state)),
        fact=fact,
        fact_label=label,
    )


def _read(text: Text, language: str) -> tuple[str, SafeString]:
    """The text for readers of `language`, the page's, and the attribute that says which other one it has."""
    read = text.lang_for(language[:2])
    return str(getattr(text, read)), NO_LANG if read == language else lang_of(text)


def cut(text: str, most: int) -> str:
    """The text with at most so many characters, to the end of a sentence or else a word where one is near."""
    if len(text) <= most:
        return text
    if ends := [found.end() for found in SENTENCE_ENDS.finditer(text, 0, most) if found.end() > most // 2]:
        return text[: ends[-1]]
    kept = text[: most - 1]
    whole = kept.rpartition(" ")[0]
    return (whole if len(whole) > most // 2 else kept).rstrip(" ,.;:–-") + "…"


def _tags(thread: Thread, kind: Kind, words: FacetWords) -> list[str]:
    pairs = (facet.partition(":")[::2] for facet in thread.facets)
    return [words[name][value] for name, value in pairs if name in kind.tags and value in words[name]]


def _fact(thread: Thread, kind: Kind, day: date) -> tuple[str, str]:
    if thread.day:
        return days_of(thread, day), str(kind.day_label)
    published = thread.published_at.astimezone(OSLO).date()
    return short_with_year(published, published, "date", today=day), _("published")
