"""How exact a thread's days are, and what is still to come in the order of its last day."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("core", "0006_threads")]

    operations: ClassVar = [
        migrations.AddField(
            "thread",
            "precision",
            models.CharField(
                choices=[("date", "date"), ("week", "week"), ("month", "month")],
                db_default="date",
                default="date",
                max_length=5,
            ),
        ),
        migrations.AddIndex(
            "thread", models.Index(fields=["kind", "last_day", "id"], name="thread_by_last_day")
        ),
        migrations.AddConstraint(
            "thread",
            models.CheckConstraint(
                condition=models.Q(precision__in=["date", "week", "month"]), name="thread_known_precision"
            ),
        ),
    ]
