"""What every page's frame needs: menus, the same page in the other languages, the canonical address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, override

from portal.core.navigation import Area, menu

AREAS: dict[str, Area] = {
    "main": "main",
    "find": "footer-find",
    "insight": "footer-insight",
    "contact": "footer-contact",
    "legal": "footer-legal",
}


@dataclass(frozen=True)
class PageLanguage:
    """The same page in one language. `url` keeps the query; `absolute` is without it, for search engines."""

    code: str
    name: str
    url: str
    absolute: str
    current: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of `base.html`; nothing in it touches session or database."""
    return {
        "languages": SimpleLazyObject(lambda: page_languages(request)),
        "menu": SimpleLazyObject(lambda: {name: menu(area, request.path) for name, area in AREAS.items()}),
        "canonical": f"{settings.BASE_URL}{request.path}",
        "language_code": get_language() or settings.LANGUAGE_CODE,
    }


def page_languages(request: HttpRequest) -> list[PageLanguage]:
    """The path decides the language: the default stands at the root, the others under their code."""
    rest = path_without_language(request.path_info)
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    script = request.path.removesuffix(request.path_info)
    found = []
    for code, _name in settings.LANGUAGES:
        path = script + (rest if code == settings.LANGUAGE_CODE else f"/{code}{rest}")
        current = code == get_language()
        found.append(PageLanguage(code, own_name(code), path + query, f"{settings.BASE_URL}{path}", current))
    return found


def path_without_language(path: str) -> str:
    """`/nn/behov/` is `/behov/`; a path that carries no language is itself."""
    first, _slash, rest = path.lstrip("/").partition("/")
    codes = {code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}
    return f"/{rest}" if first in codes else path


@cache
def own_name(code: str) -> str:
    """A language by the name its own readers give it."""
    with override(code):
        return str(dict(settings.LANGUAGES)[code])
