"""What is written in a form is kept in its language, beside the other languages the thing has."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from portal.core.text import Text
from projects.models import Need
from tests.core.authored.steps import NeedForm
from tests.projects.factories import NeedFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("partnership")]


def written(thing: Need | None = None, **answers: Any) -> NeedForm:
    form = NeedForm({"title": "Hva?", "summary": "Slik.", **answers}, thing=thing)
    assert form.is_valid(), form.errors
    return form


def in_both() -> Need:
    return NeedFactory.create(
        title=Text(nb="Hva?", en="What?"),
        summary=Text(nb="Slik.", en="So."),
        better=Text(nb="Bedre.", en="Better."),
    )


@pytest.mark.parametrize(("page", "language"), [("nb", "nb"), ("nn", "nn"), ("en", "en")])
def test_one_writes_in_the_language_of_the_page_unless_one_says_otherwise(page: str, language: str) -> None:
    with translation.override(page):
        assert NeedForm().initial["language"] == language
        assert written().values["title"] == Text.of({language: "Hva?"})
        assert written(language="nn").values["title"] == Text(nn="Hva?")


def test_language_and_version_are_asked_last_and_are_no_answers() -> None:
    assert list(NeedForm().fields)[-2:] == ["language", "version"]
    assert set(written().values) == {"title", "summary", "better", "themes"}


def test_a_form_begins_with_the_language_all_of_it_is_written_in() -> None:
    need = NeedFactory.create(title=Text(nb="Hva?", en="What?"), summary=Text(nb="Slik."))
    with translation.override("en"):
        form = NeedForm(thing=need)
    assert (form.initial["language"], form.initial["title"]) == ("nb", "Hva?")


def test_a_reader_of_english_changes_the_english_text_where_there_is_one() -> None:
    with translation.override("en"):
        form = NeedForm(thing=in_both())
    assert (form.initial["language"], form.initial["summary"]) == ("en", "So.")


def test_the_other_language_stays_as_it_is() -> None:
    form = written(in_both(), title="Hva nå?", better="Bedre.", language="nb")
    assert form.values["title"] == Text(nb="Hva nå?", en="What?")
    assert form.values["summary"] == Text(nb="Slik.", en="So.")


def test_another_language_adds_a_translation() -> None:
    need = NeedFactory.create(title=Text(nb="Hva?"), summary=Text(nb="Slik."), better=Text())
    form = written(need, title="Kva?", summary="Slik.", language="nn")
    assert form.values["title"] == Text(nb="Hva?", nn="Kva?")
    assert form.values["summary"] == Text(nb="Slik.", nn="Slik.")


def test_the_same_words_in_another_language_put_the_language_right() -> None:
    need = NeedFactory.create(title=Text(en="Hva?"), summary=Text(en="Slik."), better=Text())
    form = written(need, language="nb")
    assert (form.values["title"], form.values["summary"]) == (Text(nb="Hva?"), Text(nb="Slik."))


def test_lines_end_as_the_portal_keeps_them() -> None:
    assert written(summary="En.\r\n\r\nTo.").values["summary"].paragraphs == ["En.", "To."]
