"""No date without a thread."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("events", "0004_entry_thread")]

    operations: ClassVar = [
        migrations.AlterField(
            "entry",
            "thread",
            models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.thread",
            ),
        )
    ]
