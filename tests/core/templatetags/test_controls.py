"""Buttons, tags, cards and the rest say what they are and escape what people wrote."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError
from django.test import RequestFactory
from django.utils.translation import override

from portal.core.templatetags.design_icons import ICONS
from tests.core.templatetags.markup import render

EVIL = "<script>alert(1)</script>"


@dataclass
class Thing:
    example: bool


def test_a_button_sends_its_form_unless_told_otherwise() -> None:
    assert 'type="submit"' in render("{% button %}Send{% endbutton %}")
    html = render(
        '{% button type="button" name="step" value=0 aria_label="Back" disabled=True %}x{% endbutton %}'
    )
    assert 'type="button"' in html
    assert ' name="step"' in html
    assert ' value="0"' in html
    assert ' aria-label="Back"' in html
    assert " disabled" in html
    assert 'disabled="' not in html


def test_parts_escape_what_people_wrote() -> None:
    template = (
        "{% button value=evil %}{{ evil }}{% endbutton %}{% link_button evil %}{{ evil }}{% endlink_button %}"
        "{% tag %}{{ evil }}{% endtag %}"
        "{% card evil evil kind=evil left=evil fact=evil %}{{ evil }}{% endcard %}"
        "{% alert title=evil %}{{ evil }}{% endalert %}{% details evil %}{{ evil }}{% enddetails %}"
        "{% facts evil %}{% fact evil %}{{ evil }}{% endfact %}{% endfacts %}{% person evil role=evil %}"
        "{% empty evil %}{{ evil }}{% endempty %}{% page_head evil lead=evil eyebrow=evil %}"
        "{% next_step evil %}{{ evil }}{% endnext_step %}"
        "{% section evil more_url=evil more=evil %}{% endsection %}"
    )
    assert "<script" not in render(template, evil=EVIL)


def test_markup_inside_a_part_stays_markup() -> None:
    html = render('{% card "A title" %} <p>Body</p> {% endcard %}{% button %} <b>Send</b> {% endbutton %}')
    assert "<p>Body</p>" in html
    assert "<b>Send</b>" in html


def test_only_the_title_of_a_card_is_its_link() -> None:
    html = render('{% card "A title" "/behov/1/" kind="Need" fact="May" example=True %}{% endcard %}')
    assert html.count("<a ") == 1
    assert '<a href="/behov/1/">A title</a>' in html
    assert "uk-example" in html


def test_example_content_wears_its_mark_and_nothing_else_does() -> None:
    assert "uk-example" in render("{% example_mark thing %}", thing=Thing(example=True))
    assert render("{% example_mark thing %}", thing=Thing(example=False)) == ""


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in render('{% icon "search" %}')
    labelled = render('{% icon "search" label="Find" %}')
    assert 'role="img"' in labelled
    assert 'aria-label="Find"' in labelled
    assert "aria-hidden" not in labelled


def test_a_misspelt_icon_or_alert_never_ships() -> None:
    with pytest.raises(TemplateSyntaxError, match="no icon"):
        render('{% icon "serach" %}')
    with pytest.raises(TemplateSyntaxError, match="not “error”"):
        render('{% alert "error" %}x{% endalert %}')


def test_every_icon_can_be_drawn() -> None:
    names = [path.stem for path in ICONS.glob("*.svg")]
    assert names
    for name in names:
        assert "<path" in render("{% icon name %}", name=name)


def test_pages_keep_the_rest_of_the_address() -> None:
    page = Paginator(range(100), 10).get_page(2)
    html = render(
        "{% pagination page %}",
        page=page,
        request=RequestFactory().get("/", {"q": "vann & luft", "page": "2"}),
    )
    assert 'href="?q=vann+%26+luft&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1
    assert 'rel="prev"' in html


def test_one_page_needs_no_pages() -> None:
    page = Paginator(range(3), 10).get_page(1)
    assert render("{% pagination page %}", page=page, request=RequestFactory().get("/")).strip() == ""


def test_chosen_filters_say_that_they_take_away() -> None:
    with override("en"):
        html = render("{% chips chosen clear_url='?' %}", chosen=[("Spring", "?level=b")])
    assert "Remove the filter:" in html
    assert 'href="?level=b"' in html
    assert "Remove all" in html
    assert render("{% chips chosen %}", chosen=[]).strip() == ""
