"""Needs that ask nearly the same are found before a need is sent."""

from __future__ import annotations

import pytest

from portal.core.queries.similar import NEAREST, similar_threads
from portal.core.text import Text
from portal.partnership.models import Partnership
from tests.projects.factories import NeedFactory, ProjectFactory

PUBLIC = ["public"]


def asks(title: str, hard: str = "Det tar for lang tid.") -> int:
    need = NeedFactory.create(title=Text(nb=title), summary=Text(nb=hard), better=Text(nb="Bedre."))
    return int(need.thread_id)


def found(words: str) -> list[int]:
    return [thread.pk for thread in similar_threads("need", words, PUBLIC)]


@pytest.fixture(autouse=True)
def _loaded(partnership: Partnership) -> None:
    """Needs belong to units."""


def test_the_one_that_shares_most_words_comes_first() -> None:
    near = asks("Hvordan får hjemmetjenesten mindre kjøring med bil?")
    nearest = asks("Hvorfor bruker hjemmetjenesten dagen i bil?", "Kjøring tar tiden.")
    asks("Hvor tetter stikkrennene seg først?")
    assert found("Bruker hjemmetjenesten for mye av dagen på kjøring i bil?") == [nearest, near]


def test_words_are_found_in_other_forms() -> None:
    need = asks("Hvem faller utenfor digitale skjema?")
    assert found("Faller noen utenfor det digitale skjemaet?") == [need]


@pytest.mark.parametrize(
    "words", ["", "Hva skal vi gjøre med det?", "Hvem vasker skjema?", "'; --", "a & ! ("]
)
def test_one_word_in_common_or_none_is_not_alike(words: str) -> None:
    asks("Hvem faller utenfor digitale skjema?")
    assert found(words) == []


def test_a_word_that_few_needs_have_weighs_more_than_those_of_many() -> None:
    for number in range(5):
        asks(f"Hvor mye tid bruker lærerne i fag {number}?")
    rare = asks("Hvorfor lekker vannrør om vinteren?", "Vi bruker mye tid på vannrør.")
    assert found("Vi bruker mye tid på å finne vannrør som lekker")[0] == rare


def test_what_shares_much_less_than_the_nearest_is_left_out() -> None:
    nearest = asks("Hvorfor bruker hjemmetjenesten dagen i bil?", "Kjøring mellom brukere tar dagen.")
    asks("Hvor mye klimagass går med?", "Bygg bruker mye hver dag.")
    assert found("Bruker hjemmetjenesten dagen i bil på kjøring mellom brukere?") == [nearest]


def test_at_most_three_are_shown_and_no_other_kind_of_thing() -> None:
    ProjectFactory.create(title=Text(nb="Digitale skjema"), state="shelved", learned=Text(nb="Noe"))
    for number in range(NEAREST + 2):
        asks(f"Hvem faller utenfor digitale skjema {number}?")
    assert len(found("Digitale skjema som faller utenfor")) == NEAREST


def test_itself_is_left_out() -> None:
    need = asks("Hvem faller utenfor digitale skjema?")
    assert similar_threads("need", "faller utenfor digitale skjema", PUBLIC, but=need) == []
