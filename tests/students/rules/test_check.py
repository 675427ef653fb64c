"""Who publishes alone, and what is new in a text."""

from __future__ import annotations

import pytest

from students.rules.check import looks_alone
from students.rules.check_difference import LONGEST, Piece, pieces


@pytest.mark.parametrize(
    ("mine", "others", "alone"),
    [
        (["town"], [], True),
        (["town"], [["campus"]], False),
        (["town"], [["town"]], True),
        (["town"], [["town"], ["campus"]], False),
        (["town", "campus"], [["campus"]], True),
        (["town"], [[]], True),
    ],
)
def test_only_a_look_of_another_partner_is_a_second_one(
    mine: list[str], others: list[list[str]], alone: bool
) -> None:
    assert looks_alone(mine, others) is alone


def test_what_is_gone_stands_before_what_came() -> None:
    assert pieces("Hvem eier vannet?", "Hvem eier elva?") == [
        Piece("same", "Hvem eier "),
        Piece("gone", "vannet?"),
        Piece("new", "elva?"),
    ]


def test_what_is_new_or_gone_altogether_is_told_as_that() -> None:
    assert pieces("", "Ny tekst") == [Piece("new", "Ny tekst")]
    assert pieces("Gammel", "") == [Piece("gone", "Gammel")]


def test_both_texts_can_be_read_out_of_the_pieces() -> None:
    before, after = "Tolv fall i måneden,\nde fleste om natta.", "Ti fall i måneden,\n\nflest om natta her."
    found = pieces(before, after)
    assert "".join(piece.words for piece in found if piece.kind != "new") == before
    assert "".join(piece.words for piece in found if piece.kind != "gone") == after


def test_very_long_texts_are_not_compared_word_by_word() -> None:
    long = "ord " * LONGEST
    assert pieces(long, long + "til") == [Piece("gone", long), Piece("new", long + "til")]
