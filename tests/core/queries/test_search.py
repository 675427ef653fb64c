"""What people type finds what they look for, and why is said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.models import Thread, Word
from portal.core.queries.listing import Asked, Found, find
from portal.core.text import Text
from portal.core.workflows.words import forget_words, note_new_words
from tests.core.queries.corpus import QUERIES, write_corpus

PUBLIC = frozenset({"public"})
FIRST = 5


@pytest.fixture(scope="module")
def corpus(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Written once for the module, and taken away again."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        write_corpus()
        yield
        Thread.objects.filter(kind__in=["need", "task"]).delete()
        Word.objects.all().delete()


@pytest.fixture
def searched(db: None, corpus: None) -> None:
    """A test of its own transaction over the corpus."""


def ask(question: str, **more: object) -> Found:
    return find(Asked(audiences=PUBLIC, question=question, **more))  # type: ignore[arg-type]


def keys(found: Found) -> list[str]:
    return [thread.key for thread in found.threads]


def test_there_are_enough_queries_to_say_something() -> None:
    assert len(QUERIES) >= 60


@pytest.mark.parametrize("question", QUERIES)
def test_a_query_finds_what_is_looked_for_among_the_first_five(searched: None, question: str) -> None:
    found = ask(question)
    assert QUERIES[question] in keys(found)[:FIRST], [str(thread) for thread in found.threads]


def test_a_word_nobody_has_written_finds_nothing(searched: None) -> None:
    assert ask("xylofonkvartett").number == 0


def test_a_known_word_is_not_taken_for_another_one(searched: None) -> None:
    assert ask("matavfall").meant == {}
    assert ask("mattavfall").meant == {"mattavfall": "matavfall"}


def test_signs_without_words_find_nothing_and_break_nothing(searched: None) -> None:
    for question in ("?!", "&|!()", "' OR 1=1 --", "\\", "a:*", "%", "<script>", "'; DROP TABLE"):
        assert isinstance(ask(question).number, int)
    assert ask("?!").number == 0


def test_a_search_takes_at_most_three_queries(searched: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        ask("vikarer sykehjem", facets={"tema": ["1"]})
    assert len(queries) <= 3


def test_a_chosen_facet_narrows_and_its_other_values_are_counted_without_it(searched: None) -> None:
    everything = ask("sykehjem")
    narrowed = ask("sykehjem", facets={"tema": ["1"]})
    assert all("tema:1" in thread.facets for thread in narrowed.threads)
    assert narrowed.number == everything.counts["tema:1"]
    assert narrowed.counts == everything.counts


def test_kinds_are_counted_for_a_question(searched: None) -> None:
    everything = ask("sykehjem", count_kinds=True)
    assert sum(everything.kinds.values()) == everything.number
    narrowed = ask("sykehjem", count_kinds=True, kinds=("task",))
    assert narrowed.number == everything.kinds["task"]
    assert narrowed.kinds == everything.kinds


@pytest.mark.parametrize(
    "change",
    [{"audience": "partners"}, {"live": False}],
    ids=["partners only", "withdrawn"],
)
def test_what_is_not_for_the_reader_is_not_found(searched: None, change: dict[str, object]) -> None:
    assert keys(ask("matavfall"))[0] == "food-waste"
    Thread.objects.filter(key="food-waste").update(**change)
    assert "food-waste" not in keys(ask("matavfall"))
    assert "food-waste" not in keys(ask("", facets={"tema": ["0"]}))


def test_what_was_merged_is_not_found(searched: None) -> None:
    into = Thread.objects.get(key="leaks")
    Thread.objects.filter(key="food-waste").update(merged_into=into)
    assert "food-waste" not in keys(ask("matavfall"))


def test_new_words_are_taken_in_and_old_ones_let_go(db: None) -> None:
    note_new_words()
    thread = Thread.objects.create(
        kind="need",
        key="x",
        title=Text(nb="Kvikksølvtermometer"),
        audience="public",
        published_at="2026-01-01T00:00Z",
        changed_at="2999-01-01T00:00Z",
    )
    note_new_words()
    assert keys(ask("kvikksølvtermomter")) == ["x"]
    thread.delete()
    forget_words()
    assert not Word.objects.filter(word="kvikksølvtermometer").exists()
