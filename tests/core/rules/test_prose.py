"""Invented texts: of the phrases given, in the proportions given, and the same again from the same seed."""

from __future__ import annotations

from collections import Counter

import pytest

from portal.core.rules.prose import Prose

PHRASES = {
    "nb": {"thing": ["boat", "oar", "sail"], "line": ["The {thing} is here."]},
    "nn": {"thing": ["skiff"], "line": ["The {thing} is there."]},
    "en": {"thing": ["ship"], "line": ["The {thing} is gone."]},
}


def test_a_phrase_has_all_its_parts() -> None:
    assert Prose(PHRASES).phrase("nn", "line") == "The skiff is there."


def test_what_stands_first_is_said_most_often() -> None:
    prose = Prose(PHRASES)
    said = Counter(prose.phrase("nb", "thing") for _ in range(3000))
    assert said["boat"] > said["oar"] > said["sail"] > 0


def test_the_same_seed_says_the_same() -> None:
    one, other = ([Prose(PHRASES, seed).phrase("nb", "thing") for _ in range(20)] for seed in (5, 5))
    assert one == other
    again = Prose(PHRASES, 5)
    assert len({again.phrase("nb", "thing") for _ in range(20)}) > 1


def test_most_objects_are_in_bokmal_and_some_in_each_language() -> None:
    prose = Prose(PHRASES)
    said = Counter(prose.language() for _ in range(2000))
    assert said["nb"] > 1600
    assert said["nn"] > said["en"] > 0


def test_a_text_is_in_one_language() -> None:
    text = Prose(PHRASES).text("en", "line", 2)
    assert (text.nb, text.nn, text.en) == ("", "", "The ship is gone. The ship is gone.")


def test_a_name_nobody_gave_phrases_for_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Prose(PHRASES).phrase("nb", "animal")
