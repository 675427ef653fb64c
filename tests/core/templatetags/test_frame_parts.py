"""A part of the frame is kept as it was written, for as long as all that it says is the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.template import Context, Template
from django.utils.translation import override

from portal.core.navigation import MenuLink
from portal.core.templatetags import design_frame
from portal.core.text import Text


@dataclass
class Partnership:
    name: Text
    tagline: Text


@dataclass
class Reader:
    name: str
    is_authenticated: bool = True


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(design_frame, "_kept", {})


def top(**said: Any) -> str:
    given = {
        "partnership": Partnership(Text(nb="Samarbeid", en="Partnership"), Text(nb="Sammen", en="Together")),
        "menu": {"main": [MenuLink("Boats", "/boats/")]},
        "has_examples": False,
    }
    return Template('{% frame_part "core/frame/_top.html" %}').render(Context({**given, **said}))


def test_what_is_said_alike_is_written_once() -> None:
    with override("en"):
        first = top()
        assert len(design_frame._kept) == 1
        assert top() == first
    assert len(design_frame._kept) == 1


def test_another_name_menu_language_or_example_is_seen_at_once() -> None:
    with override("en"):
        top()
        assert "Fleet" in top(partnership=Partnership(Text(en="Fleet"), Text()))
        assert 'aria-current="page"' in top(menu={"main": [MenuLink("Boats", "/boats/", "page")]})
        assert "uk-examples" in top(has_examples=True)
        assert "uk-examples" not in top()
    with override("nb"):
        assert "Samarbeid" in top()


def test_nothing_about_somebody_signed_in_is_kept() -> None:
    with override("en"):
        assert "KN" in top(user=Reader("Kari Nordmann"))
        assert design_frame._kept == {}
        assert "KN" not in top()


def test_what_is_kept_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(design_frame, "MOST_KEPT", 2)
    with override("en"):
        for number in range(5):
            top(menu={"main": [MenuLink(f"Boat {number}", "/boats/")]})
    assert len(design_frame._kept) <= 2
