"""What a visitor reads is what the database says, whatever happens to writers and to Redis."""

from __future__ import annotations

import signal
import threading
import time

import psycopg
import pytest
from django.db import DatabaseError, InterfaceError, connection, transaction
from psycopg import sql

from portal.core.models import CacheRepair
from portal.core.page_cache import opening, state, writes
from portal.core.page_cache.state import the_state
from tests.core.page_cache.own_redis import OwnRedis
from tests.core.page_cache.stage import AFTER, BEFORE, Stage


@pytest.fixture
def short_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lease of a second, for tests that wait it out."""
    monkeypatch.setattr(state, "LEASE", 1.0)
    monkeypatch.setattr(writes, "WAITS_FOR", 1.5)


def test_a_page_is_made_once_and_then_kept(stage: Stage) -> None:
    assert [stage.read() for _ in range(3)] == [BEFORE] * 3
    assert stage.made == 1


def test_a_kept_page_costs_no_query(stage: Stage, django_assert_num_queries: object) -> None:
    stage.read()
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert stage.read() == BEFORE


def test_what_is_withdrawn_is_gone_for_the_next_visitor(stage: Stage) -> None:
    stage.read()
    stage.write(AFTER)
    assert [stage.read(), stage.read()] == [AFTER, AFTER]
    assert stage.made == 2


def test_a_statement_by_itself_counts_like_a_transaction(stage: Stage) -> None:
    stage.read()
    stage.change(AFTER)
    assert stage.read() == AFTER


def test_what_is_copied_into_the_database_counts(stage: Stage) -> None:
    stage.read()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM told_page")
        connection.changes_pages = False  # type: ignore[attr-defined]
        with cursor.copy("COPY told_page FROM STDIN") as rows:
            rows.write(AFTER)
    assert stage.read() == AFTER


def test_copying_has_to_be_in_a_transaction(stage: Stage) -> None:
    with connection.cursor() as cursor, pytest.raises(transaction.TransactionManagementError):
        cursor.copy("COPY told_page FROM STDIN")


def test_a_statement_that_is_composed_is_read_like_any_other(stage: Stage) -> None:
    stage.read()
    statement = sql.SQL("UPDATE {} SET word = {}").format(sql.Identifier("told_page"), sql.Literal(AFTER))
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert stage.read() == AFTER


def test_a_transaction_that_is_rolled_back_leaves_the_page_kept(stage: Stage) -> None:
    stage.read()
    with transaction.atomic():
        stage.change(AFTER)
        transaction.set_rollback(True)
    with transaction.atomic():
        current_word()
    assert stage.read() == BEFORE
    assert stage.made == 1


def test_a_transaction_that_met_an_error_ends_as_it_would_without_the_cache(stage: Stage) -> None:
    stage.read()
    connection.set_autocommit(False)
    try:
        stage.change(AFTER)
        with pytest.raises(DatabaseError):
            connection.cursor().execute("SELECT 1 / 0")
        connection.commit()
    finally:
        connection.set_autocommit(True)
    assert stage.read() == BEFORE


def test_a_page_made_from_what_was_before_is_not_served_after(stage: Stage) -> None:
    def withdrawn_meanwhile(word: str) -> object:
        if word == BEFORE:
            in_another_thread(lambda: stage.write(AFTER))
        return plain(word)

    plain = stage.answer
    stage.answer = withdrawn_meanwhile  # type: ignore[assignment]
    stage.read()
    assert stage.read() == AFTER


def test_while_a_write_is_under_way_no_page_is_kept(stage: Stage) -> None:
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute(writes.HOLD)
        stage.read()
        stage.read()
        assert stage.made == 2
    stage.read()
    stage.read()
    assert stage.made == 3


def test_a_writer_that_dies_before_its_commit_shuts_the_cache_no_longer_than_its_transaction(
    stage: Stage,
) -> None:
    stage.read()
    other = psycopg.connect(**connection.get_connection_params())
    other.execute("UPDATE told_page SET word = %s", [AFTER])
    writes.close_before_commit(other.execute)
    assert stage.read() == BEFORE
    other.close()
    wait_until_free()
    made = stage.made
    assert [stage.read(), stage.read()] == [BEFORE, BEFORE]
    assert stage.made == made + 1


def test_a_writer_that_dies_after_its_commit_has_done_all_there_is_to_do(stage: Stage) -> None:
    stage.read()
    other = psycopg.connect(**connection.get_connection_params())
    other.execute("UPDATE told_page SET word = %s", [AFTER])
    writes.close_before_commit(other.execute)
    other.commit()
    other.close()
    assert stage.read() == AFTER


@pytest.mark.usefixtures("short_lease")
def test_without_redis_pages_are_made_and_writes_are_done(stage: Stage, own_redis: OwnRedis) -> None:
    stage.read()
    own_redis.kill()
    assert stage.read() == BEFORE
    stage.write(AFTER)
    assert stage.read() == AFTER


@pytest.mark.usefixtures("short_lease")
def test_a_redis_that_only_the_writer_cannot_reach_serves_nothing_old(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = the_state()
    stage.read()
    monkeypatch.setattr(writes, "the_state", lambda: state.State("unix:///nowhere/redis.sock"))
    writer = threading.Thread(target=in_this_thread, args=[lambda: stage.write(AFTER)])
    writer.start()
    while writer.is_alive():
        assert stage.read() in {BEFORE, AFTER}  # and the lease must not be renewed by it
        word = current_word()
        if word == AFTER:
            assert stage.read() == AFTER
    writer.join()
    assert stage.read() == AFTER
    assert readers is the_state()
    assert not CacheRepair.objects.exists()
    assert [stage.read(), stage.read()] == [AFTER, AFTER]


@pytest.mark.usefixtures("short_lease")
def test_a_redis_that_hangs_holds_a_write_up_and_loses_it_not(stage: Stage, own_redis: OwnRedis) -> None:
    stage.read()
    own_redis.send(signal.SIGSTOP)
    stage.write(AFTER)
    own_redis.send(signal.SIGCONT)
    assert stage.read() == AFTER


def test_a_redis_that_comes_back_within_a_write_holds_it_up_no_longer(
    stage: Stage, own_redis: OwnRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writes, "WAITS_FOR", 60.0)
    stage.read()
    own_redis.kill()
    started = threading.Timer(0.3, own_redis.start)
    started.start()
    since = time.monotonic()
    stage.write(AFTER)
    started.join()
    assert time.monotonic() - since < 30
    assert stage.read() == AFTER


def test_a_snapshot_of_before_the_write_brings_no_page_back(stage: Stage, own_redis: OwnRedis) -> None:
    stage.read()
    own_redis.snapshot()
    stage.write(AFTER)
    own_redis.kill()
    own_redis.start()
    assert stage.read() == AFTER


def test_a_portal_that_starts_serves_nothing_kept_before_it(stage: Stage) -> None:
    stage.read()
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("UPDATE told_page SET word = %s", [AFTER])  # as a restored backup does
    the_state.cache_clear()
    assert stage.read() == AFTER


def test_a_database_that_is_away_is_the_pages_to_tell_of(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> bool:
        raise InterfaceError

    monkeypatch.setattr(opening, "is_write_under_way", away)
    assert stage.read() == BEFORE


def test_a_redis_that_is_emptied_under_a_write_is_not_opened_until_it_is_done(
    stage: Stage, own_redis: OwnRedis
) -> None:
    stage.read()
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("UPDATE told_page SET word = %s", [AFTER])
        writes.close_before_commit(other.execute)
        own_redis.empty()
        assert [stage.read(), stage.read()] == [BEFORE, BEFORE]
        other.commit()
        assert stage.read() == AFTER


def test_a_write_that_waits_for_others_shuts_the_cache_only_for_its_commit(stage: Stage) -> None:
    stage.read()
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT FROM told_page FOR UPDATE")
        writer = threading.Thread(target=in_this_thread, args=[lambda: stage.change(AFTER)])
        writer.start()
        wait_until_somebody_waits()
        assert stage.read() == BEFORE
        assert stage.made == 1
        other.rollback()
    writer.join()
    assert stage.read() == AFTER


def in_this_thread(act: object) -> None:
    try:
        act()  # type: ignore[operator]
    finally:
        connection.close()


def in_another_thread(act: object) -> None:
    thread = threading.Thread(target=in_this_thread, args=[act])
    thread.start()
    thread.join()


def current_word() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM told_page")
        return str(cursor.fetchone()[0])


def wait_until_free() -> None:
    """Until PostgreSQL has noticed that the other connection is gone."""
    held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
    _wait_until(held, 0)


def wait_until_somebody_waits() -> None:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    _wait_until(f"{waiting} AND datname = current_database()", 1)


def _wait_until(question: str, wanted: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(question)
            if cursor.fetchone()[0] == wanted:
                return
    raise AssertionError(f"never {wanted}: {question}")
