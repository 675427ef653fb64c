"""Lines of a calendar: folded between characters, escaped, and never two where one was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.content_lines import escape, fold, host_of, join_lines, many_lines, one_line, uri
from tests.core.calendar_reader import Property
from tests.core.calendar_reader import content_lines as unfolded

anything = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(anything.map(one_line).filter(bool), min_size=1))
def test_folded_lines_come_back_whole(lines: list[str]) -> None:
    made = [f"X:{line}" for line in lines]
    assert unfolded(join_lines(made)) == made


@pytest.mark.parametrize("character", ["a", "å", "€", "😀"])
@pytest.mark.parametrize("length", range(70, 80))
def test_a_line_is_broken_only_where_it_is_too_wide(character: str, length: int) -> None:
    line = "x" * length + character
    octets = len(line.encode())
    assert ("\r\n " in fold(line)) == (octets > 75)
    assert fold(line).replace("\r\n ", "") == line


@given(anything)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    assert Property("X", {}, escape(many_lines(text))).text == many_lines(text)


@given(anything)
def test_cleaning_takes_away_control_characters_and_nothing_else(text: str) -> None:
    def spared(dirty: str) -> str:
        return "".join(each for each in dirty if not each.isspace() and each > "\x1f" and each != "\x7f")

    assert spared(one_line(text)) == spared(many_lines(text)) == spared(text)


@given(anything)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


def test_a_lone_half_of_a_character_does_not_stop_a_calendar() -> None:
    assert join_lines(["X:\ud800" + "å" * 80]).decode().startswith("X:?")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "//example.org", "x", "https://a b", "https://a\nATTENDEE:x", "https://a\u2028b"],
)
def test_what_is_no_address_is_left_out(address: str) -> None:
    assert uri(address) == ""


@pytest.mark.parametrize(
    ("address", "host"), [("https://a.example/x", "a.example"), ("https://[", ""), ("", "")]
)
def test_the_host_of_an_address(address: str, host: str) -> None:
    assert host_of(address) == host
