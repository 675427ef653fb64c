"""The table of Django's database cache, as `createcachetable` makes it: the owner of the tables makes it once."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("core", "0004_readings_and_retention")]

    operations: ClassVar = [
        migrations.RunSQL(
            """
            CREATE TABLE IF NOT EXISTS core_cache (
                cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
            );
            CREATE INDEX IF NOT EXISTS core_cache_expires ON core_cache (expires);
            """,
            "DROP TABLE core_cache;",
        )
    ]
