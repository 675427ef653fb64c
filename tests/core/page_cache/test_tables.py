"""Which statements close the page cache."""

from __future__ import annotations

import pytest

from portal.core.page_cache.tables import writes_pages


@pytest.mark.parametrize(
    "sql",
    [
        'INSERT INTO "events_entry" ("year") VALUES (1)',
        'update "events_entry" set year = 1',
        'UPDATE ONLY "events_entry" SET year = 1',
        'DELETE FROM "core_thread" WHERE id = 1',
        'WITH gone AS (DELETE FROM "events_entry" RETURNING 1) SELECT count(*) FROM gone',
        'INSERT INTO "core_cache" VALUES (1); UPDATE "events_entry" SET year = 1',
        'SELECT 1; UPDATE "events_entry" SET year = 1',
        'TRUNCATE "django_session", "events_entry"',
        "COPY events_entry FROM STDIN",
        "MERGE INTO events_entry USING x ON true WHEN MATCHED THEN DELETE",
        "DO $$ BEGIN END $$",
        'UPDATE "partnership_user" SET "last_login" = now(), "name" = 1 WHERE id = 1',
        "INSERT INTO events_event VALUES (1)",
    ],
)
def test_a_statement_that_changes_what_is_shown(sql: str) -> None:
    assert writes_pages(sql)


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT "events_entry"."id" FROM "events_entry" FOR UPDATE OF "events_entry"',
        'WITH found AS (SELECT 1) SELECT "id" FROM "events_entry" FOR UPDATE SKIP LOCKED',
        'UPDATE "django_session" SET "expire_date" = now()',
        'INSERT INTO "core_heartbeat" VALUES (1) ON CONFLICT ("name") DO UPDATE SET "at" = now()',
        'INSERT INTO "partnership_seatevent" VALUES (1)',
        'UPDATE "partnership_user" SET "last_login" = now() WHERE "partnership_user"."id" = 1',
        'SAVEPOINT "s1"',
        "CREATE INDEX CONCURRENTLY a ON b (c)",
    ],
)
def test_a_statement_that_changes_nothing_a_visitor_reads(sql: str) -> None:
    assert not writes_pages(sql)
