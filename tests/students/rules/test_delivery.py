"""When a group's work may be shown: all of them say yes, and at most three years go by."""

from __future__ import annotations

from datetime import date

import pytest

from students.rules.delivery import all_agree, day_before, kept_back_until, latest_embargo
from students.rules.leader_link import LinkBrokenError
from students.rules.work_link import ConsentLink, consent_token, read_consent_token

DAY = date(2028, 2, 29)


@pytest.mark.parametrize(
    ("people", "answers", "agreed"),
    [
        (2, [True, True], True),
        (2, [True], False),
        (2, [True, False], False),
        (1, [True], True),
        (0, [], False),
    ],
)
def test_one_no_or_one_silence_keeps_it_back(people: int, answers: list[bool], agreed: bool) -> None:
    assert all_agree(people, answers) is agreed


def test_the_latest_day_somebody_asks_for_counts_within_three_years() -> None:
    assert kept_back_until([None, None], DAY) is None
    assert kept_back_until([date(2028, 6, 1), None, date(2029, 1, 1)], DAY) == date(2029, 1, 1)
    assert kept_back_until([date(2040, 1, 1)], DAY) == latest_embargo(DAY) == date(2031, 2, 28)


def test_not_before_a_day_is_an_embargo_until_the_day_before() -> None:
    assert day_before(date(2028, 3, 1)) == DAY
    assert day_before(None) is None


def test_a_link_says_whose_word_it_takes_and_cannot_be_made_up() -> None:
    token = consent_token(7, 3, "Kari@test.example")
    assert read_consent_token(token) == ConsentLink(7, 3, "kari@test.example")
    with pytest.raises(LinkBrokenError):
        read_consent_token(token[:-1])
