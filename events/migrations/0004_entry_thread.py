"""Every date gets a thread. The rows are blank here; after migrating, each date tells what it is."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

MAKE = """
WITH made AS (
    INSERT INTO core_thread (kind, key, title, lead, words, language, address, audience, state, live, exempt,
        example, facets, published_at, changed_at, title_key)
    SELECT 'date', id::text, '{}', '{}', '', '', '', 'own', '', false, false, is_example, '{}', now(), now(), ''
    FROM events_entry RETURNING id, key
)
UPDATE events_entry SET thread_id = made.id FROM made WHERE made.key = events_entry.id::text;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("core", "0006_threads"), ("events", "0003_activity_edited")]

    operations: ClassVar = [
        migrations.AddField(
            "entry",
            "created_at",
            models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.RunSQL("UPDATE events_entry SET created_at = updated_at", migrations.RunSQL.noop),
        migrations.AddField(
            "entry",
            "thread",
            models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.thread",
            ),
        ),
        migrations.RunSQL(MAKE, migrations.RunSQL.noop),
    ]
