"""The part of an address that names a thing."""

from __future__ import annotations

import pytest

from portal.core.rules.slug import free_slug, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Hvem faller utenfor?", "hvem-faller-utenfor"),
        ("Ærlig øving på Ås", "aerlig-oving-pa-as"),
        ("???", "ting"),
        ("Sámi giella", "sami-giella"),
    ],
)
def test_a_title_is_written_in_small_ascii_letters(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_a_long_title_is_cut_between_words() -> None:
    assert slug_of("ordet " * 30) == "-".join(["ordet"] * 11)
    assert len(slug_of("o" * 200)) == 70


def test_a_taken_name_gets_the_first_free_number() -> None:
    assert free_slug("Trygg natt", {"trygg-natt", "trygg-natt-2", "trygg-natt-4"}) == "trygg-natt-3"


def test_no_thing_is_called_what_addresses_of_forms_are() -> None:
    assert free_slug("Nytt", set()) == "nytt-2"
