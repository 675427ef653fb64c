"""The rows of a list say what they are given, and nothing of it is markup unless it is ours."""

from __future__ import annotations

from django.utils.safestring import SafeString

from portal.core.models.thread import Thread
from portal.core.templatetags.design_rows import thread_rows
from portal.core.views.list_parts import Row, cut


def row(**changes: object) -> Row:
    values = {
        "thread": Thread(),
        "url": "/things/1/",
        "title": "A <boat>",
        "title_lang": SafeString(' lang="nn"'),
        "lead": "Oars & sails",
        "lead_lang": SafeString(""),
        "tags": ["Old"],
        "state": "",
        "fact": "3 May",
        "fact_label": "published",
    }
    return Row(**{**values, **changes})  # type: ignore[arg-type]


def test_what_people_wrote_is_escaped() -> None:
    written = thread_rows([row(tags=["<b>"], fact="<3")])
    assert '<a href="/things/1/" lang="nn">A &lt;boat&gt;</a>' in written
    assert "<p>Oars &amp; sails</p>" in written
    assert "<span>&lt;b&gt;</span>" in written
    assert "<b>&lt;3</b>published" in written


def test_what_was_found_stays_marked() -> None:
    assert "<mark>boat</mark>" in thread_rows([row(title=SafeString("A <mark>boat</mark>"))])


def test_only_what_is_there_is_shown() -> None:
    assert "uk-tags" not in thread_rows([row(tags=[], lead="")])
    assert "<em>Withdrawn</em>" in thread_rows([row(state="Withdrawn")])
    assert "published" not in thread_rows([row()], by_day=True)


def test_an_example_says_so() -> None:
    assert "<i>" in thread_rows([row(thread=Thread(example=True))])
    assert "<i>" not in thread_rows([row()])


def test_a_long_text_is_cut_between_words() -> None:
    assert cut("one two", 7) == "one two"
    assert cut("We have one. Two of them leak.", 20) == "We have one."
    assert cut("We meet 22. May, or some other day.", 20) == "We meet 22. May…"
    assert cut("one two three", 9) == "one two…"
    assert cut("onetwothreefour", 6) == "onetw…"
