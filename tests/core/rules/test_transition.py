"""Tables of transitions."""

from __future__ import annotations

import pytest

from portal.core.rules.transition import Table, Transition
from projects.rules.application import APPLICATION
from projects.rules.exchange import EXCHANGE
from projects.rules.need import NEED
from projects.rules.project import PROJECT
from projects.rules.result import RESULT


def row(action: str, source: str, *, may: bool = True) -> Transition:
    return Transition(
        action=action,
        source=source,
        target="end",
        label=action,
        public=f"{action} is done",
        who=lambda _user, _thing: may,
    )


class Thing:
    state = "begun"


def test_an_action_stands_once_for_each_state() -> None:
    Table((row("go", "begun"), row("go", "halfway")))
    with pytest.raises(ValueError, match=r"\('go', 'begun'\)"):
        Table((row("go", "begun"), row("stay", "begun"), row("go", "begun")))


def test_a_step_is_found_by_what_is_done_and_from_where() -> None:
    table = Table((row("go", "begun"), row("go", "halfway")))
    assert table.row("go", "halfway") is table.rows[1]
    assert table.row("go", "end") is None
    assert table.row("stay", "begun") is None


def test_steps_are_open_from_where_the_thing_stands_to_those_who_may() -> None:
    table = Table((row("go", "begun"), row("stay", "begun", may=False), row("back", "end")))
    assert [step.action for step in table.open_to(None, Thing())] == ["go"]


def test_everyone_reads_of_an_action_in_its_public_words() -> None:
    table = Table((row("go", "begun"),))
    assert table.said("go") == "go is done"
    assert table.said("never") == ""


@pytest.mark.parametrize("table", [NEED, PROJECT, APPLICATION, EXCHANGE, RESULT])
def test_every_step_says_what_everyone_reads(table: Table) -> None:
    assert all(str(step.public) for step in table)
