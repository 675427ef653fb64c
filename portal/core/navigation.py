"""The site's menus: what stands in header and footer, filled by the apps in `AppConfig.ready`."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from django.conf import settings
from django.core import checks
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

logger = logging.getLogger(__name__)

Area = Literal["main", "footer-find", "footer-insight", "footer-contact", "footer-legal"]


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """One entry: lower `order` stands first. `args` fill the address, for pages of a year and the like."""

    label: str | Promise
    url_name: str
    order: int = 100
    area: Area = "main"
    args: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class MenuLink:
    """An entry as one page shows it: words and address in its language."""

    label: str
    url: str
    current: Literal["", "page", "true"] = ""


_items: dict[tuple[str, str, tuple[str | int, ...]], MenuItem] = {}


def register(item: MenuItem) -> None:
    """Put an entry on its menu. The same page in the same area twice is one entry, the last one."""
    _items[(item.area, item.url_name, item.args)] = item
    _links.cache_clear()


def registered(area: Area | None = None) -> list[MenuItem]:
    """The entries of an area, or of all, in the order they are shown."""
    chosen = (item for item in _items.values() if area in (None, item.area))
    return sorted(chosen, key=lambda item: (item.order, item.url_name))


def menu(area: Area, path: str) -> list[MenuLink]:
    """The links of an area in the active language, with the one `path` lies under marked as current."""
    links = _links(area, get_language() or settings.LANGUAGE_CODE, get_script_prefix())
    here = max((link.url for link in links if path.startswith(link.url)), key=len, default=None)
    if here is None:
        return list(links)
    mark: Literal["page", "true"] = "page" if here == path else "true"
    return [MenuLink(link.label, link.url, mark) if link.url == here else link for link in links]


@cache
def _links(area: Area, _language: str, _script_prefix: str) -> tuple[MenuLink, ...]:
    """Resolved once per language, which is active while this runs; `register` empties it."""
    found = ((item, _address(item)) for item in registered(area))
    return tuple(MenuLink(str(item.label), url) for item, url in found if url)


def _address(item: MenuItem) -> str | None:
    """A page that does not exist is an error while building, and a missing entry in production."""
    try:
        return reverse(item.url_name, args=item.args)
    except NoReverseMatch:
        if settings.DEBUG:
            raise
        logger.exception("The menu entry %s leads to no page.", item.url_name)
        return None


@checks.register()
def check_menu(**_context: object) -> Iterable[checks.CheckMessage]:
    """`manage.py check` and the test suite name every menu entry that leads nowhere."""
    for item in registered():
        try:
            reverse(item.url_name, args=item.args)
        except NoReverseMatch:
            yield checks.Error(
                f"The menu entry “{item.url_name}” in {item.area} leads to no page.",
                hint="Name a URL that exists, or take the entry out of AppConfig.ready.",
                id="core.E001",
            )
