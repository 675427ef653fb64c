"""The boxes a list is narrowed by say what they are given, and nothing of it is markup unless it is ours."""

from __future__ import annotations

from portal.core.templatetags.design_lists import facet_fields
from portal.core.views.list_parts import Choice, Panel


def test_each_choice_says_its_words_and_how_many_it_leads_to() -> None:
    written = facet_fields([Panel("year", "Year", [Choice("2027", "That year", 4, False)])])
    assert "<fieldset><legend>Year</legend>" in written
    assert 'form="find" name="year" value="2027"> That year <small>4</small></label>' in written


def test_what_is_chosen_is_ticked() -> None:
    choices = [Choice("a", "One", 1, True), Choice("b", "Other", 2, False)]
    assert facet_fields([Panel("kind", "Kind", choices)]).count(" checked>") == 1


def test_what_people_wrote_is_escaped() -> None:
    written = facet_fields([Panel("kind", "<b>", [Choice('"><i>', "Oars & sails", 1, False)])])
    assert "<legend>&lt;b&gt;</legend>" in written
    assert 'value="&quot;&gt;&lt;i&gt;"' in written
    assert "Oars &amp; sails" in written
