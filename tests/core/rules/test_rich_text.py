"""Rich text: what is kept, and that nothing else is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.rules.rich_text import LONGEST, SCHEMES, TAGS, plain_where_possible, safe_html
from tests.core.hostile import HOSTILE

FRAGMENTS = [f"<{tag}>" for tag in sorted(TAGS)] + [f"</{tag}>" for tag in sorted(TAGS)]
PIECES = [
    *FRAGMENTS,
    "text ",
    " ",
    "\n\n",
    "&amp;",
    "&lt;p&gt;",
    '<a href="https://x.example">',
    "<b>",
    "</b>",
    *HOSTILE[:40],
]
INSIDE = {
    "ul": {"li"},
    "ol": {"li"},
    "": {"p", "h3", "h4", "ul", "ol", "blockquote"},
    "blockquote": {"p", "h3", "h4", "ul", "ol", "blockquote"},
    "li": {"p", "h3", "h4", "ul", "ol", "blockquote", "strong", "em", "a", "br", "#text"},
}
TEXT = {"strong", "em", "a", "br", "#text"}


class Reader(HTMLParser):
    """Reads what came out, and fails at whatever should not be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._stands(tag)
        if tag == "a":
            given_ = dict(attrs)
            assert set(given_) == {"href", "rel"}
            assert given_["rel"] == "nofollow noopener"
            assert (given_["href"] or "").partition(":")[0] in SCHEMES
        else:
            assert not attrs
        if tag != "br":
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._stands("#text")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def _stands(self, what: str) -> None:
        parent = self.inside[-1] if self.inside else ""
        assert what in TAGS | {"#text"}
        assert what in INSIDE.get(parent, TEXT), f"{what} in {parent or 'nothing'}"


def read(html: str) -> None:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.inside


def test_there_are_enough_hostile_texts() -> None:
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_text_comes_out_harmless(written: str) -> None:
    read(safe_html(written))


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_text_as_it_is_would_be_found(written: str) -> None:
    """The reader above sees what is wrong with what is not cleaned."""
    harmless_as_they_are = {text for text in HOSTILE if safe_html(text) == text}
    if written not in harmless_as_they_are:
        with pytest.raises((AssertionError, IndexError)):
            read(written)


@pytest.mark.parametrize("written", HOSTILE)
def test_what_was_cleaned_is_clean(written: str) -> None:
    once = safe_html(written)

    assert safe_html(once) == once


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_whatever_is_put_together_is_valid_and_stays_the_same(written: str) -> None:
    html = safe_html(written)

    read(html)
    assert safe_html(html) == html
    assert safe_html(plain_where_possible(html)) == html


@given(st.text(max_size=200))
def test_any_text_is_harmless(written: str) -> None:
    read(safe_html(written))


def test_blank_lines_divide_paragraphs_of_plain_text() -> None:
    assert safe_html("Hei\r\npå deg\r\n \r\n\r\nHa det") == "<p>Hei<br>på deg</p><p>Ha det</p>"


def test_plain_text_is_kept_to_the_letter() -> None:
    assert safe_html("5 < 6 & 7 > 6 <x>") == "<p>5 &lt; 6 &amp; 7 &gt; 6 &lt;x&gt;</p>"


def test_headings_lists_quotes_and_links_are_kept() -> None:
    html = (
        "<h3>Vi lærte</h3><p>At <strong>natta</strong> er <em>lang</em>.<br>Og mørk.</p>"
        "<ul><li>en</li><li><p>to</p></li></ul><ol><li>tre</li></ol><blockquote><p>Sov godt</p></blockquote>"
    )

    assert safe_html(html) == html


@pytest.mark.parametrize("address", ["https://x.example/a?b=1", "http://x.example", "mailto:kari@x.example"])
def test_links_lead_where_they_lead_and_vouch_for_nobody(address: str) -> None:
    assert (
        safe_html(f'<p><a href="{address}" target="_blank" rel="opener">x</a></p>')
        == f'<p><a href="{address}" rel="nofollow noopener">x</a></p>'
    )


def test_names_other_programs_use_are_understood() -> None:
    assert (
        safe_html("<h1>A</h1><h6>B</h6><p><b>c</b> <i>d</i></p>")
        == "<h3>A</h3><h4>B</h4><p><strong>c</strong> <em>d</em></p>"
    )


@pytest.mark.parametrize(
    "written", ["", "  \n\n ", "<p></p>", "<p> </p><ul><li></li></ul>", "<p>&nbsp;</p>", "<p><br></p>"]
)
def test_what_says_nothing_is_empty(written: str) -> None:
    assert safe_html(written) == ""


def test_text_without_a_paragraph_gets_one() -> None:
    assert safe_html("en <em>to</em><li>tre") == "<p>en <em>to</em></p><ul><li>tre</li></ul>"


def test_text_of_many_megabytes_is_not_read() -> None:
    with pytest.raises(ValueError, match="characters"):
        safe_html("x" * (LONGEST + 1))


@pytest.mark.parametrize(
    "piece", ["<p>", "<a href='x'>", "<b>", "</li>", "<", "&", "<ul><li>", "\n\n", "<blockquote>"]
)
def test_the_longest_text_is_read_in_reasonable_time(piece: str) -> None:
    begun = time.process_time()

    safe_html(piece * (LONGEST // len(piece)))

    assert time.process_time() - begun < 5


def test_paragraphs_are_written_as_plain_text_where_there_are_no_scripts() -> None:
    assert plain_where_possible("<p>Hei<br>du &amp; jeg</p><p>Ha det</p>") == "Hei\ndu & jeg\n\nHa det"


def test_what_is_more_than_paragraphs_is_written_as_it_is_a_block_to_a_line() -> None:
    assert plain_where_possible("<h3>A</h3><p>b</p>") == "<h3>A</h3>\n<p>b</p>"


def test_text_that_speaks_of_tags_stays_text() -> None:
    html = "<p>Skriv &lt;p&gt; først.</p>"

    assert safe_html(plain_where_possible(html)) == html
