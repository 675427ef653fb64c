"""Opens the cache again, after a write or when the time it was opened for has run out."""

from __future__ import annotations

from portal.core.page_cache.state import Seen, State
from portal.core.page_cache.under_way import forget_repairs, is_write_under_way, repairs_due

CLOSED = Seen(None, None)


def open_again(state: State, key: str) -> Seen:
    """What `State.look` gives once the cache is open; closed while a write is under way.

    The order is what makes it exact: generation, lock, repairs. A write that takes the lock after we looked
    closes the generation we began with, or waits for longer than we open.
    Raises `redis.RedisError` and `django.db.DatabaseError`.
    """
    begun = state.begin()
    if is_write_under_way():
        return CLOSED
    if repairs := repairs_due():
        state.close()
        forget_repairs(repairs)
        return open_again(state, key)
    return state.look(key) if state.reopen(begun) else CLOSED
