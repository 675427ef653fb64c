"""People that a search may find: those whose role is public, each source given by its app."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.core.registry import Registry


@dataclass(frozen=True)
class PublicPerson:
    """Somebody by name, what they do in the partnership, and the page that says so."""

    name: str
    roles: tuple[str, ...]
    url: str
    example: bool = False


#: Given the words that were asked for, in small letters, those whose public role or name has all of them.
people_sources: Registry[Callable[[Sequence[str]], list[PublicPerson]]] = Registry("people sources")


def people_found(words: Sequence[str]) -> list[PublicPerson]:
    """Each source may use one query. Nobody where nothing is asked for."""
    return [person for source in people_sources for person in source(words)] if words else []
