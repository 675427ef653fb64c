"""A list's address says all of what is shown, and no more than it must."""

from __future__ import annotations

from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.rules.list_address import LONGEST_QUESTION, MOST_VALUES, ListAddress, Ways

WAYS = Ways(facets=("tema", "ar"), sorts=("dato", "nyeste"), days=("kommende", "tidligere"))


def read(query: str) -> ListAddress:
    return ListAddress.read(QueryDict(query), WAYS)


def test_what_goes_without_saying_is_left_out() -> None:
    assert read("q=&tema=&sortering=dato&side=1&tid=kommende").url() == "?"


def test_everything_asked_for_is_in_the_address_in_one_order() -> None:
    address = read("side=3&sortering=nyeste&tema=helse&tema=klima&q=vann+i+dalen&tid=tidligere&utm=1")
    assert address.url() == ("?q=vann+i+dalen&tema=helse&tema=klima&tid=tidligere&sortering=nyeste&side=3")


def test_words_the_list_does_not_know_are_passed_over() -> None:
    assert read("sortering=pris&tid=i-gar&side=siste&annet=x") == read("")
    assert [read(f"side={page}").page for page in ("0", "-2", "²", "9999999", "2")] == [1, 1, 1, 1, 2]


def test_the_facet_that_is_shown_whole_is_in_the_address() -> None:
    assert read("vis=tema&q=vann").url() == "?q=vann&vis=tema"
    assert read("vis=pris") == read("")
    assert read("side=2").showing_whole("ar").url() == "?vis=ar&side=2"


def test_narrowing_begins_on_the_first_page_again() -> None:
    address = read("q=vann&tema=helse&tema=klima&side=4")
    assert address.without("tema", "helse").url() == "?q=vann&tema=klima"
    assert address.without("tema", "helse").without("tema", "klima").url() == "?q=vann"
    assert address.sorted_by("nyeste").url() == "?q=vann&tema=helse&tema=klima&sortering=nyeste"
    assert address.with_days("tidligere").page == address.bare().page == 1
    assert address.bare().url() == "?"


def test_a_sent_form_with_empty_fields_is_not_said_shortest() -> None:
    for query, shortest in (
        ("q=", False),
        ("q=vann&tema=", False),
        ("sortering=dato", False),
        ("q=vann", True),
        ("tema=b&tema=a", True),
        ("", True),
        ("utm_source=x", True),
    ):
        pairs = [(name, value) for name, values in QueryDict(query).lists() for value in values]
        assert read(query).is_said_shortest(pairs) is shortest, query


def test_endless_questions_and_values_are_cut() -> None:
    many = "&".join(f"tema={number}" for number in range(100))
    address = read(f"q={'a' * 999}&{many}")
    assert len(address.question) == LONGEST_QUESTION
    assert len(address.facets["tema"]) == MOST_VALUES


WORDS = st.text(st.characters(max_codepoint=0x2FF), max_size=40)


# The first letters of a run are slow to come on a busy machine.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["q", "tema", "ar", "tid", "sortering", "side"]), WORDS))
def test_reading_an_address_written_gives_the_same_view(given: dict[str, str]) -> None:
    query = QueryDict(mutable=True)
    query.update(given)
    address = ListAddress.read(query, WAYS)
    assert read(address.url().removeprefix("?")) == address
    assert "\x00" not in address.question
