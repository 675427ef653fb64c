"""A form tells everyone, by sight or by ear, what is asked, what is wrong and how to mend it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Fieldset, Layout, Submit
from django import forms
from django.utils.translation import override

from portal.core.forms import PortalForm, bare_helper
from tests.core.templatetags.markup import render

FIELDS = "{% load crispy_forms_tags %}{{ form|crispy }}"
WHOLE = "{% load crispy_forms_tags %}{% crispy form %}"


class Questions(PortalForm, forms.Form):
    question = forms.CharField(label="The question:", help_text="As you would ask a colleague.")
    story = forms.CharField(widget=forms.Textarea, max_length=400, required=False)
    who = forms.ChoiceField(
        choices=[("me", "Me"), ("you", "You")], widget=forms.RadioSelect, help_text="One."
    )
    levels = forms.MultipleChoiceField(
        choices=[("b", "Bachelor"), ("m", "Master")], widget=forms.CheckboxSelectMultiple, required=False
    )
    day = forms.DateField(required=False)
    email = forms.EmailField(required=False)
    agreed = forms.BooleanField(label="I agree")
    secret = forms.CharField(widget=forms.HiddenInput, initial="s")


@pytest.fixture(autouse=True)
def english() -> Any:
    """The messages are asserted in the language they are written in."""
    with override("en"):
        yield


def tag_of(html: str, name: str) -> str:
    found = re.search(rf'<(?:input|textarea|select)[^>]*name="{name}"[^>]*>', html)
    assert found, name
    return found[0]


def test_every_control_has_a_label_of_its_own() -> None:
    html = render(FIELDS, form=Questions())
    for control in re.findall(r'<(?:input|textarea|select)(?![^>]*type="hidden")[^>]*id="([^"]+)"', html):
        assert f'for="{control}"' in html, control


def test_help_stands_before_the_control_and_describes_it() -> None:
    html = render(FIELDS, form=Questions())
    assert html.index("As you would ask") < html.index('name="question"')
    assert 'aria-describedby="id_question_helptext"' in tag_of(html, "question")
    assert '<p id="id_question_helptext"' in html


def test_a_group_of_choices_is_one_question_with_its_help() -> None:
    html = render(FIELDS, form=Questions())
    assert re.search(r'<fieldset[^>]*aria-describedby="id_who_helptext"[^>]*>\s*<legend', html)
    assert "aria-describedby" not in tag_of(html, "who")


def test_what_is_optional_says_so_and_what_is_required_is_marked_for_machines() -> None:
    html = render(FIELDS, form=Questions())
    assert html.count("(optional)") == 4
    assert " required" in tag_of(html, "question")
    assert " required" in tag_of(html, "who")
    assert " required" not in tag_of(html, "levels")


def test_a_long_answer_says_how_long_it_may_be() -> None:
    html = render(FIELDS, form=Questions())
    assert "At most 400 characters." in html
    assert 'aria-describedby="id_story_helptext"' in tag_of(html, "story")


def test_an_error_is_tied_to_its_control_and_told_in_words() -> None:
    html = render(FIELDS, form=Questions({}))
    question = tag_of(html, "question")
    assert 'aria-invalid="true"' in question
    assert 'aria-describedby="id_question_helptext id_question_error"' in question
    assert re.search(r'<div id="id_question_error"[^>]*><p class="ds-validation-message"', html)
    assert "“The question” is missing. Write an answer." in html
    assert "“Who” is missing. Choose what fits." in html
    assert "Tick “I agree” to go on." in html


def test_the_error_summary_leads_to_each_control() -> None:
    html = render(FIELDS, form=Questions({"email": "kari", "secret": "s"}))
    summary = html[html.index("ds-error-summary") : html.index("</ul>")]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["id_question", "id_who_0", "id_email", "id_agreed"]
    for target in targets:
        assert f'id="{target}"' in html
    assert 'role="alert"' in html
    assert 'tabindex="-1" autofocus' in html
    assert "4 answers must be mended" in summary
    assert 'aria-labelledby="form-errors"' in html
    assert 'id="form-errors"' in html


def test_an_error_of_the_whole_form_is_in_the_summary() -> None:
    form = Questions({"question": "x", "who": "me", "agreed": "on", "secret": "s"})
    assert form.is_valid()
    form.add_error(None, "The round is closed.")
    html = render(FIELDS, form=form)
    assert '<a href="#id_question">The round is closed.</a>' in html
    assert "One answer must be mended" in html


def test_a_form_shown_with_its_errors_for_show_leaves_the_reader_where_they_are() -> None:
    form = Questions({})
    form.focus_errors = False
    assert "autofocus" not in render(FIELDS, form=form)


def test_a_form_that_is_not_sent_yet_has_no_summary() -> None:
    assert "ds-error-summary" not in render(FIELDS, form=Questions())


def test_what_was_typed_is_kept_even_when_it_is_not_a_date() -> None:
    assert 'type="date"' in tag_of(render(FIELDS, form=Questions()), "day")
    day = tag_of(render(FIELDS, form=Questions({"day": "<soon>"})), "day")
    assert 'type="text"' in day
    assert 'value="&lt;soon&gt;"' in day


def test_the_browsers_date_input_is_given_the_date_it_understands() -> None:
    day = tag_of(render(FIELDS, form=Questions({"day": "31.12.2026"})), "day")
    assert 'value="31.12.2026"' in day or 'value="2026-12-31"' in day
    with override("nb"):
        assert Questions({"day": "2026-12-31"}).fields["day"].clean("2026-12-31").year == 2026


def test_chosen_answers_stay_chosen() -> None:
    html = render(FIELDS, form=Questions({"who": "you", "levels": ["m"], "agreed": "on"}))
    chosen = [re.findall(r'value="([^"]*)"', tag) for tag in re.findall(r"<input[^>]* checked[^>]*>", html)]
    assert chosen[:2] == [["you"], ["m"]]
    assert " checked" in tag_of(html, "agreed")


def test_words_from_people_are_escaped() -> None:
    form = Questions({"question": "<script>", "who": "<script>"})
    form.fields["who"].choices = [("<script>", "<script>")]  # type: ignore[attr-defined]
    form.add_error("question", "<script>")
    assert "<script" not in render(FIELDS, form=form)


def test_a_forms_own_words_win_over_the_common_ones() -> None:
    class Own(PortalForm, forms.Form):
        name = forms.CharField(error_messages={"required": "Whom may we call?"})

    assert Own({}).errors["name"] == ["Whom may we call?"]


def test_a_whole_form_checks_on_the_server_and_carries_its_token() -> None:
    form = Questions()
    form.helper = FormHelper()  # type: ignore[attr-defined]
    form.helper.add_input(Submit("send", "Send the question"))  # type: ignore[attr-defined]
    html = render(WHOLE, form=form, csrf_token="token")
    assert re.search(r"<form[^>]* novalidate>", html)
    assert 'name="csrfmiddlewaretoken" value="token"' in html
    assert re.search(r'<button class="ds-button" type="submit"[^>]*>Send the question</button>', html)


def test_a_layout_decides_the_order_and_the_summary_still_stands_first() -> None:
    form = Questions({})
    form.helper = bare_helper()  # type: ignore[attr-defined]
    form.helper.layout = Layout(  # type: ignore[attr-defined]
        Fieldset("About", "who", "question"), Div("agreed"), ButtonHolder(Submit("send", "Send"))
    )
    html = render(WHOLE, form=form)
    assert "<form" not in html
    assert html.index("ds-error-summary") < html.index('name="who"') < html.index('name="question"')
    assert "uk-actions" in html


def test_two_forms_on_a_page_do_not_share_ids() -> None:
    first, second = Questions({}, prefix="a"), Questions({}, prefix="b")
    html = render(FIELDS, form=first) + render(FIELDS, form=second)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
