"""The portal as it is shown: the real partnership, its example people, and everything within their reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from portal.home.workflows.examples import load_examples
from portal.partnership.rules.standing import is_on_team
from portal.partnership.workflows.load import load_partnership
from tests.guards.crawl import DEFAULT_LANGUAGE, LANGUAGES, Crawl, crawl, exists_in, in_language, through
from tests.guards.permissions.table import read_addresses

VISITOR = "visitor"


def partnership_file() -> Path:
    """The partnership that has example content: the one `make run` shows."""
    folder = Path(settings.BASE_DIR) / "partnerships"
    return folder / min((folder / "examples").glob("*.toml")).name


def fill() -> None:
    """Load the partnership and its examples into the database."""
    load_partnership(partnership_file())
    load_examples()


def starts(language: str) -> list[str]:
    """The front page, and every address of the permission table that the language has."""
    return [in_language(address, language) for address in read_addresses() if exists_in(language, address)]


def crawl_everything() -> Iterator[Crawl]:
    """One crawl for each example person in bokmål; the visitor's and one team member's in every language."""
    yield from _crawls(VISITOR, Client(), LANGUAGES)
    people = get_user_model().objects.filter(is_example=True).order_by("pk")
    in_all_languages = next(person.pk for person in people if is_on_team(person))
    for person in people:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        languages = LANGUAGES if person.pk == in_all_languages else (DEFAULT_LANGUAGE,)
        yield from _crawls(person.email, client, languages)


def _crawls(visitor: str, client: Client, languages: Iterable[str]) -> Iterator[Crawl]:
    for language in languages:
        yield crawl(through(client), starts(language), visitor=visitor, language=language)
