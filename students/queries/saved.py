"""Searches in the catalogue that somebody keeps, and what is new in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.clock import today
from portal.core.models.thread import Audience, Thread
from portal.core.queries.listing import Asked, find
from portal.core.rules.list_address import ListAddress, Ways
from portal.core.threads import kinds, words_met
from students.models import SavedSearch
from students.rules.enums import TaskState

TASK = "task"
NEWEST = "nyeste"
LOOKED_AT = 100
"""So many of the newest hits are looked through; nobody reads a mail of more."""


def address_of(query: str) -> ListAddress:
    """What a query of the catalogue asks for. Order, page and past dates are no part of it."""
    facets = [facet.name for facet in kinds.get(TASK).facets]
    return ListAddress.read(QueryDict(query), Ways(facets=facets, sorts=(NEWEST,)))


def query_of(query: str) -> str:
    """The same, said shortest and without the question mark, so that one search is kept once."""
    return address_of(query).on_page(1).url().removeprefix("?")


def words_of_search(query: str) -> str:
    """What it asks for, in the reader's words. One query."""
    address = address_of(query)
    met = {name: list(values) for name, values in address.facets.items()}
    said = words_met(kinds.get(TASK).facets, met)
    chosen = [
        str(said[name][value])
        for name, values in address.facets.items()
        for value in values
        if value in said[name]
    ]
    quoted = [_("“%(words)s”") % {"words": address.question}] if address.question else []
    return capfirst(", ".join([*quoted, *chosen])) or _("All student tasks")


def searches_of(user: Any) -> QuerySet[SavedSearch]:
    return SavedSearch.objects.filter(user=user).order_by("name", "pk")


def searches_to_look_at(until: datetime) -> QuerySet[SavedSearch]:
    """Those of open accounts whose news since before `until` nobody has been told."""
    waiting = SavedSearch.objects.filter(seen_until__lt=until, user__is_active=True)
    return waiting.select_related("user").order_by("user", "name", "pk")


def new_in(search: SavedSearch, *, until: datetime) -> list[Thread]:
    """Tasks open today, newest first, that came after its owner was last told and not after `until`."""
    address = address_of(search.query)
    asked = Asked(
        audiences=frozenset({Audience.PUBLIC}),
        kinds=(TASK,),
        question=address.question,
        facets=address.facets,
        sort=NEWEST,
        size=LOOKED_AT,
        from_day=today(),
    )
    return [
        thread
        for thread in find(asked).threads
        if thread.state == TaskState.PUBLISHED and search.seen_until < thread.published_at <= until
    ]
