"""The theme holds its contrast, and stays small."""

from __future__ import annotations

import gzip
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

from portal.core.views.styleguide import COLOURS, PAPER, contrast

STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
THEME = (STATIC / "css/theme.css").read_text(encoding="utf-8")
LIGHT, DARK = THEME.split("@media screen and (prefers-color-scheme: dark)")
TEXT = ("text", "quiet", "spruce-text", "link")
KINDS = ("kind-meeting", "kind-deadline", "kind-gathering", "kind-student")


def value(css: str, name: str) -> str:
    """What a colour of ours is set to in that part of the theme, through the name it stands for."""
    alias = re.search(rf"--uk-{name}: var\((--ds-[a-z0-9-]+)\)", THEME)
    found = re.search(rf"{alias[1] if alias else f'--uk-{name}'}: (#[0-9a-f]{{6}})", css)
    assert found, name
    return found[1]


@pytest.mark.parametrize("name", COLOURS)
def test_the_style_guide_shows_the_colours_of_the_theme(name: str) -> None:
    assert (value(LIGHT, name), value(DARK, name)) == COLOURS[name]


@pytest.mark.parametrize("name", TEXT)
def test_text_can_be_read_on_paper_and_on_sand(name: str) -> None:
    for scheme in (0, 1):
        for ground in (PAPER[scheme], COLOURS["sand"][scheme]):
            assert contrast(COLOURS[name][scheme], ground) >= 4.5


@pytest.mark.parametrize("name", [*KINDS, "border", "leader"])
def test_what_is_drawn_stands_out_from_paper(name: str) -> None:
    assert min(contrast(COLOURS[name][scheme], PAPER[scheme]) for scheme in (0, 1)) >= 3


def test_the_kinds_differ_in_lightness_in_the_same_order_in_both_schemes() -> None:
    for scheme in (0, 1):
        ladder = [contrast(COLOURS[name][scheme], PAPER[scheme]) for name in KINDS]
        assert ladder == sorted(ladder, reverse=True)
        assert all(one / other > 1.15 for one, other in pairwise(ladder))


def sheets_of(template: Path) -> set[str]:
    """The style sheets a template links to, with those of the templates it extends."""
    source = template.read_text(encoding="utf-8")
    found = set(re.findall(r'{% static "([^"]+\.css)" %}', source))
    extended = re.search(r'{% extends "([^"]+)" %}', source)
    return found | (sheets_of(TEMPLATES / extended[1]) if extended else set())


def test_the_styles_of_a_page_weigh_at_most_30_kb() -> None:
    weights = {
        str(template): sum(len(gzip.compress((STATIC / sheet).read_bytes(), 9)) for sheet in sheets)
        for template in TEMPLATES.rglob("*.html")
        if (sheets := sheets_of(template))
    }
    assert len(weights) > 30
    assert max(weights.values()) <= 30_000, max(weights, key=lambda name: weights[name])
