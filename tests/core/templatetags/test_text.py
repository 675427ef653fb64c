"""Numbers, names and passages as people read them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override

from portal.core.templatetags.design_text import initials, kroner
from portal.core.text import Text
from tests.core.templatetags.markup import render

ONLY_BOKMAAL = Text(nb="Vi møtes <i dag>")


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (100000, "100\u202f000\u00a0kr"),
        (Decimal("1234.5"), "1\u202f234,50\u00a0kr"),
        (Decimal("-4000.00"), "\u22124\u202f000\u00a0kr"),
        (0, "0\u00a0kr"),
        (Decimal("0.005"), "0,01\u00a0kr"),
        (None, ""),
    ],
)
def test_kroner_are_grouped_by_spaces_that_do_not_break(amount: Decimal | int | None, shown: str) -> None:
    with override("nb"):
        assert kroner(amount) == shown


def test_oere_follow_a_point_in_english() -> None:
    with override("en"):
        assert kroner("1234.5") == "1\u202f234.50\u00a0kr"


def test_a_passage_in_another_language_says_which() -> None:
    with override("en"):
        assert render("{% passage text %}", text=ONLY_BOKMAAL) == (
            '<span lang="nb">Vi møtes &lt;i dag&gt;</span>'
        )
        assert render('{% passage text "p" %}', text=ONLY_BOKMAAL).startswith('<p lang="nb">')
        assert render("<h2{{ text|lang_of }}>", text=ONLY_BOKMAAL) == '<h2 lang="nb">'


def test_a_passage_in_the_language_of_the_page_is_left_alone() -> None:
    with override("nb"):
        assert render("{% passage text %}", text=ONLY_BOKMAAL) == "Vi møtes &lt;i dag&gt;"
        assert render('{% passage text "p" %}', text=ONLY_BOKMAAL) == "<p>Vi møtes &lt;i dag&gt;</p>"
        assert render("<h2{{ text|lang_of }}>", text=ONLY_BOKMAAL) == "<h2>"
    assert render("{% passage text %}", text="a & b") == "a &amp; b"


@pytest.mark.parametrize(
    ("name", "letters"), [("Kari Nordmann", "KN"), ("ola", "O"), ("Anne-Marie von Åse", "AÅ"), ("  ", "")]
)
def test_initials_are_of_the_first_and_the_last_name(name: str, letters: str) -> None:
    assert initials(name) == letters
