"""Pages that look the same are looked at once: told apart by their skeletons."""

from __future__ import annotations

from tests.browser.visitor import Visitor
from tests.guards.crawl import Crawl
from tests.guards.world import starts


class Distinct:
    """Remembers what has been looked at, so that a page that looks the same is looked at once."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, int]] = set()

    def __len__(self) -> int:
        return len(self._seen)

    def pages(self, visitor: Visitor, language: str) -> list[str]:
        """Addresses within the visitor's reach whose page has not been seen yet in this language."""
        return self.among(visitor.crawl(language, starts(language)))

    def among(self, crawled: Crawl) -> list[str]:
        """Told apart by their skeletons; a page that says it has moved or failed counts too."""
        fresh = []
        for address, page in crawled.pages.items():
            if (crawled.language, page.skeleton) not in self._seen:
                self._seen.add((crawled.language, page.skeleton))
                fresh.append(address)
        return fresh
