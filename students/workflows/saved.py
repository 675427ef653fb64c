"""Keeping a search in the catalogue, and letting go of it."""

from __future__ import annotations

from django.utils import timezone

from portal.core.erasing import Leaver
from portal.partnership.models import User
from students.models import SavedSearch
from students.queries.saved import query_of

MOST = 20
"""Searches one person can keep: more make a mail nobody reads."""
LONGEST_QUERY = SavedSearch._meta.get_field("query").max_length or 0


class TooManyError(Exception):
    """The person keeps as many searches as one can."""


class TooLongError(Exception):
    """The search asks for more than can be kept."""


def save_search(*, by: User, name: str, query: str) -> SavedSearch:
    """Keep a search of the catalogue, with news from now on. Kept before, it gets the new name.

    Raises TooManyError and TooLongError.
    """
    kept = query_of(query)
    if len(kept) > LONGEST_QUERY:
        raise TooLongError
    mine = SavedSearch.objects.filter(user=by)
    if not mine.filter(query=kept).exists() and mine.count() >= MOST:
        raise TooManyError
    search, _new = SavedSearch.objects.update_or_create(
        user=by,
        query=kept,
        defaults={"name": name},
        create_defaults={"name": name, "seen_until": timezone.now()},
    )
    return search


def delete_search(pk: int, *, by: User) -> None:
    """Let go of one's own search. Raises SavedSearch.DoesNotExist for somebody else's."""
    removed, _models = SavedSearch.objects.filter(pk=pk, user=by).delete()
    if not removed:
        raise SavedSearch.DoesNotExist


def erase_searches(leaver: Leaver) -> None:
    SavedSearch.objects.filter(user=leaver.key).delete()
