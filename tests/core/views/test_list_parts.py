"""A list offers what divides it, the commonest first where there is much."""

from __future__ import annotations

from django.http import QueryDict

from portal.core.rules.list_address import ListAddress, Ways
from portal.core.templatetags.design_lists import facet_fields
from portal.core.threads import Answered, Facet, words_met
from portal.core.views.list_parts import MOST_CHOICES, Panel, facet_words, panels
from tests.threads_app.threads import BOAT

HARBOURS = {f"havn:h{number:02}": number + 1 for number in range(MOST_CHOICES + 3)}


def harbours(query: str = "", counts: dict[str, int] = HARBOURS) -> Panel:
    address = ListAddress.read(QueryDict(query), Ways(facets=["havn"], sorts=["nyeste"]))
    return panels(BOAT, facet_words(BOAT, counts, address), counts, address)[0]


def values(panel: Panel) -> list[str]:
    return [choice.value for choice in panel.choices]


def test_of_many_values_the_commonest_are_shown_in_their_order() -> None:
    assert values(harbours()) == [f"h{number:02}" for number in range(3, MOST_CHOICES + 3)]
    few = dict(list(HARBOURS.items())[:MOST_CHOICES])
    assert not harbours(counts=few).whole_url


def test_a_link_leads_to_all_of_them() -> None:
    panel = harbours()
    assert (panel.number, panel.whole_url) == (MOST_CHOICES + 3, "?vis=havn")
    assert '<a href="?vis=havn">' in facet_fields([panel])
    whole = harbours("vis=havn")
    assert len(whole.choices) == MOST_CHOICES + 3
    assert not whole.whole_url


def test_what_is_chosen_is_shown_however_rare() -> None:
    assert "h00" in values(harbours("havn=h00"))


def test_facets_that_are_asked_together_are_asked_once_for_several_kinds() -> None:
    asked = []

    def both(met: object) -> dict[str, dict[str, str]]:
        asked.append(met)
        return {"tema": {"a": "A"}, "enhet": {"b": "B"}}

    facets = [Facet(name, name, lambda _values: {}, both) for name in ("tema", "enhet")]
    met = {"tema": ["a"], "enhet": ["b"]}
    told: Answered = {}
    assert words_met(facets, met, told) == {"tema": {"a": "A"}, "enhet": {"b": "B"}}
    assert words_met(facets[:1], met, told) == {"tema": {"a": "A"}}
    assert asked == [met]
