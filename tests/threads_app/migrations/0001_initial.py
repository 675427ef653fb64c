from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import portal.core.fields


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [("core", "0007_list_days")]

    operations: ClassVar = [
        migrations.CreateModel(
            "Boat",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("name", portal.core.fields.TextField()),
                ("summary", portal.core.fields.TextField()),
                ("story", models.TextField(blank=True)),
                ("harbour", models.CharField(default="nord", max_length=40)),
                ("sails_on", models.DateField(blank=True, null=True)),
                ("shown_to", models.CharField(default="public", max_length=12)),
                ("state", models.CharField(default="afloat", max_length=12)),
                ("closed", models.BooleanField(default=False)),
                ("is_example", models.BooleanField(default=False)),
                ("built_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "thread",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.thread",
                    ),
                ),
            ],
        )
    ]
