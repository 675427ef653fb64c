"""The embedded servers as those who use them meet them: start, join, stop, and whatever may be killed."""

from __future__ import annotations

import os
import signal
import subprocess

import psycopg
import pytest
import redis

from portal.core.launcher.account import choose_account
from tests.core.launcher.checkout import Checkout, Holder, eventually, is_alive, owner_of, possible_runners

# The servers have ended when a holder has; their keeper needs an instant more to leave.
ENDED_SECONDS = 2.0
# What does not depend on the account is tried once.
once = pytest.mark.parametrize("checkout", possible_runners()[:1], indirect=True, ids=["same user"])


def ask(holder: Holder, question: str = "SELECT current_database()") -> str:
    return answer_at(holder.database_url, question)


def answer_at(url: str, question: str) -> str:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
        assert row
        return str(row[0])


def answers(holder: Holder) -> bool:
    try:
        with redis.Redis.from_url(holder.redis_url) as client:
            return ask(holder) == "portal" and bool(client.ping())
    except (psycopg.OperationalError, redis.RedisError):
        return False


def all_pids(holder: Holder) -> set[int]:
    return {holder.keeper(), *holder.status().pids.values()}


def none_lives(pids: set[int]) -> bool:
    return not any(is_alive(pid) for pid in pids)


def test_a_start_gives_a_database_and_a_broker_that_do_not_run_as_root(checkout: Checkout) -> None:
    with checkout.hold() as holder:
        assert answers(holder)
        owners = {owner_of(pid) for pid in holder.status().pids.values()}
        assert owners == {checkout.runner.uid or choose_account().uid}
        assert 0 not in owners
        assert ask(holder, "SHOW server_encoding") == "UTF8"
        extensions = "SELECT count(*) FROM pg_available_extensions WHERE name IN "
        assert ask(holder, extensions + "('pg_trgm', 'unaccent', 'btree_gist')") == "3"
        assert holder.place.state == checkout.folder / ".run"
        assert len(os.fsencode(holder.place.sockets / ".s.PGSQL.5432.lock")) < 107
        assert holder.place.sockets.stat().st_mode & 0o077 == 0


def test_the_end_of_the_only_user_leaves_no_process_and_no_socket(checkout: Checkout) -> None:
    with checkout.hold() as holder:
        pids = all_pids(holder)
    assert eventually(lambda: none_lives(pids), within=ENDED_SECONDS)
    assert not holder.place.sockets.exists()


POWERS = "rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication"


@once
def test_the_portal_is_given_a_role_that_owns_nothing_and_its_owner_another(checkout: Checkout) -> None:
    with checkout.hold() as holder:
        assert ask(holder, "SELECT current_user") == "portal_web"
        assert ask(holder, f"SELECT {POWERS} FROM pg_roles WHERE rolname = current_user") == "False"
        assert ask(holder, "SELECT count(*) FROM pg_database WHERE pg_has_role(datdba, 'MEMBER')") == "0"
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(holder, "CREATE TABLE mine (id int)")
        assert answer_at(holder.owner_url, "SELECT current_user") == "portal"


@once
def test_data_from_before_there_were_two_roles_gets_the_other_one(checkout: Checkout) -> None:
    with checkout.hold() as holder, psycopg.connect(holder.owner_url, autocommit=True) as connection:
        connection.execute("DROP ROLE portal_web")
    (holder.place.state / "postgresql" / "roles-made").unlink()
    with checkout.hold() as holder:
        assert ask(holder, "SELECT current_user") == "portal_web"
    (holder.place.state / "postgresql" / "roles-made").unlink()
    with checkout.hold() as holder:
        assert ask(holder, "SELECT current_user") == "portal_web", "making it again does no harm"


@once
def test_data_is_kept_from_one_start_to_the_next(checkout: Checkout) -> None:
    with checkout.hold() as holder, psycopg.connect(holder.owner_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'ja' AS word")
        connection.execute("GRANT SELECT ON kept TO PUBLIC")
        redis.Redis.from_url(holder.redis_url).set("kept", "ja")
        connection.commit()
        connection.close()
    with checkout.hold() as holder:
        assert ask(holder, "SELECT word FROM kept") == "ja"
        assert redis.Redis.from_url(holder.redis_url).get("kept") == b"ja"


def test_a_second_process_joins_and_the_last_to_leave_stops_the_servers(checkout: Checkout) -> None:
    with checkout.hold() as first:
        pids = all_pids(first)
        with checkout.hold() as second:
            assert all_pids(second) == pids
            first.release()
            assert answers(second)
    assert eventually(lambda: none_lives(pids), within=ENDED_SECONDS)


@once
def test_two_that_start_at_once_share_one_pair_of_servers(checkout: Checkout) -> None:
    processes = [checkout.begin() for _ in range(3)]
    holders = [Holder(process) for process in processes]
    assert len({frozenset(all_pids(holder)) for holder in holders}) == 1
    for holder in holders:
        holder.release()


def test_a_stale_pid_file_does_not_stop_a_start(checkout: Checkout) -> None:
    """Its number may by now belong to another process of the same account, which stays alone."""
    with checkout.hold() as holder:
        uid = owner_of(holder.pid("Redis"))
    with subprocess.Popen(["sleep", "60"], user=uid if os.geteuid() == 0 else None) as stranger:
        try:
            for name in ("postgresql/data/postmaster.pid", "redis/redis.pid"):
                (holder.place.state / name).write_text(f"{stranger.pid}\n", encoding="ascii")
            with checkout.hold() as holder:
                assert answers(holder)
            assert stranger.poll() is None
        finally:
            stranger.kill()


def test_kill_9_of_the_only_user_ends_the_servers(checkout: Checkout) -> None:
    holder = checkout.hold()
    pids = all_pids(holder)
    holder.kill()
    assert eventually(lambda: none_lives(pids))
    assert eventually(lambda: not holder.place.sockets.exists())


def test_kill_9_of_postgres_brings_it_back_at_the_same_address(checkout: Checkout) -> None:
    with checkout.hold() as holder:
        before = holder.pid("PostgreSQL")
        os.kill(before, signal.SIGKILL)
        assert eventually(lambda: holder.pid("PostgreSQL") != before and answers(holder))


@once
def test_kill_9_of_redis_brings_it_back_at_the_same_address(checkout: Checkout) -> None:
    with checkout.hold() as holder:
        before = holder.pid("Redis")
        os.kill(before, signal.SIGKILL)
        assert eventually(lambda: holder.pid("Redis") != before and answers(holder))


def test_kill_9_of_the_keeper_ends_its_servers_and_the_next_start_has_them_again(checkout: Checkout) -> None:
    with checkout.hold() as holder:
        servers = set(holder.status().pids.values())
        os.kill(holder.keeper(), signal.SIGKILL)
        with checkout.hold() as other:
            assert none_lives(servers)
            assert answers(other)
            assert other.database_url == holder.database_url


@once
def test_kill_9_of_everything_does_not_hinder_the_next_start(checkout: Checkout) -> None:
    holder = checkout.hold()
    for pid in [holder.keeper(), *holder.status().pids.values()]:
        os.kill(pid, signal.SIGKILL)
    holder.kill()
    with checkout.hold() as other:
        assert answers(other)


@once
def test_data_of_another_version_is_left_alone_and_said_in_one_sentence(checkout: Checkout) -> None:
    with checkout.hold() as holder:
        pass
    version = holder.place.state / "postgresql/data/PG_VERSION"
    true = version.read_text(encoding="ascii")
    version.write_text("9\n", encoding="ascii")
    _, said = checkout.begin().communicate()
    assert "made by PostgreSQL 9 and this is" in said
    assert "Traceback" not in said
    version.write_text(true, encoding="ascii")


@once
def test_a_throwaway_pair_is_its_own_and_is_deleted_however_its_user_ends(checkout: Checkout) -> None:
    with checkout.hold() as kept, checkout.hold("ensure_throwaway") as one:
        assert one.place.state != kept.place.state
        assert answers(one)
        assert ask(one, "SHOW fsync") == "off"
        other = checkout.hold("ensure_throwaway")
        other.kill()
    assert not one.place.state.exists()
    assert eventually(lambda: not other.place.state.exists())
