"""Finds the pages by itself: from the addresses it is given, through every link it meets."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.translation import override

from tests.guards.page import Page, read_page

DEFAULT_LANGUAGE = "nb"
LANGUAGES = ("nb", "nn", "en")
ORIGIN = "http://testserver"
# A list with facets has more addresses than there are stars; a few of each kind show how it behaves.
PER_PATH = 3
PER_ROUTE = 4
FILES_PER_ROUTE = 2  # a poster of the year is slow to draw, and one tells about all


@dataclass(frozen=True)
class Answer:
    """What an address answered. Header names are in lower case; `cookies` are the names of those set."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cookies: frozenset[str] = frozenset()
    error: str = ""

    @property
    def is_page(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/html")


Fetch = Callable[[str], Answer]


@dataclass(frozen=True)
class Reference:
    """A link as it stands on a page; a redirect is a reference too."""

    source: str
    target: str
    fragment: str


@dataclass
class Crawl:
    """What one visitor met in one language, by address (path and query)."""

    visitor: str
    language: str
    answers: dict[str, Answer] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.visitor}, {self.language}"


def language_of(address: str) -> str:
    first = urlsplit(address).path.split("/")[1:2]
    return first[0] if first and first[0] in LANGUAGES else DEFAULT_LANGUAGE


def in_language(path: str, language: str) -> str:
    """The same page's path in a language: bokmål has no prefix."""
    bare = without_language(path)
    return bare if language == DEFAULT_LANGUAGE else f"/{language}{bare}"


def without_language(path: str) -> str:
    language = language_of(path)
    return path if language == DEFAULT_LANGUAGE else path.removeprefix(f"/{language}") or "/"


def exists_in(language: str, path: str) -> bool:
    """Whether the language has such a page at all: what programs read stands outside the languages."""
    with override(language):
        try:
            resolve(unquote(in_language(path, language)))
        except Resolver404:
            return False
    return True


def route_of(address: str) -> str:
    """The pattern in the address list that an address fits; the path itself where none does."""
    path = unquote(urlsplit(address).path)
    with override(DEFAULT_LANGUAGE):
        try:
            return resolve(without_language(path)).route or path
        except Resolver404:
            return path


def crawl(
    fetch: Fetch,
    starts: Iterable[str],
    *,
    visitor: str,
    language: str = DEFAULT_LANGUAGE,
    origin: str = ORIGIN,
) -> Crawl:
    """Visit everything within reach of `starts` in one language. Other languages' pages are not entered."""
    found = Crawl(visitor, language)
    queue = deque(dict.fromkeys(starts))
    per_path: Counter[str] = Counter()
    per_route: Counter[str] = Counter()
    while queue:
        address = queue.popleft()
        path, route = urlsplit(address).path, route_of(address)
        is_static = path.startswith("/static/")
        if address in found.answers or per_path[path] >= PER_PATH:
            continue
        if not is_static and per_route[route] >= PER_ROUTE:
            continue
        found.answers[address] = answer = fetch(address)
        per_path[path] += 1
        per_route[route] += 1 if answer.is_page else PER_ROUTE // FILES_PER_ROUTE
        queue.extend(_next_addresses(found, address, answer, origin))
    return found


def _next_addresses(found: Crawl, address: str, answer: Answer, origin: str) -> list[str]:
    if location := answer.headers.get("location", ""):
        reference = _reference(address, location, origin)
        if reference is None:
            return []
        found.references.append(reference)
        return [reference.target]
    if not answer.is_page or language_of(address) != found.language:
        return []
    page = found.pages[address] = read_page(answer.body.decode("utf-8"))
    following = []
    for link in page.links:
        reference = _reference(address, link.address, origin)
        if reference is None:
            continue
        found.references.append(reference)
        if not link.other_language and language_of(reference.target) in {found.language, DEFAULT_LANGUAGE}:
            following.append(reference.target)
    return following


def _reference(source: str, address: str, origin: str) -> Reference | None:
    """None for an address outside the portal, such as mailto: or another host."""
    whole, fragment = urldefrag(urljoin(origin + source, address))
    if not whole.startswith(f"{origin}/"):
        return None
    return Reference(source, whole.removeprefix(origin), unquote(fragment))


def through(client: Client) -> Fetch:
    """Fetch with Django's test client, as whoever is signed in there."""
    client.raise_request_exception = False

    def fetch(address: str) -> Answer:
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
        error = getattr(response, "exc_info", None)
        return Answer(
            response.status_code,
            {name.lower(): value for name, value in response.items()},
            body,
            frozenset(response.cookies),
            f"{error[0].__name__}: {error[1]}" if error else "",
        )

    return fetch
