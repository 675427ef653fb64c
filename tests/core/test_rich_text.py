"""The field for rich text: a plain box that takes in safe HTML, and the tag that shows it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django import forms
from django.utils.translation import override

from portal.core.forms import PortalForm
from portal.core.rich_text import RichTextField
from portal.core.rules.rich_text import LONGEST
from portal.core.text import Text
from tests.core.hostile import HOSTILE
from tests.core.templatetags.markup import render

WHOLE = "{% load crispy_forms_tags %}{{ form|crispy }}"


class Telling(PortalForm, forms.Form):
    story = RichTextField(label="The story", max_length=10)
    more = RichTextField(required=False)


@pytest.fixture(autouse=True)
def english() -> Any:
    with override("en"):
        yield


def test_what_is_typed_becomes_paragraphs() -> None:
    form = Telling({"story": "One\n\ntwo"})

    assert form.is_valid()
    assert form.cleaned_data == {"story": "<p>One</p><p>two</p>", "more": ""}


@pytest.mark.parametrize(
    "written", ["", " \n ", "<p></p>", "<p> </p>", "<script>x</script>", "<p><img src=x></p>"]
)
def test_what_says_nothing_is_a_missing_answer(written: str) -> None:
    assert "story" in Telling({"story": written}).errors or written.startswith("<script>")


def test_the_limit_counts_what_one_reads() -> None:
    assert Telling({"story": "<p><strong>Ten letter</strong></p>"}).is_valid()
    assert Telling({"story": "<p>Ten letters</p>"}).errors["story"] == ["Write at most 10 characters."]


def test_what_is_far_too_long_is_refused_unread() -> None:
    assert Telling({"story": "<b>" * LONGEST}).errors["story"] == ["Write at most 10 characters."]


def test_without_scripts_it_is_a_box_of_plain_text() -> None:
    page = render(WHOLE, form=Telling(initial={"story": "<p>One &amp; two</p><p>three</p>"}))

    assert ">\nOne &amp; two\n\nthree</textarea>" in page
    assert "<script" not in page


def test_the_box_comes_back_as_it_was_written() -> None:
    page = render(WHOLE, form=Telling({"story": "<h3>Far too long</h3><p>x</p>"}))

    assert "&lt;h3&gt;Far too long&lt;/h3&gt;\n&lt;p&gt;x&lt;/p&gt;</textarea>" in page


def test_the_editor_is_told_where_it_lies_and_what_to_say() -> None:
    with override("nb"):
        attributes = Telling()["story"].field.widget.get_context("story", "", {})["widget"]["attrs"]

    assert attributes["data-rich-text"].endswith("editor.js")
    assert all(json.loads(attributes["data-rich-text-words"]).values())


def test_its_scripts_are_files_and_come_once() -> None:
    media = str(Telling().media)

    assert media.count("<script") == 1
    assert 'type="module"' in media
    assert "importmap" not in media


def test_text_is_shown_as_a_block() -> None:
    assert (
        render("{% rich_text text %}", text=Text(en="<h3>A</h3><p>b</p>"))
        == '<div class="uk-prose"><h3>A</h3><p>b</p></div>'
    )


def test_text_in_another_language_says_so() -> None:
    assert (
        render("{% rich_text text %}", text=Text(nn="<p>Eg</p>"))
        == '<div class="uk-prose" lang="nn"><p>Eg</p></div>'
    )


def test_plain_text_is_shown_in_paragraphs() -> None:
    assert (
        render("{% rich_text text %}", text="a < b\n\nc")
        == '<div class="uk-prose"><p>a &lt; b</p><p>c</p></div>'
    )


@pytest.mark.parametrize("nothing", [None, "", Text(), "<p></p>"])
def test_nothing_is_shown_where_nothing_is_written(nothing: Any) -> None:
    assert render("{% rich_text text %}", text=nothing) == ""


@pytest.mark.parametrize("written", HOSTILE)
def test_what_came_into_the_database_another_way_does_no_harm(written: str) -> None:
    page = render("{% rich_text text %}", text=written)

    assert page == render(
        "{% rich_text text %}", text=page.removeprefix('<div class="uk-prose">').removesuffix("</div>")
    )
